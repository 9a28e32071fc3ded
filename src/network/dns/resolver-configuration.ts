import type { NetworkState } from '../network-state.ts';
import type { Endpoint } from '../types.ts';
import { CLUSTER_DOMAIN } from './cluster-zone.ts';

/** What /etc/resolv.conf says. */
export interface ResolverConfiguration {
  nameserver: string;
  search: readonly string[];
  ndots: number;
}

/** systemd-resolved's stub, as on an Ubuntu node: it forwards to a resolver that knows no cluster names. */
export const HOST_NAMESERVER = '127.0.0.53';
/** Where kubeadm and AKS put cluster DNS when nobody says otherwise. */
const USUAL_CLUSTER_NAMESERVER = '10.0.0.10';

/** The resolver of a pod by its dnsPolicy and dnsConfig, or of a host. */
export function resolverOf(state: NetworkState, from: Endpoint): ResolverConfiguration {
  const pod = from.type === 'wep' ? state.store.get('pods', from.namespace, from.name) : undefined;
  const host: ResolverConfiguration = { nameserver: HOST_NAMESERVER, search: [], ndots: 1 };
  if (from.type !== 'wep' || pod?.spec?.dnsPolicy === 'Default') return host;
  const custom: { nameservers?: string[]; searches?: string[]; options?: { name: string; value?: string }[] } =
    pod?.spec?.dnsConfig ?? {};
  const ndots = custom.options?.find(({ name }) => name === 'ndots')?.value;
  const base = pod?.spec?.dnsPolicy === 'None' ? host : clusterFirst(state, from.namespace);
  return {
    nameserver: pod?.spec?.dnsPolicy === 'None' ? (custom.nameservers?.[0] ?? HOST_NAMESERVER) : base.nameserver,
    search: [...base.search, ...(custom.searches ?? [])],
    ndots: ndots === undefined ? base.ndots : Number(ndots),
  };
}

function clusterFirst({ services }: NetworkState, namespace: string): ResolverConfiguration {
  return {
    nameserver: services.get('kube-system', 'kube-dns')?.clusterIP ?? USUAL_CLUSTER_NAMESERVER,
    search: [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN],
    ndots: 5,
  };
}
