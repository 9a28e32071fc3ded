import { type Address, parseAddress } from '../addresses/address.ts';
import { isLoopback } from '../addresses/address-scope.ts';
import type { Workload } from '../endpoints/workload.ts';
import type { NetworkState } from '../network-state.ts';
import { publishedBackends } from '../services/published-backends.ts';
import type { Backend, Service, ServicePort } from '../services/service-table.ts';
import type { Endpoint, OutsideName, Protocol, ServiceReference } from '../types.ts';

/** The node that took a packet from outside and replaced its destination, as kube-proxy and port mappings do. */
export interface Entry {
  readonly host: Endpoint;
  /** The port the client asked for. */
  readonly port: number;
  /** True: it put its own address in the place of the client's, so that answers come back through it. */
  readonly masquerades: boolean;
}

/** Where packets for an address end, after the service's address was replaced. */
export type Route = { ip: string; port: number; service?: ServiceReference; entry?: Entry } & (
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
  if (address !== undefined && (isLoopback(address) || ip === client.ip)) {
    return viaOwnPort(state, client, target) ?? { to: 'self', ip, port };
  }
  if (typeof address !== 'number') return { to: 'nobody', ip, port, fate: 'host-unreachable' };
  return viaService(state, client, target) ?? direct(state, address, ip, port);
}

/** A node's own node ports and host ports lead on for programs on the node too, by its address and by loopback. */
function viaOwnPort(state: NetworkState, client: Endpoint, { protocol, ip, port }: RouteTarget): Route | undefined {
  const host = client.type === 'wep' || client.node === undefined ? undefined : state.endpoints.hosts.get(client.node);
  return host && viaPortOf(state, client, host, { protocol, ip, port });
}

function viaPortOf(
  state: NetworkState,
  client: Endpoint,
  host: Endpoint,
  { protocol, ip, port }: RouteTarget,
): Route | undefined {
  const byNodePort = state.services.atNodePort(protocol, port);
  if (byNodePort) return fromOutside(state, client, byNodePort.service, byNodePort.port, { ip, port, host });
  return toHostPort(state, host, { protocol, ip, port });
}

function viaService(state: NetworkState, client: Endpoint, { protocol, ip, port }: RouteTarget): Route | undefined {
  const service = state.services.at(ip);
  if (service) {
    const match = service.ports.find((each) => each.port === port && each.protocol === protocol);
    // Nothing but the service's ports is translated: the rest leaves the node and vanishes.
    if (!match) return { to: 'nobody', ip, port, fate: 'dropped' };
    if (ip === service.clusterIP && isOutside(client)) return { to: 'nobody', ip, port, fate: 'dropped' };
    if (ip === service.clusterIP) return fromInside(state, client, service, match, { ip, port });
    return fromOutside(state, client, service, match, { ip, port, host: entryHost(state, client, service, match) });
  }
  const host = state.endpoints.hosts.at(ip);
  return host && viaPortOf(state, client, host, { protocol, ip, port });
}

/** Nobody translates service addresses for what is on no node. */
function isOutside({ type, node }: Endpoint): boolean {
  return type !== 'wep' && node === undefined;
}

/** By the cluster address: any endpoint, or with internal policy Local those of the client's own node, if there are any. */
function fromInside(
  state: NetworkState,
  client: Endpoint,
  service: Service,
  servicePort: ServicePort,
  { ip, port }: { ip: string; port: number },
): Route {
  const host = client.node === undefined ? undefined : state.endpoints.hosts.get(client.node);
  if (!service.keepsInsideLocal || !host) return toBackend(state, client, service, servicePort, { ip, port });
  const own = localBackends(state, service, servicePort, host);
  if (own.length > 0) return toBackend(state, client, service, servicePort, { ip, port }, own);
  const isEmpty = backendsOf(state, service, servicePort).length === 0;
  // kube-proxy refuses where there is no endpoint at all, and drops where there is none here.
  if (isEmpty) return toBackend(state, client, service, servicePort, { ip, port });
  return { to: 'nobody', ip, port, fate: 'dropped' };
}

/** A load balancer's address is translated on the client's own node; a client outside is handed to some node. */
function entryHost(state: NetworkState, client: Endpoint, service: Service, port: ServicePort): Endpoint | undefined {
  const own = client.node === undefined ? undefined : state.endpoints.hosts.get(client.node);
  if (own) return own;
  const all = state.endpoints.hosts.all();
  const able = service.keepsOutsideLocal
    ? all.filter((host) => localBackends(state, service, port, host).length > 0)
    : all;
  return able.length > 0 ? state.random.pick(able) : all[0];
}

interface OutsideTarget {
  ip: string;
  port: number;
  host: Endpoint | undefined;
}

/** By node port or load balancer: any pod, with the node's address as source; with policy Local the node's own pods. */
function fromOutside(
  state: NetworkState,
  client: Endpoint,
  service: Service,
  servicePort: ServicePort,
  { ip, port, host }: OutsideTarget,
): Route {
  const entry = host && { host, port, masquerades: !service.keepsOutsideLocal };
  const route = (backends?: readonly Backend[]) => {
    const found = toBackend(state, client, service, servicePort, { ip, port }, backends);
    return entry ? { ...found, entry } : found;
  };
  // Pods of the cluster are not outside: for them the policy does not count.
  if (!service.keepsOutsideLocal || client.type === 'wep' || !host) return route();
  const own = localBackends(state, service, servicePort, host);
  return own.length > 0 ? route(own) : { to: 'nobody', ip, port, fate: 'dropped' };
}

function localBackends(state: NetworkState, service: Service, port: ServicePort, host: Endpoint): readonly Backend[] {
  return backendsOf(state, service, port).filter(
    ({ ip }) => (state.endpoints.workloadAt(ip)?.endpoint ?? state.endpoints.hosts.at(ip))?.node === host.node,
  );
}

function toHostPort(state: NetworkState, host: Endpoint, { protocol, port }: RouteTarget): Route | undefined {
  const mapped = state.endpoints.hostPorts.at(host.name, protocol, port);
  if (!mapped) return undefined;
  const { workload, containerPort } = mapped;
  const entry = { host, port, masquerades: false };
  return { to: 'pod', workload, ip: workload.endpoint.ip, port: containerPort, entry };
}

function toBackend(
  state: NetworkState,
  client: Endpoint,
  service: Service,
  servicePort: ServicePort,
  { ip, port }: { ip: string; port: number },
  backends = backendsOf(state, service, servicePort),
): Route {
  const reference: ServiceReference = {
    namespace: service.namespace,
    name: service.name,
    portName: servicePort.name,
    port: servicePort.port,
  };
  if (backends.length === 0) return { to: 'nobody', ip, port, fate: 'port-unreachable', service: reference };
  const backend = state.affinity.choose(client.ip, service, servicePort, backends);
  const address = parseAddress(backend.ip)!;
  return { ...direct(state, address, backend.ip, backend.port), service: reference };
}

function backendsOf(state: NetworkState, service: Service, port: ServicePort): readonly Backend[] {
  const backends = state.services.backends(service, port.name);
  return backends.length > 0 ? backends : publishedBackends(state.endpoints.hosts, service);
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
