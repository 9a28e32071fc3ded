import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/sandbox/index.ts';

/** Runs the built program with a kubectl of the test's and a kubeconfig that names the context `here`. */
async function firedrill(args: readonly string[], kubectl?: string, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-refusal-'));
  mkdirSync(join(folder, 'bin'));
  if (kubectl !== undefined) {
    writeFileSync(join(folder, 'bin/kubectl'), `#!/bin/bash\n${kubectl}\n`);
    chmodSync(join(folder, 'bin/kubectl'), 0o755);
  }
  const config = {
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name: 'u', user: { token: 'abcdefghijk' } }],
  };
  writeFileSync(join(folder, 'config'), JSON.stringify(config));
  const { exitCode, stderr, stdout } = await execa(process.execPath, [join(packageRoot(), 'dist/main.js'), ...args], {
    env: {
      PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
      HOME: folder,
      KUBECONFIG: join(folder, 'config'),
      FIREDRILL_STATE: join(folder, 'state'),
      ...env,
    },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  return { exitCode, stderr, stdout, last: stderr.trimEnd().split('\n').at(-1) };
}

const ON_CLUSTER = ['tracks/alerts', '--target', 'cluster', '--yes'];

test('without a terminal and without --yes nothing is run', async () => {
  for (const command of ['test', 'play']) {
    const { exitCode, stderr, stdout } = await firedrill(
      [command, 'tracks/alerts', '--target', 'cluster'],
      'touch /tmp/ran; exit 1',
    );
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^firedrill: --target cluster runs commands on this machine, and nobody is here to agree; say --yes/,
    );
  }
});

test.each([
  [
    'a context that is not there',
    ['--context', 'nowhere'],
    'exit 1',
    /^firedrill: there is no context "nowhere"; there are: here$/,
  ],
  [
    'a cluster that does not answer',
    [],
    'echo "The connection to the server 127.0.0.1:1 was refused" >&2; exit 1',
    /^firedrill: the cluster of context "here" \(https:\/\/127\.0\.0\.1:1\) does not answer: /,
  ],
  [
    'no rights',
    [],
    'echo "Error from server (Forbidden): globalalerts.projectcalico.org is forbidden: User \\"u\\" cannot list" >&2; exit 1',
    /^firedrill: you may not read GlobalAlerts in context "here"/,
  ],
  [
    'no Calico',
    [],
    'echo "error: the server doesn\'t have a resource type \\"globalalerts\\"" >&2; exit 1',
    /Calico Cloud or Calico Enterprise is not installed there$/,
  ],
])('%s: one sentence, and exit code 3', async (_, more, kubectl, sentence) => {
  const { exitCode, stderr, last } = await firedrill(['test', ...ON_CLUSTER, ...more], kubectl);
  expect(exitCode).toBe(3);
  expect(last).toMatch(sentence);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test('no kubeconfig and no kubectl are said the same way, by doctor too', async () => {
  const gone = await firedrill(['doctor'], 'exit 1', { KUBECONFIG: '/nowhere/config' });
  expect([gone.exitCode, gone.stderr]).toEqual(
    [3, 'firedrill: there is no kubeconfig: /nowhere/config is missing\n'].map((text) =>
      typeof text === 'string' ? text.trimEnd() : text,
    ),
  );
  const none = await firedrill(['doctor'], undefined, { PATH: '/nowhere' });
  expect([none.exitCode, none.last]).toEqual([
    3,
    'firedrill: there is no kubectl on your PATH; a real cluster is reached through it',
  ]);
});

test('what only a real cluster has is refused for the simulation', async () => {
  const { exitCode, last } = await firedrill(['test', 'tracks/alerts', '--context', 'here']);
  expect([exitCode, last]).toEqual([
    2,
    'firedrill: --context goes with --target cluster; without it nothing leaves the simulation',
  ]);
});
