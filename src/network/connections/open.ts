import type { NetworkState } from '../network-state.ts';
import type { Flow } from '../policy/flow.ts';
import type { Attempt, Endpoint, Origin, Protocol, Server, Verdict } from '../types.ts';
import { type ConnectionBook, type ConnectionDetails, isDenied } from './connection-book.ts';
import { isFailsafe } from './failsafe.ts';
import { latencyOf } from './latency.ts';
import { type Listening, listeningAt } from './listening.ts';
import { closingCounts, openingCounts, payloadCounts, retriedCounts } from './packet-sizes.ts';
import { addressEnd, type ConnectionEnd, hostEnd, podEnd } from './parties.ts';
import { findRoute, type Route } from './route.ts';

export interface OpenTarget {
  protocol: Protocol;
  ip: string;
  port: number;
  sourcePort?: number;
}

/** Makes the programs that listen. */
export type ServerFactory = (listening: Listening, at: Endpoint) => Server;

/** Attempts connections; see `Network.open`. */
export function createOpener(
  state: NetworkState,
  book: ConnectionBook,
  serverFor: ServerFactory,
): (origin: Origin, target: OpenTarget) => Attempt {
  return (origin, target) => {
    const source = sourceEnd(state, origin.from);
    const client = { ...origin.from, ip: source.endpoint.ip, node: source.endpoint.node };
    const route = findRoute(state, client, target);
    const { rtt, ttl } = latencyOf(route, client, state.random);
    const base = { rtt, ttl, ip: route.ip, port: route.port, replier: replierOf(state, route, client) };
    if (route.to === 'self') return ownAttempt(state, origin.from, route, target.protocol, base, serverFor);

    const destination = destinationEnd(state, route);
    const isIcmp = target.protocol === 'icmp';
    const sourcePort = target.sourcePort ?? (isIcmp ? 0 : 32_768 + state.random.integer(28_232));
    const domains = state.learned.names(source.endpoint.ip, route.ip, state.clock.now());
    const verdicts = judge(state, source, destination, {
      protocol: target.protocol,
      source: source.party,
      destination: destination.party,
      sourcePort,
      destinationPort: route.port,
      ...(isIcmp ? { icmp: ECHO_REQUEST } : {}),
      domains,
      domainSets: state.endpoints.networkSets.withDomains(),
    });
    const listening = listeningAt(state, client, route, target.protocol);
    const outcome = isDenied(verdicts) ? 'dropped' : reach(route, target.protocol, listening);
    const details: ConnectionDetails = {
      protocol: target.protocol,
      source: source.endpoint,
      destination: destination.endpoint,
      sourcePort: isIcmp ? 0 : sourcePort,
      destinationPort: isIcmp ? 0 : route.port,
      ...(route.service ? { service: route.service } : {}),
      ...(domains.length > 0 ? { domains } : {}),
      ...verdicts,
      ...(origin.input === undefined ? {} : { input: origin.input }),
    };
    const counts = openingCounts(target.protocol, answered(outcome));
    const mayResume = isIcmp || target.sourcePort !== undefined;
    const connection = mayResume ? book.startOrResume(sourcePort, details, counts) : book.start(details, counts);
    const isOpen = outcome === 'open' && !isIcmp;
    if (outcome === 'refused' || isDenied(verdicts)) book.end(connection);
    else if (!isOpen) book.endWhenIdle(connection);
    let givenUp = false;
    return {
      outcome,
      ...base,
      connection,
      ...(outcome === 'open' && listening ? { server: serverFor(listening, destination.endpoint) } : {}),
      transfer: (sent, received) => book.count(connection, payloadCounts(target.protocol, sent, received)),
      close: () => {
        if (isOpen && connection.endedAt === undefined) {
          book.count(connection, closingCounts(target.protocol));
          book.end(connection);
        } else if (outcome === 'dropped' && !mayResume && !givenUp) {
          givenUp = true;
          book.count(connection, retriedCounts(target.protocol, state.clock.now() - connection.startedAt));
        }
      },
    };
  };
}

const ECHO_REQUEST = { type: 8, code: 0 };

type Reply = Pick<Attempt, 'rtt' | 'ttl' | 'ip' | 'port' | 'replier'>;

/** Loopback and the client's own address: no policy, no record. */
function ownAttempt(
  state: NetworkState,
  client: Endpoint,
  route: Route,
  protocol: Protocol,
  base: Reply,
  serverFor: ServerFactory,
): Attempt {
  const listening = listeningAt(state, client, route, protocol);
  const outcome = reach(route, protocol, listening);
  return {
    outcome,
    ...base,
    ...(listening ? { server: serverFor(listening, client) } : {}),
    transfer: () => {},
    close: () => {},
  };
}

function sourceEnd(state: NetworkState, from: Endpoint): ConnectionEnd {
  const workload = from.type === 'wep' ? state.endpoints.workload(from.namespace, from.name) : undefined;
  if (workload) return podEnd(state, workload);
  const host = from.node === undefined || from.type === 'wep' ? undefined : state.endpoints.hosts.get(from.node);
  return host ? hostEnd(state, host) : addressEnd(state, from.ip);
}

function destinationEnd(state: NetworkState, route: Route): ConnectionEnd {
  if (route.to === 'pod') return podEnd(state, route.workload);
  if (route.to === 'host') return hostEnd(state, route.host);
  return addressEnd(state, route.ip);
}

/** Policy at both ends. What a node sends to its own pods, as the kubelet's probes, passes by policy. */
function judge(
  state: NetworkState,
  source: ConnectionEnd,
  destination: ConnectionEnd,
  flow: Flow,
): { egress?: Verdict; ingress?: Verdict } {
  const sameNode = source.endpoint.node !== undefined && source.endpoint.node === destination.endpoint.node;
  if (sameNode && source.endpoint.type !== 'wep' && destination.endpoint.type === 'wep') return {};
  const isJudged = ({ endpoint, party }: ConnectionEnd, direction: 'ingress' | 'egress') =>
    party.endpoint !== undefined &&
    (endpoint.type === 'wep' || !isFailsafe(direction, flow.protocol, flow.destinationPort));
  const egress = isJudged(source, 'egress') ? state.policy.judge(flow, 'egress') : undefined;
  if (egress?.action === 'deny') return { egress };
  const ingress = isJudged(destination, 'ingress') ? state.policy.judge(flow, 'ingress') : undefined;
  return { ...(egress ? { egress } : {}), ...(ingress ? { ingress } : {}) };
}

function reach(route: Route, protocol: Protocol, listening: Listening | undefined): Attempt['outcome'] {
  if (route.to === 'nobody') return route.fate;
  if (protocol === 'icmp') return route.to === 'outside' && route.row.ping === false ? 'dropped' : 'open';
  if (listening) return 'open';
  // The internet's firewalls are silent about closed ports; a pod's or node's kernel says so.
  if (route.to === 'outside') return 'dropped';
  return protocol === 'udp' ? 'port-unreachable' : 'refused';
}

function answered(outcome: Attempt['outcome']): 'open' | 'refused' | 'unanswered' {
  return outcome === 'open' || outcome === 'refused' ? outcome : 'unanswered';
}

/** ICMP errors come from the node the client sits on. */
function replierOf(state: NetworkState, route: Route, client: Endpoint): string {
  if (route.to !== 'nobody') return route.ip;
  const node = client.node === undefined ? undefined : state.endpoints.hosts.get(client.node);
  return node?.ip ?? client.ip;
}
