import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/sandbox/index.ts';
import { kubectlBinary } from './kubectl-binary.ts';

const MAIN = join(packageRoot(), 'dist/main.js');
const CONTEXT = 'firedrill-hipstershop';
const folder = mkdtempSync(join(tmpdir(), 'firedrill-target-'));
let server: ReturnType<typeof spawn>;
let env: Record<string, string>;

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'));
  symlinkSync(kubectlBinary('1.32'), join(folder, 'bin/kubectl'));
  server = spawn(process.execPath, [MAIN, 'serve', '--environment', 'hipstershop', '--speed', '30'], {
    env: { ...process.env, FIREDRILL_STATE: join(folder, 'served') },
  });
  const kubeconfig = await new Promise<string>((resolve, reject) => {
    let printed = '';
    server.stdout!.on('data', (chunk) => {
      printed += chunk;
      const path = /^export KUBECONFIG=(\S+)\n/.exec(printed)?.[1];
      if (path) resolve(path);
    });
    server.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    KUBECONFIG: kubeconfig,
    FIREDRILL_STATE: join(folder, 'state'),
    LEARNERS_TOKEN: 'must-not-be-seen',
  };
});

afterAll(() => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function firedrill(args: readonly string[], input = '') {
  return execa(process.execPath, [MAIN, ...args], {
    cwd: packageRoot(),
    env,
    extendEnv: false,
    input,
    reject: false,
  });
}

const kubectl = (...args: string[]) => execa('kubectl', args, { env, extendEnv: false, reject: false });

async function forgetAlerts(): Promise<void> {
  await kubectl('delete', 'globalalerts', '--all');
  await kubectl('delete', 'globalnetworkset', 'empty-networkset');
  await kubectl('label', 'pods', '--all', '-n', 'hipstershop', 'security-');
}

test('doctor says what the cluster offers, as a table and as JSON', async () => {
  const table = await firedrill(['doctor']);
  expect([table.exitCode, table.stderr]).toEqual([0, '']);
  expect(table.stdout).toMatch(/^context firedrill-hipstershop, https:\/\/127\.0\.0\.1:\d+\n/);
  expect(table.stdout).toMatch(/^\+ may run commands in pods +create pods\/exec$/m);
  expect(table.stdout).toMatch(/^\+ flow log flush +every 10s$/m);
  const { rows } = JSON.parse((await firedrill(['doctor', '--context', CONTEXT, '--json'])).stdout);
  expect(rows).toContainEqual(expect.objectContaining({ what: 'security events', answer: 'yes' }));
});

test('tracks/alerts passes on a cluster that real kubectl reaches: every check fails before and passes after', async () => {
  await forgetAlerts();
  const { exitCode, stdout, stderr } = await firedrill(['test', 'tracks/alerts', '--target', 'cluster', '--yes']);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('3 verified, 0 ran unchecked, 0 failed')]);
  expect(stderr).toMatch(/^firedrill: these commands run on your machine as \S+, against firedrill-hipstershop/);
  expect(stderr).toContain('the setup of alerts is left out');
  expect(stderr).not.toMatch(/^firedrill: .*mistake/m);
}, 300_000);

test('a page without a track is checked by what it says itself', async () => {
  await forgetAlerts();
  const page = join(folder, 'page.md');
  const text = readFileSync(join(packageRoot(), 'tracks/alerts/01-alerts/assignment.md'), 'utf8');
  const part = text.slice(text.indexOf('## Restricted DNS'), text.indexOf('## Unsanctioned'));
  writeFileSync(page, part);
  const { exitCode, stdout } = await firedrill([
    'test',
    page,
    '--target',
    'cluster',
    '--context',
    CONTEXT,
    '--yes',
    '--environment',
    'hipstershop',
  ]);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('derived')]);
  expect(stdout).toContain('dns.unsanctioned.access fired at');
}, 300_000);

test('play from a pipe: one lasting shell in a home of its own, no undo, and the same step again tomorrow', async () => {
  await forgetAlerts();
  const play = ['play', 'tracks/alerts', '--target', 'cluster', '--context', CONTEXT, '--yes'];
  const first = await firedrill(
    play,
    '1\nX=kept; cd /tmp\necho "$X $PWD $HOME ${LEARNERS_TOKEN:-unseen} $(kubectl config get-contexts -o name)"\nundo\nkubectl create secret generic s --from-literal=password=hunter2\n2\nnext\nquit\n',
  );
  const home = join(folder, 'state/cluster', `alerts.${CONTEXT}`, 'home');
  expect(first.stdout).toContain(`kept /tmp ${home} unseen ${CONTEXT}\n`);
  expect(first.stdout).toContain('What was done to a real cluster cannot be taken back from here.');
  expect(first.stdout).toContain(
    `Stopped at step 2 of 3. Go on with: firedrill play tracks/alerts --target cluster --context ${CONTEXT}`,
  );
  expect(statSync(join(home, '..')).mode & 0o777).toBe(0o700);
  expect(existsSync(join(home, '../kubeconfig'))).toBe(false);
  const journal = readFileSync(join(folder, 'state', `alerts.${CONTEXT}.jsonl`), 'utf8');
  expect(journal).not.toContain('hunter2');
  expect(readdirSync(join(folder, 'state')).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);

  const before = (await kubectl('get', 'globalalerts', '-o', 'jsonpath={.items[*].metadata.uid}')).stdout;
  const second = await firedrill(play, 'quit\n');
  expect(second.stdout).toContain('step 2');
  expect((await kubectl('get', 'globalalerts', '-o', 'jsonpath={.items[*].metadata.uid}')).stdout).toBe(before);
}, 300_000);

/** A track of one step whose set-up leaves a file in the home, and whose block shows it and the login. */
function trackWithSetup(): string {
  const track = join(folder, `prepared-${Math.floor(performance.now())}`);
  mkdirSync(join(track, '01-look'), { recursive: true });
  writeFileSync(join(track, 'track.yml'), 'slug: prepared\ntitle: Prepared\nteaser: t\ndescription: d\n');
  const block = '```bash\nkubectl config view --raw; cat ~/prepared\n```';
  writeFileSync(
    join(track, '01-look/assignment.md'),
    `---\nslug: look\nid: abc\ntype: challenge\ntitle: Look\n---\n\n# Look\n\n${block}\n`,
  );
  const setup = '#!/bin/bash\necho "set up on $(hostname)" > ~/prepared\n';
  for (const host of ['controlplane', 'host1']) {
    writeFileSync(join(track, `01-look/setup-${host}`), setup, { mode: 0o755 });
  }
  return track;
}

test('set-up scripts run on this machine with --allow-host-scripts only, and no report holds the token', async () => {
  const cluster = ['--target', 'cluster', '--yes', '--environment', 'hipstershop', '--json'];
  const run = (...options: string[]) => firedrill(['test', trackWithSetup(), ...cluster, ...options]);
  const without = await run();
  expect(without.stderr).toMatch(/the setup of \S+ is left out: .*--allow-host-scripts/);
  expect(without.stdout).not.toContain('set up on');
  const allowed = await run('--allow-host-scripts');
  expect(allowed.stderr).not.toContain('left out');
  expect(allowed.stdout).toContain('set up on');
  const token = /token: "?([\w.-]+)/.exec(readFileSync(env['KUBECONFIG']!, 'utf8'))![1]!;
  for (const { stdout, stderr } of [without, allowed]) {
    expect(stdout).toContain('token: ********');
    expect(stdout + stderr).not.toContain(token);
  }
}, 300_000);

test('where nothing tells what a detector found, its check is neither passed nor failed: exit code 3', async () => {
  const page = join(folder, 'detector.md');
  writeFileSync(
    page,
    '# Detector\n\n```bash\nkubectl apply -f - <<EOF\napiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: tigera.io.detector.port-scan\nspec:\n  type: AnomalyDetection\n  description: scans\n  severity: 100\n  detector:\n    name: port_scan\nEOF\n```\n',
  );
  // A real Calico serves no security events: this kubectl does not find them either.
  const real = join(folder, 'bin/kubectl');
  const calico = join(folder, 'calico');
  mkdirSync(calico, { recursive: true });
  writeFileSync(
    join(calico, 'kubectl'),
    `#!/bin/bash\ncase "$*" in *securityevents*) echo 'Error from server (NotFound): the server could not find the requested resource' >&2; exit 1;; esac\nexec ${real} "$@"\n`,
    { mode: 0o755 },
  );
  env = { ...env, PATH: `${calico}:${env.PATH}` };
  const { exitCode, stdout } = await firedrill([
    'test',
    page,
    '--target',
    'cluster',
    '--yes',
    '--environment',
    'hipstershop',
  ]);
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining("look in the manager's alert list")]);
}, 300_000);
