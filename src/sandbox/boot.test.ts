import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { createSandbox } from './sandbox.ts';

test.each([
  ['hipstershop', ['10.5.0.4']],
  ['bare', []],
])(
  'the API server of %s publishes itself where there is a node, once in Endpoints and once in a slice',
  async (name, addresses) => {
    const { store } = (await createSandbox({ environment: loadEnvironment(name) })).cluster;
    const endpoints = store.get('endpoints', 'default', 'kubernetes');
    expect((endpoints?.subsets ?? []).flatMap((subset: { addresses: { ip: string }[] }) => subset.addresses)).toEqual(
      addresses.map((ip) => ({ ip })),
    );
    const slices = store
      .list('endpointslices.discovery.k8s.io')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes');
    expect(slices.map(({ metadata }) => metadata.name)).toEqual(addresses.map(() => 'kubernetes'));
  },
);
