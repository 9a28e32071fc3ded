import { parseDuration } from '../../clock/index.ts';
import type { NetworkState } from '../network-state.ts';

/** Whose answers teach policy names, where the FelixConfiguration does not say. */
const DEFAULT_SERVERS = ['k8s-service:kube-dns', 'k8s-service:openshift-dns/dns-default'];

/**
 * Whether policy learns names from the answers of the server at `ip` (FelixConfiguration `dnsTrustedServers`), and for
 * how many milliseconds beyond their own time (`dnsExtraTTL`).
 */
export function dnsTrust(
  state: Pick<NetworkState, 'store' | 'services'>,
  ip: string,
): { extraTime: number } | undefined {
  const spec: Record<string, unknown> =
    state.store.get('felixconfigurations.projectcalico.org', undefined, 'default')?.['spec'] ?? {};
  const listed = spec['dnsTrustedServers'];
  const servers = Array.isArray(listed) ? listed.map(String) : DEFAULT_SERVERS;
  if (!servers.some((server) => isAt(state, server, ip))) return undefined;
  const extra = spec['dnsExtraTTL'];
  return { extraTime: typeof extra === 'string' ? (parseDuration(extra) ?? 0) : 0 };
}

/** `IP`, `IP:port`, `[IPv6]:port` or `k8s-service:[namespace/]name[:port]`. */
function isAt({ services }: Pick<NetworkState, 'services'>, server: string, ip: string): boolean {
  const named = /^k8s-service:(?:([^/]+)\/)?([^:]+)/.exec(server);
  if (!named) return server.replace(/^\[(.*)\](:\d+)?$|^([^:]+):\d+$/, '$1$3') === ip;
  const service = services.get(named[1] ?? 'kube-system', named[2]!);
  return (
    service !== undefined && (service.clusterIP === ip || services.addresses(service).some((each) => each.ip === ip))
  );
}
