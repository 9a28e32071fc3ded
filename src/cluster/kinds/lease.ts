import { createRandom } from '../../clock/index.ts';
import { integer, openStruct, struct, text } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { isReadyNode } from './node.ts';

const NODE_LEASES = 'kube-node-lease';
/** Milliseconds between two signs of life of a node. */
const RENEWAL = 10_000;

/** Who leads, and which nodes live. */
export const leaseKind: Kind = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  namespaced: true,
  schema: struct('Lease', {
    spec: openStruct('LeaseSpec', {
      holderIdentity: text,
      leaseDurationSeconds: integer,
      acquireTime: text,
      renewTime: text,
      leaseTransitions: integer,
    }),
  }),
  columns: [NAME_COLUMN, column('Holder', (lease) => lease['spec']?.holderIdentity ?? ''), AGE_COLUMN],
};

/** The kind where kubelets run. Their leases are worked out when they are read, not written every ten seconds. */
export const renewedLeaseKind: Kind = {
  ...leaseKind,
  reflections(store, namespace, now) {
    if (namespace !== undefined && namespace !== NODE_LEASES) return [];
    const own = new Set(store.list('leases.coordination.k8s.io', NODE_LEASES).map(({ metadata }) => metadata.name));
    const nodes = store.list('nodes').filter((node) => isReadyNode(node) && !own.has(node.metadata.name));
    return nodes.map((node) => leaseOf(node, now));
  },
};

function leaseOf({ metadata }: KubernetesObject, now: number): KubernetesObject {
  const { name, uid, creationTimestamp, resourceVersion } = metadata;
  const since = Date.parse(creationTimestamp!);
  const renewals = Math.max(0, Math.floor((now - since) / RENEWAL));
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: NODE_LEASES,
      uid: createRandom(`lease/${uid}`).uuid(),
      resourceVersion: String(Number(resourceVersion) + renewals),
      creationTimestamp: creationTimestamp!,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: uid! }],
    },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: microTime(since + renewals * RENEWAL) },
  };
}

function microTime(at: number): string {
  return formatTimestamp(at).replace('Z', '.000000Z');
}
