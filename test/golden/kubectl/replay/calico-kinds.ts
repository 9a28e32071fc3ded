import type { Kind } from '../../../../src/cluster/index.ts';

const created = { name: 'Created At', type: 'string' as const };

function kind(name: string, plural: string, namespaced = false): Kind {
  return {
    group: 'projectcalico.org',
    version: 'v3',
    kind: name,
    plural,
    singular: name.toLowerCase(),
    namespaced,
    custom: true,
    hasStatus: true,
    columns: [
      { name: 'Name', type: 'string', format: 'name', cell: (object) => object.metadata.name },
      { ...created, cell: (object) => object.metadata.creationTimestamp ?? null },
    ],
  };
}

/** The Calico types of the recordings, which were custom resources there. */
export const calicoKinds: readonly Kind[] = [
  kind('GlobalAlert', 'globalalerts'),
  kind('GlobalNetworkSet', 'globalnetworksets'),
  kind('NetworkSet', 'networksets', true),
];
