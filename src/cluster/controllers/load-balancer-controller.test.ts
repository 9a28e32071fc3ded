import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import { loadBalancerController } from './load-balancer-controller.ts';

const SERVICES = '/api/v1/namespaces/default/services';
const MERGE = { 'content-type': 'application/merge-patch+json' };

function cloud() {
  const cluster = testCluster({ controllers: [loadBalancerController('192.0.2.0/29')] });
  const create = (name: string, spec: object = {}) =>
    cluster.call('POST', SERVICES, {
      metadata: { name },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }], ...spec },
    });
  const address = async (name: string): Promise<string | undefined> =>
    (await cluster.call('GET', `${SERVICES}/${name}`)).status.loadBalancer?.ingress?.[0].ip;
  return { ...cluster, create, address };
}

test('a load balancer is pending for some seconds, then has an address out of the block', async () => {
  const { create, address, pass } = cloud();
  await create('web');
  await pass(7_000);
  expect(await address('web')).toBeUndefined();
  await pass(14_000);
  expect(await address('web')).toMatch(/^192\.0\.2\.[1-6]$/);
});

test('no two have the same one, and what is asked for by address gets it', async () => {
  const { create, address, pass } = cloud();
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) await create(name);
  await create('mine', { loadBalancerIP: '198.51.100.7' });
  await pass(25_000);
  expect(new Set(await Promise.all(names.map(address))).size).toBe(5);
  expect(await address('mine')).toBe('198.51.100.7');
});

test('it goes when the service is of another type, and never comes when it is gone before', async () => {
  const { create, address, call, pass } = cloud();
  await create('web');
  await pass(25_000);
  await call('PATCH', `${SERVICES}/web`, { spec: { type: 'ClusterIP' } }, MERGE);
  expect(await address('web')).toBeUndefined();
  await create('short');
  await call('DELETE', `${SERVICES}/short`);
  await create('short', { type: 'ClusterIP' });
  await pass(25_000);
  expect(await address('short')).toBeUndefined();
});

test('a class of load balancers that is somebody else’s stays pending, as do all where there is no cloud', async () => {
  const { create, address, pass } = cloud();
  await create('other', { loadBalancerClass: 'example.com/internal' });
  await pass(25_000);
  expect(await address('other')).toBeUndefined();
});
