import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const PATH = '/api/v1/namespaces/default/configmaps';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

interface WatchEvent {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: objects, tables and statuses come here
  object: any;
}

/** Opens a watch and reads what it has sent so far, each time it is asked. */
async function watching(test: ReturnType<typeof testCluster>, query: string, headers: Record<string, string> = {}) {
  const response = await test.cluster.handle(new Request(`http://cluster${PATH}?watch=true&${query}`, { headers }));
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const next = async (): Promise<WatchEvent | undefined> => {
    const { done, value } = await reader.read();
    return done ? undefined : JSON.parse(decoder.decode(value));
  };
  return { next, cancel: () => reader.cancel() };
}

test('a watch replays what came after its version and goes on with what comes', async () => {
  const cluster = testCluster();
  const { call } = cluster;
  const first = await call('POST', PATH, { metadata: { name: 'a' } });
  await call('POST', PATH, { metadata: { name: 'b' } });
  const watch = await watching(cluster, `resourceVersion=${first.metadata.resourceVersion}`);
  await call('DELETE', `${PATH}/b`);
  const events = [await watch.next(), await watch.next()];
  expect(events.map((event) => [event!.type, event!.object.metadata.name])).toEqual([
    ['ADDED', 'b'],
    ['DELETED', 'b'],
  ]);
});

test('an object that comes to match a selector is added, one that no longer does is deleted', async () => {
  const cluster = testCluster();
  const { call } = cluster;
  await call('POST', PATH, { metadata: { name: 'a' } });
  const watch = await watching(cluster, 'labelSelector=app%3Dx');
  const label = (app: string) =>
    call('PATCH', `${PATH}/a`, { metadata: { labels: { app } } }, { 'content-type': 'application/merge-patch+json' });
  await label('x');
  await label('y');
  expect([(await watch.next())!.type, (await watch.next())!.type]).toEqual(['ADDED', 'DELETED']);
});

test('initial events end with a bookmark that says so', async () => {
  const cluster = testCluster();
  await cluster.call('POST', PATH, { metadata: { name: 'a' } });
  const watch = await watching(
    cluster,
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
  );
  expect((await watch.next())!.type).toBe('ADDED');
  const bookmark = (await watch.next())!;
  expect(bookmark.type).toBe('BOOKMARK');
  expect(bookmark.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
});

test('tables carry their columns with the first event only', async () => {
  const cluster = testCluster();
  await cluster.call('POST', PATH, { metadata: { name: 'a' } });
  await cluster.call('POST', PATH, { metadata: { name: 'b' } });
  const watch = await watching(cluster, '', TABLE);
  expect((await watch.next())!.object.columnDefinitions).toHaveLength(3);
  expect((await watch.next())!.object.columnDefinitions).toBeNull();
});

test('a watch ends when its time is over', async () => {
  const cluster = testCluster();
  const watch = await watching(cluster, 'timeoutSeconds=5');
  await cluster.pass(5_000);
  expect(await watch.next()).toBeUndefined();
});

test('a start that is no longer known is told so', async () => {
  const cluster = testCluster();
  const { store } = cluster.cluster;
  store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' }, data: {} });
  for (let count = 0; count < 10_000; count++) {
    store.update('configmaps', 'default', 'a', (copy) => {
      copy['data'].count = String(count);
    });
  }
  const watch = await watching(cluster, 'resourceVersion=1');
  expect(await watch.next()).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
  expect(await watch.next()).toBeUndefined();
});

test('who asks for it is told every minute how far the watch has come, and once more at its end', async () => {
  const cluster = testCluster();
  const { resourceVersion } = (await cluster.call('GET', PATH)).metadata;
  const watch = await watching(
    cluster,
    `resourceVersion=${resourceVersion}&allowWatchBookmarks=true&timeoutSeconds=90`,
  );
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name: 'other' } });
  await cluster.pass(60_000);
  const mark = (await watch.next())!;
  expect([mark.type, mark.object.kind]).toEqual(['BOOKMARK', 'ConfigMap']);
  expect(Number(mark.object.metadata.resourceVersion)).toBeGreaterThan(Number(resourceVersion));
  await cluster.pass(30_000);
  expect((await watch.next())!.type).toBe('BOOKMARK');
  expect(await watch.next()).toBeUndefined();
});

test('a list as a stream goes on as a watch after its bookmark', async () => {
  const cluster = testCluster();
  await cluster.call('POST', PATH, { metadata: { name: 'a' } });
  const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=0';
  const watch = await watching(cluster, query);
  const seen: string[] = [];
  await cluster.call('POST', PATH, { metadata: { name: 'b' } });
  for (let count = 0; count < 3; count++) {
    const event = (await watch.next())!;
    seen.push(
      `${event.type} ${event.object.metadata.name ?? event.object.metadata.annotations['k8s.io/initial-events-end']}`,
    );
  }
  expect(seen).toEqual(['ADDED a', 'BOOKMARK true', 'ADDED b']);
});
