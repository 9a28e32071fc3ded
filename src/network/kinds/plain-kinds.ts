import type { Kind } from '../../cluster/index.ts';
import { calicoKind } from './calico-kind.ts';

/** Kinds that are stored and served and change nothing in the simulation. */
export const plainKinds: readonly Kind[] = [
  calicoKind({
    kind: 'BGPConfiguration',
    plural: 'bgpconfigurations',
    namespaced: false,
    shortNames: ['bgpconfig', 'bgpconfigs'],
  }),
  calicoKind({ kind: 'BGPPeer', plural: 'bgppeers', namespaced: false }),
  calicoKind({
    kind: 'ClusterInformation',
    plural: 'clusterinformations',
    namespaced: false,
    shortNames: ['clusterinfo'],
  }),
];
