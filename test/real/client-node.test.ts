import { Writable } from 'node:stream';
import {
  CoreV1Api,
  Exec,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1Status,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, loadEnvironment, type Pace, paceOf } from '../../src/sandbox/index.ts';
import { type Serving, serve } from '../../src/serve/index.ts';

const config = new KubeConfig();
let pace: Pace;
let serving: Serving;
let core: CoreV1Api;

beforeAll(async () => {
  const sandbox = await createSandbox({ environment: loadEnvironment('hipstershop'), start: Date.now() });
  pace = paceOf(sandbox, 1, Date.now);
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  config.loadFromString(serving.kubeconfig);
  core = config.makeApiClient(CoreV1Api);
});

afterAll(async () => {
  pace.stop();
  await serving.close();
});

test('lists and pages', async () => {
  const all = await core.listNamespacedPod({ namespace: 'hipstershop' });
  const page = await core.listNamespacedPod({ namespace: 'hipstershop', limit: 2 });
  expect(page.items.map(({ metadata }) => metadata!.name)).toEqual(
    all.items.slice(0, 2).map(({ metadata }) => metadata!.name),
  );
  expect(page.metadata!._continue).toBeTruthy();
});

test('goes through all pages, and takes up the rest after a token has grown too old', async () => {
  const names: string[] = [];
  let page = await core.listNamespacedPod({ namespace: 'hipstershop', limit: 5 });
  for (;;) {
    names.push(...page.items.map(({ metadata }) => metadata!.name!));
    const { _continue } = page.metadata!;
    if (!_continue) break;
    page = await core.listNamespacedPod({ namespace: 'hipstershop', limit: 5, _continue });
  }
  const all = await core.listNamespacedPod({ namespace: 'hipstershop' });
  expect(names).toEqual(all.items.map(({ metadata }) => metadata!.name));
  const old = btoa(JSON.stringify({ v: 'meta.k8s.io/v1', rv: 1, start: `hipstershop/${names[4]}` }));
  const refusal = await core.listNamespacedPod({ namespace: 'hipstershop', limit: 5, _continue: old }).catch((e) => e);
  expect(refusal.code).toBe(410);
  const { continue: _continue } = JSON.parse(refusal.body).metadata;
  const rest = await core.listNamespacedPod({ namespace: 'hipstershop', _continue });
  expect(rest.items.map(({ metadata }) => metadata!.name)).toEqual(names.slice(5));
});

test('keeps a cache by an informer, from its list on', async () => {
  const list = () => core.listNamespacedConfigMap({ namespace: 'default' });
  const informer = makeInformer(config, '/api/v1/namespaces/default/configmaps', list);
  const seen = Promise.withResolvers<void>();
  informer.on('add', ({ metadata }) => {
    if (metadata!.name === 'late') seen.resolve();
  });
  await informer.start();
  await core.createNamespacedConfigMap({ namespace: 'default', body: { metadata: { name: 'late' } } });
  await seen.promise;
  expect(informer.get('late', 'default')?.metadata?.uid).toBeTruthy();
  await informer.stop();
});

test('watches what it patches', async () => {
  await core.createNamespacedConfigMap({
    namespace: 'default',
    body: { metadata: { name: 'seen' }, data: { a: '1' } },
  });
  const events: string[] = [];
  const changed = Promise.withResolvers<void>();
  const request = await new Watch(config).watch(
    '/api/v1/namespaces/default/configmaps',
    { fieldSelector: 'metadata.name=seen' },
    (type, object) => {
      events.push(`${type} ${object.data.a}`);
      if (object.data.a === '2') changed.resolve();
    },
    () => {},
  );
  await core.patchNamespacedConfigMap(
    { namespace: 'default', name: 'seen', body: { data: { a: '2' } } },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
  await changed.promise;
  request.abort();
  expect(events).toEqual(['ADDED 1', 'MODIFIED 2']);
});

test('runs a command in a pod', async () => {
  let said = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      said += chunk;
      done();
    },
  });
  const ended = Promise.withResolvers<V1Status>();
  const command = ['sh', '-c', 'echo hello; exit 4'];
  await new Exec(config).exec('default', 'multitool', 'multitool', command, output, output, null, false, ended.resolve);
  const status = await ended.promise;
  expect([said, status.reason, status.details?.causes?.[0]?.message]).toEqual(['hello\n', 'NonZeroExitCode', '4']);
});
