import { describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { createCluster, kubernetesKinds } from '../../cluster/index.ts';
import { networkKinds } from '../kinds/network-kinds.ts';
import { automaticHostEndpoints } from './automatic-host-endpoints.ts';

const USER = { username: 'admin', groups: ['system:masters'] };
const V3 = 'http://cluster/apis/projectcalico.org/v3';

function cluster() {
  const made = createCluster({
    clock: new VirtualClock(0),
    random: createRandom('host endpoints'),
    kinds: [...kubernetesKinds, ...networkKinds],
    controllers: [automaticHostEndpoints()],
  });
  const node = (name: string, ip: string, labels = {}) =>
    made.store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels, annotations: { 'projectcalico.org/IPv4VXLANTunnelAddr': '10.48.0.1' } },
      spec: {},
      status: { addresses: [{ type: 'InternalIP', address: ip }] },
    });
  node('node-a', '10.0.1.4', { zone: 'one' });
  node('node-b', '10.0.1.5');
  const request = async (method: string, path: string, body: object, contentType = 'application/json') => {
    const init = { method, body: JSON.stringify(body), headers: { 'content-type': contentType } };
    const response = await made.handle(new Request(`${V3}/${path}`, init), USER);
    return { status: response.status, body: (await response.json()) as { message?: string } };
  };
  const autoCreate = (value: string) => ({ spec: { controllers: { node: { hostEndpoint: { autoCreate: value } } } } });
  return {
    ...made,
    node,
    names: () => made.store.list('hostendpoints.projectcalico.org').map(({ metadata }) => metadata.name),
    create: (value: string) =>
      request('POST', 'kubecontrollersconfigurations', {
        apiVersion: 'projectcalico.org/v3',
        kind: 'KubeControllersConfiguration',
        metadata: { name: 'default' },
        ...autoCreate(value),
      }),
    patch: (value: string) =>
      request(
        'PATCH',
        'kubecontrollersconfigurations/default',
        autoCreate(value),
        'application/strategic-merge-patch+json',
      ),
  };
}

describe('automatic host endpoints', () => {
  test('come with the switch, one a node, and go with it', async () => {
    const { names, create, patch, store } = cluster();
    await create('Disabled');
    expect(names()).toEqual([]);
    expect((await patch('Enabled')).status).toBe(200);
    expect(names()).toEqual(['node-a-auto-hep', 'node-b-auto-hep']);
    expect(store.get('hostendpoints.projectcalico.org', undefined, 'node-a-auto-hep')).toMatchObject({
      metadata: { labels: { zone: 'one', 'projectcalico.org/created-by': 'calico-kube-controllers' } },
      spec: {
        node: 'node-a',
        interfaceName: '*',
        expectedIPs: ['10.0.1.4', '10.48.0.1'],
        profiles: ['projectcalico-default-allow'],
      },
    });
    await patch('Disabled');
    expect(names()).toEqual([]);
  });

  test('follow the nodes and their labels, and are mended', async () => {
    const { names, create, store, node } = cluster();
    await create('Enabled');
    node('node-c', '10.0.1.6');
    store.delete('nodes', undefined, 'node-b');
    expect(names()).toEqual(['node-a-auto-hep', 'node-c-auto-hep']);
    store.update('nodes', undefined, 'node-a', (copy) => {
      copy.metadata.labels = { zone: 'two' };
    });
    const labels = () => store.get('hostendpoints.projectcalico.org', undefined, 'node-a-auto-hep')?.metadata.labels;
    expect(labels()).toMatchObject({ zone: 'two' });
    store.update('hostendpoints.projectcalico.org', undefined, 'node-a-auto-hep', (copy) => {
      copy.metadata.labels!['zone'] = 'mine';
    });
    expect(labels()).toMatchObject({ zone: 'two' });
    store.delete('hostendpoints.projectcalico.org', undefined, 'node-a-auto-hep');
    expect(names()).toContain('node-a-auto-hep');
  });

  test('leave those of others alone', async () => {
    const { names, create, patch, store } = cluster();
    const spec = { node: 'node-a', interfaceName: 'eth0', expectedIPs: ['10.0.1.4'] };
    store.create({ apiVersion: 'projectcalico.org/v3', kind: 'HostEndpoint', metadata: { name: 'mine' }, spec });
    await create('Enabled');
    await patch('Disabled');
    expect(names()).toEqual(['mine']);
  });

  test('an unknown value of the switch is refused', async () => {
    const { create, store } = cluster();
    expect((await create('Yes')).body.message).toContain('failed to validate Field: AutoCreate because of Tag: oneof');
    expect(store.get('kubecontrollersconfigurations.projectcalico.org', undefined, 'default')).toBeUndefined();
  });
});
