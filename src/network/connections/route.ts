import { type Address, parseAddress } from '../addresses/address.ts';
import { isLoopback } from '../addresses/address-scope.ts';
import type { Workload } from '../endpoints/workload.ts';
import type { NetworkState } from '../network-state.ts';
import type { Backend, Service, ServicePort } from '../services/service-table.ts';
import type { Endpoint, OutsideName, Protocol, ServiceReference } from '../types.ts';

/** Where packets for an address end, after the service's address was replaced. */
export type Route = { ip: string; port: number; service?: ServiceReference } & (
  | { to: 'pod'; workload: Workload }
  | { to: 'host'; host: Endpoint }
  | { to: 'outside'; row: OutsideName }
  /** The client itself. */
  | { to: 'self' }
  /** Nobody: what becomes of the packet. */
  | { to: 'nobody'; fate: 'dropped' | 'port-unreachable' | 'host-unreachable' }
);

export interface RouteTarget {
  protocol: Protocol;
  ip: string;
  port: number;
}

/** Finds the way for a packet of `client`. */
export function findRoute(state: NetworkState, client: Endpoint, target: RouteTarget): Route {
  const { ip, port } = target;
  const address = parseAddress(ip);
  if (address !== undefined && (isLoopback(address) || ip === client.ip)) return { to: 'self', ip, port };
  if (typeof address !== 'number') return { to: 'nobody', ip, port, fate: 'host-unreachable' };
  return viaService(state, client, target) ?? direct(state, address, ip, port);
}

function viaService(state: NetworkState, client: Endpoint, { protocol, ip, port }: RouteTarget): Route | undefined {
  const service = state.services.at(ip);
  if (service) {
    const match = service.ports.find((each) => each.port === port && each.protocol === protocol);
    // Nothing but the service's ports is translated: the rest leaves the node and vanishes.
    if (!match) return { to: 'nobody', ip, port, fate: 'dropped' };
    return toBackend(state, client, service, match, ip, port);
  }
  if (!state.endpoints.hosts.at(ip)) return undefined;
  const byNodePort = state.services.atNodePort(protocol, port);
  return byNodePort && toBackend(state, client, byNodePort.service, byNodePort.port, ip, port);
}

function toBackend(
  state: NetworkState,
  client: Endpoint,
  service: Service,
  servicePort: ServicePort,
  ip: string,
  port: number,
): Route {
  const reference: ServiceReference = {
    namespace: service.namespace,
    name: service.name,
    portName: servicePort.name,
    port: servicePort.port,
  };
  const backends = backendsOf(state, service, servicePort);
  if (backends.length === 0) return { to: 'nobody', ip, port, fate: 'port-unreachable', service: reference };
  const backend = choose(state, client, service, backends);
  const address = parseAddress(backend.ip)!;
  return { ...direct(state, address, backend.ip, backend.port), service: reference };
}

/** The API server publishes itself behind `default/kubernetes`; where no Endpoints say so, it is on the first node. */
function backendsOf(state: NetworkState, service: Service, port: ServicePort): readonly Backend[] {
  const backends = state.services.backends(service, port.name);
  if (backends.length > 0 || service.namespace !== 'default' || service.name !== 'kubernetes') return backends;
  return state.endpoints.hosts
    .all()
    .slice(0, 1)
    .map(({ ip }) => ({ ip, port: 6443 }));
}

function choose(state: NetworkState, client: Endpoint, service: Service, backends: readonly Backend[]): Backend {
  if (!service.stickyClients) return state.random.pick(backends);
  const address = parseAddress(client.ip);
  return backends[typeof address === 'number' ? address % backends.length : 0]!;
}

function direct(state: NetworkState, address: Address, ip: string, port: number): Route {
  const workload = state.endpoints.workloadAt(ip);
  if (workload) return { to: 'pod', workload, ip, port };
  const host = state.endpoints.hosts.at(ip);
  if (host) return { to: 'host', host, ip, port };
  const row = state.outside.at(ip);
  if (row) return { to: 'outside', row, ip, port };
  return { to: 'nobody', ip, port, fate: state.endpoints.podBlocks.contain(address) ? 'host-unreachable' : 'dropped' };
}
