import type { NetworkState } from '../network-state.ts';
import type { NetworkOptions, Server } from '../types.ts';

export const API_SERVER = 'kubernetes-api';
const NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
] as const;

/** What the API server has that no other program has: the cluster's API to answer with, and a certificate of its own authority. */
export function apiServerPart(
  { store, endpoints }: NetworkState,
  ask: NetworkOptions['apiServer'],
  input: number | undefined,
): Pick<Server, 'exchange' | 'certificate'> {
  const authority: string | undefined = store.get('configmaps', 'default', 'kube-root-ca.crt')?.data?.['ca.crt'];
  const address: string | undefined = store.get('services', 'default', 'kubernetes')?.spec.clusterIP;
  const nodes = endpoints.hosts.all().flatMap(({ ip, node }) => [ip, ...(node === undefined ? [] : [node])]);
  return {
    ...(ask ? { exchange: (request) => ask(request, input) } : {}),
    ...(authority ? { certificate: { authority, names: [...NAMES, ...(address ? [address] : []), ...nodes] } } : {}),
  };
}
