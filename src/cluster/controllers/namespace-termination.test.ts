import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const SPACE = '/api/v1/namespaces/lab';

async function spaceWithMap(finalizers?: string[]) {
  const cluster = testCluster();
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name: 'lab' } });
  await cluster.call('POST', `${SPACE}/configmaps`, { metadata: { name: 'map', finalizers } });
  const conditions = async (): Promise<Record<string, string>> => {
    const { status } = await cluster.call('GET', SPACE);
    return Object.fromEntries(
      (status?.conditions ?? []).map((one: Record<string, string>) => [
        one['type'],
        `${one['status']} ${one['message']}`,
      ]),
    );
  };
  return { ...cluster, conditions };
}

test('an emptied namespace is gone with its deletion', async () => {
  const { call } = await spaceWithMap();
  await call('DELETE', SPACE);
  expect((await call('GET', SPACE)).code).toBe(404);
});

test('a namespace that waits says for what, and goes once that is gone', async () => {
  const { call, conditions } = await spaceWithMap(['example.com/hold']);
  await call('DELETE', SPACE);
  expect(await conditions()).toEqual({
    NamespaceDeletionDiscoveryFailure: 'False All resources successfully discovered',
    NamespaceDeletionGroupVersionParsingFailure: 'False All legacy kube types successfully parsed',
    NamespaceDeletionContentFailure: 'False All content successfully deleted, may be waiting on finalization',
    NamespaceContentRemaining: 'True Some resources are remaining: configmaps. has 1 resource instances',
    NamespaceFinalizersRemaining:
      'True Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
  });
  const merge = { 'content-type': 'application/merge-patch+json' };
  await call('PATCH', `${SPACE}/configmaps/map`, { metadata: { finalizers: null } }, merge);
  expect((await call('GET', SPACE)).code).toBe(404);
});

test('while a registered server is down no namespace goes: nobody knows what it holds', async () => {
  const { call, conditions } = await spaceWithMap();
  const service = '/apis/apiregistration.k8s.io/v1/apiservices';
  await call('POST', service, {
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      service: { name: 'metrics-server', namespace: 'kube-system' },
    },
  });
  await call('DELETE', SPACE);
  const waiting = await conditions();
  expect(waiting['NamespaceDeletionDiscoveryFailure']).toBe(
    'True Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery: metrics.k8s.io/v1beta1',
  );
  expect(waiting['NamespaceContentRemaining']).toBe('False All content successfully removed');
  await call('DELETE', `${service}/v1beta1.metrics.k8s.io`);
  expect((await call('GET', SPACE)).code).toBe(404);
});
