import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import type { ContainerRuntime } from '../types.ts';

const API = '/api/v1/namespaces/default';
const SECRET = { metadata: { name: 'keys' }, stringData: { user: 'me' } };
const fromSecret = (key: string, optional?: boolean) => [
  { name: 'USER', valueFrom: { secretKeyRef: { name: 'keys', key, ...(optional ? { optional } : {}) } } },
];

/** A cluster with one node, and a pod in it. */
async function withPod(container: object, spec: object = {}, runtime?: Partial<ContainerRuntime>) {
  const lab = testCluster({ live: true, ...(runtime ? { runtime: runtime as ContainerRuntime } : {}) });
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  lab.cluster.store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status });
  const containers = [{ name: 'c', image: 'nginx', ...container }];
  const created = await lab.call('POST', `${API}/pods`, { metadata: { name: 'p' }, spec: { containers, ...spec } });
  expect(created.http).toBe(201);
  const state = async () => (await lab.call('GET', `${API}/pods/p`)).status.containerStatuses[0].state;
  const events = async (): Promise<string[]> => {
    const { items } = await lab.call('GET', `${API}/events`);
    return items.map(({ reason, message }: { reason: string; message: string }) => `${reason}: ${message}`);
  };
  return { ...lab, state, events };
}

test.each([
  ['a secret', { env: fromSecret('user') }, 'secret "keys" not found'],
  ['all of a secret', { envFrom: [{ secretRef: { name: 'keys' } }] }, 'secret "keys" not found'],
  ['all of a config map', { envFrom: [{ configMapRef: { name: 'settings' } }] }, 'configmap "settings" not found'],
])('a container that takes its environment from %s that is not there waits', async (_what, container, message) => {
  const { pass, state, events } = await withPod(container);
  await pass(5_000);
  expect((await state()).waiting).toEqual({ reason: 'CreateContainerConfigError', message });
  expect(await events()).toContain(`Failed: Error: ${message}`);
});

test('a missing key is told from a missing secret, and both may come later', async () => {
  const { call, pass, state } = await withPod({ env: fromSecret('password') });
  await call('POST', `${API}/secrets`, SECRET);
  await pass(5_000);
  expect((await state()).waiting.message).toBe("couldn't find key password in Secret default/keys");
  await call(
    'PATCH',
    `${API}/secrets/keys`,
    { stringData: { password: 'x' } },
    { 'content-type': 'application/merge-patch+json' },
  );
  await pass(15_000);
  expect(await state()).toHaveProperty('running');
});

test('what is optional is not missed', async () => {
  const volumes = [{ name: 'v', secret: { secretName: 'keys', optional: true } }];
  const { pass, state } = await withPod({ env: fromSecret('user', true) }, { volumes });
  await pass(5_000);
  expect(await state()).toHaveProperty('running');
});

test.each([
  ['secret', { secret: { secretName: 'keys' } }, 'secret "keys" not found'],
  ['config map', { configMap: { name: 'settings' } }, 'configmap "settings" not found'],
  ['projected', { projected: { sources: [{ secret: { name: 'keys' } }] } }, 'secret "keys" not found'],
])('a pod with a %s volume of nothing stays in creation', async (_kind, source, why) => {
  const { pass, state, events } = await withPod({}, { volumes: [{ name: 'v', ...source }] });
  await pass(10_000);
  expect(await state()).toEqual({ waiting: { reason: 'ContainerCreating' } });
  expect(await events()).toContain(`FailedMount: MountVolume.SetUp failed for volume "v" : ${why}`);
});

test('a volume may want a key of its own, and starts the pod once it is there', async () => {
  const items = [{ key: 'tls.crt', path: 'ca.pem' }];
  const { call, pass, state, events } = await withPod(
    {},
    { volumes: [{ name: 'v', secret: { secretName: 'keys', items } }] },
  );
  await call('POST', `${API}/secrets`, SECRET);
  await pass(3_000);
  expect(await events()).toContain(
    'FailedMount: MountVolume.SetUp failed for volume "v" : references non-existent secret key: tls.crt',
  );
  await call(
    'PATCH',
    `${API}/secrets/keys`,
    { stringData: { 'tls.crt': 'x' } },
    { 'content-type': 'application/merge-patch+json' },
  );
  await pass(10_000);
  expect(await state()).toHaveProperty('running');
});

test('a missing pull secret is a warning only', async () => {
  const { pass, state, events } = await withPod({}, { imagePullSecrets: [{ name: 'pull' }] });
  await pass(5_000);
  expect(await state()).toHaveProperty('running');
  expect((await events()).some((event) => event.startsWith('FailedToRetrieveImagePullSecret'))).toBe(true);
});

test('a process is started once its pod has an address, and stopped with its pod', async () => {
  const seen: string[] = [];
  const runtime: Partial<ContainerRuntime> = {
    start: (pod, container) => {
      seen.push(`start ${container} ${pod['status'].podIP}`);
      return { exit: new Promise(() => {}), stop: () => void seen.push('stop') };
    },
  };
  const { call, pass } = await withPod({ command: ['serve'] }, {}, runtime);
  await pass(5_000);
  await call('DELETE', `${API}/pods/p`);
  expect(seen).toEqual(['start c 10.48.0.2', 'stop']);
});

test('the exit code of its process ends a container; where nobody can tell, it runs on', async () => {
  const ends = Promise.withResolvers<number | undefined>();
  const runtime = { start: () => ({ exit: ends.promise, stop: () => {} }) };
  const first = await withPod({ command: ['serve'] }, { restartPolicy: 'Never' }, runtime);
  await first.pass(5_000);
  expect(await first.state()).toHaveProperty('running');
  ends.resolve(9);
  await first.pass(1_000);
  expect((await first.state()).terminated).toMatchObject({ exitCode: 9, reason: 'Error' });
  const unknown = { start: () => ({ exit: Promise.resolve(undefined), stop: () => {} }) };
  const second = await withPod({ command: ['serve'] }, { restartPolicy: 'Never' }, unknown);
  await second.pass(60_000);
  expect(await second.state()).toHaveProperty('running');
});

test('a job whose containers are restarted in place fails after as many restarts as it may', async () => {
  const { call, pass } = await withPod({});
  const container = { name: 'c', image: 'busybox', command: ['sh', '-c', 'exit 1'] };
  const template = { spec: { restartPolicy: 'OnFailure', containers: [container] } };
  await call('POST', '/apis/batch/v1/namespaces/default/jobs', {
    metadata: { name: 'j' },
    spec: { backoffLimit: 2, template },
  });
  await pass(60_000);
  const { status } = await call('GET', '/apis/batch/v1/namespaces/default/jobs/j');
  expect(status.conditions.map(({ reason }: { reason: string }) => reason)).toContain('BackoffLimitExceeded');
});
