import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, loadEnvironment, type Pace, paceOf } from '../../src/sandbox/index.ts';
import { type Serving, serve } from '../../src/serve/index.ts';
import { kubectlBinary } from './kubectl-binary.ts';

/**
 * kubectl 1.20 knows no OpenAPI v3, no aggregated discovery and no WebSocket: it asks for OpenAPI v2 in protobuf (and
 * gets an empty document), group after group, and runs commands over SPDY.
 */
let home: string;
let pace: Pace;
let serving: Serving;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'firedrill-kubectl-1.20-'));
  const sandbox = await createSandbox({ environment: loadEnvironment('empty'), start: Date.now() });
  pace = paceOf(sandbox, 20, Date.now);
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  writeFileSync(join(home, 'config'), serving.kubeconfig);
});

afterAll(async () => {
  pace.stop();
  await serving.close();
  rmSync(home, { recursive: true, force: true });
});

function kubectl(args: readonly string[], stdin = ''): Promise<string> {
  const env = { HOME: home, KUBECONFIG: join(home, 'config'), PATH: process.env['PATH'] };
  return new Promise((resolve) => {
    const child = execFile(kubectlBinary('1.20'), args, { env, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve(`${stdout}${stderr}${error ? `exit ${error.code}\n` : ''}`);
    });
    child.stdin!.end(stdin);
  });
}

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: feed}
spec: {nets: [198.51.100.0/24]}
`;

test('kubectl 1.20 applies, follows, changes, runs commands and deletes', async () => {
  expect(await kubectl(['apply', '-f', '-'], MANIFEST)).toBe(
    'deployment.apps/web created\nglobalnetworkset.projectcalico.org/feed created\n',
  );
  expect(await kubectl(['rollout', 'status', 'deployment/web'])).toContain('successfully rolled out');
  expect(await kubectl(['apply', '-f', '-'], MANIFEST)).toBe(
    'deployment.apps/web unchanged\nglobalnetworkset.projectcalico.org/feed unchanged\n',
  );
  expect(await kubectl(['scale', 'deployment', 'web', '--replicas=3'])).toBe('deployment.apps/web scaled\n');
  expect(await kubectl(['wait', '--for=condition=available', 'deployment/web', '--timeout=20s'])).toContain('met');
  expect(await kubectl(['run', 'tool', '--image=nicolaka/netshoot', '--', 'sleep', '1d'])).toBe('pod/tool created\n');
  expect(await kubectl(['wait', '--for=condition=ready', 'pod/tool', '--timeout=20s'])).toContain('met');
  expect(await kubectl(['exec', '-i', 'tool', '--', 'sh', '-c', 'cat; exit 3'], 'hello\n')).toBe(
    'hello\ncommand terminated with exit code 3\nexit 3\n',
  );
  expect(await kubectl(['label', 'pod', 'tool', 'a=b'])).toBe('pod/tool labeled\n');
  expect(await kubectl(['get', 'pods', '-l', 'a=b', '--no-headers'])).toMatch(/^tool +1\/1 +Running/);
  expect(await kubectl(['delete', 'deployment/web', 'globalnetworkset/feed'])).toBe(
    'deployment.apps "web" deleted\nglobalnetworkset.projectcalico.org "feed" deleted\n',
  );
});

test('what needs a whole OpenAPI v2 document says in one sentence that it is not there', async () => {
  expect(await kubectl(['explain', 'pod'])).toContain('couldn\'t find resource for "/v1, Kind=Pod"');
});
