import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/sandbox/index.ts';
import { kubectlBinary } from './kubectl-binary.ts';

const ROOT = packageRoot();
const SPEED = 30;
/** What a person takes to read on, in seconds of this machine: 30 simulated ones. */
const READING = 1;
const ALERTS = ['policy.globalnetworkset', 'dns.unsanctioned.access', 'network.lateral.access'];

const folder = mkdtempSync(join(tmpdir(), 'firedrill-track-'));
let server: ReturnType<typeof spawn>;
let kubeconfig: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'));
  symlinkSync(kubectlBinary('1.32'), join(folder, 'bin/kubectl'));
  const args = [join(ROOT, 'dist/main.js'), 'serve', '--environment', 'hipstershop', '--speed', String(SPEED)];
  server = spawn(process.execPath, args, { env: { ...process.env, FIREDRILL_STATE: join(folder, 'state') } });
  kubeconfig = await new Promise((resolve, reject) => {
    let printed = '';
    server.stdout!.on('data', (chunk) => {
      printed += chunk;
      const path = /^export KUBECONFIG=(\S+)\n/.exec(printed)?.[1];
      if (path) resolve(path);
    });
    server.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
});

afterAll(() => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a script in real bash with real kubectl, as a learner's terminal would. */
function bash(script: string) {
  return execa('bash', ['-c', script], {
    cwd: folder,
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder, KUBECONFIG: kubeconfig },
    reject: false,
  });
}

/** The runnable blocks of the text, in order. */
function blocks(): string[] {
  const text = readFileSync(join(ROOT, 'tracks/alerts/01-alerts/assignment.md'), 'utf8');
  return [...text.matchAll(/^```bash\n(.*?)^```$/gms)].map((match) => match[1]!);
}

test('the blocks of tracks/alerts, typed into real bash with real kubectl, set off all three alerts', async () => {
  expect(blocks().length).toBeGreaterThan(5);
  const typed = await bash(blocks().join(`\nsleep ${READING}\n`));
  expect([typed.exitCode, typed.stderr]).toEqual([0, '']);
  expect(typed.stdout).toContain('globalalert.projectcalico.org/dns.unsanctioned.access created');
  expect(typed.stdout).toMatch(/HTTP\/1\.1 200/);
  const helper = join(ROOT, 'checks/lib/alert-fired.sh');
  const asked = `source ${helper}; for try in $(seq 60); do ${ALERTS.map((name) => `alert-fired ${name} >/dev/null`).join(' && ')} && break; sleep 0.5; done; ${ALERTS.map((name) => `alert-fired ${name}; echo "${name} $?"`).join('; ')}`;
  const { stdout } = await bash(asked);
  expect(ALERTS.filter((name) => !stdout.split('\n').includes(`${name} 0`))).toEqual([]);
}, 120_000);

test('real kubectl sees on the alerts themselves that they fired, at no time to come', async () => {
  const { stdout } = await bash('date +%s; kubectl get globalalerts -o json');
  const [now, ...json] = stdout.split('\n');
  const { items } = JSON.parse(json.join('\n')) as { items: { status: { lastEvent: string } }[] };
  const events = items.map(({ status }) => Date.parse(status.lastEvent) / 1_000);
  expect(events).toHaveLength(3);
  for (const at of events) expect(at).toBeLessThanOrEqual(Number(now));
});

test('Ctrl-C ends it with 0, and takes the kubeconfig with the token away', async () => {
  const ended = new Promise((resolve) => server.once('exit', (code) => resolve(code)));
  server.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(existsSync(kubeconfig)).toBe(false);
});
