import type { NetworkState } from '../network-state.ts';
import { proxiedServer } from '../proxy/proxied-server.ts';
import { proxiedStream } from '../proxy/proxied-stream.ts';
import type { Attempt, Connection, Endpoint, Origin, Protocol, Server } from '../types.ts';
import { type ConnectionBook, type ConnectionDetails, isDenied } from './connection-book.ts';
import { isLost, judgeLegs } from './judge-legs.ts';
import { latencyOf } from './latency.ts';
import { legsOf } from './legs.ts';
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
export type ServerFactory = (listening: Listening, at: Endpoint, input: number | undefined) => Server;

/** Attempts connections; see `Network.open`. */
export function createOpener(
  state: NetworkState,
  book: ConnectionBook,
  serverFor: ServerFactory,
): (origin: Origin, target: OpenTarget) => Attempt {
  return (origin, target) => {
    const { protocol } = target;
    const source = sourceEnd(state, origin.from);
    const client = { ...origin.from, ip: source.endpoint.ip, node: source.endpoint.node };
    const route = findRoute(state, client, target);
    const listening = listeningAt(state, client, route, protocol);
    const reply = replyTo(state, client, route);
    if (route.to === 'self') {
      const server = listening && serverFor(listening, origin.from, origin.input);
      return ownAttempt(reply, reach(route, protocol, listening), server);
    }

    const judged = judgeLegs(state, book, origin, target, legsOf(state, client, source, route));
    const outcome = judged.some(isLost) ? 'dropped' : reach(route, protocol, listening);
    const connections = judged.map(({ details }) => recorded(book, target, details, outcome));
    const { details, flow } = judged.at(-1)!;
    const server =
      outcome === 'open' && listening ? serverFor(listening, details.destination, origin.input) : undefined;
    const stream = server && proxiedStream(state, server, connections.at(-1)!);
    const close = closer(state, book, target, connections, outcome);
    return {
      outcome,
      ...reply,
      connection: connections[0]!,
      ...(server ? { server: proxiedServer(state, server, connections.at(-1)!, flow) } : {}),
      transfer(sent, received) {
        for (const each of connections) book.count(each, payloadCounts(protocol, sent, received));
        stream?.count(sent, received);
      },
      close() {
        close();
        stream?.end();
      },
    };
  };
}

/** Books the attempt's first packets; what does not live on is over at once, or after a moment of silence. */
function recorded(
  book: ConnectionBook,
  target: OpenTarget,
  details: ConnectionDetails,
  outcome: Attempt['outcome'],
): Connection {
  const counts = openingCounts(target.protocol, answered(outcome));
  const connection = mayResume(target)
    ? book.startOrResume(target.sourcePort ?? 0, details, counts)
    : book.start(details, counts);
  if (outcome === 'refused' || isDenied(details)) book.end(connection);
  else if (!lives(target, outcome)) book.endWhenIdle(connection);
  return connection;
}

/** ICMP, and clients that choose their source port, may come again with the same 5-tuple. */
function mayResume({ protocol, sourcePort }: OpenTarget): boolean {
  return protocol === 'icmp' || sourcePort !== undefined;
}

/** True for what lasts until the client closes it. */
function lives({ protocol }: OpenTarget, outcome: Attempt['outcome']): boolean {
  return outcome === 'open' && protocol !== 'icmp';
}

/** Closing says goodbye; giving up on a silent port tells how often the kernel has tried. */
function closer(
  state: NetworkState,
  book: ConnectionBook,
  target: OpenTarget,
  connections: readonly Connection[],
  outcome: Attempt['outcome'],
): () => void {
  let isClosed = false;
  return () => {
    if (isClosed) return;
    isClosed = true;
    for (const connection of connections) {
      if (lives(target, outcome)) {
        book.count(connection, closingCounts(target.protocol));
        book.end(connection);
      } else if (outcome === 'dropped' && !mayResume(target)) {
        book.count(connection, retriedCounts(target.protocol, state.clock.now() - connection.startedAt));
      }
    }
  };
}

type Reply = Pick<Attempt, 'rtt' | 'ttl' | 'ip' | 'port' | 'replier'>;

function replyTo(state: NetworkState, client: Endpoint, route: Route): Reply {
  const { rtt, ttl } = latencyOf(route, client, state.random);
  return { rtt, ttl, ip: route.ip, port: route.port, replier: replierOf(state, route, client) };
}

/** Loopback and the client's own address: no policy, no record. */
function ownAttempt(reply: Reply, outcome: Attempt['outcome'], server: Server | undefined): Attempt {
  return { outcome, ...reply, ...(server ? { server } : {}), transfer: () => {}, close: () => {} };
}

function sourceEnd(state: NetworkState, from: Endpoint): ConnectionEnd {
  const workload = from.type === 'wep' ? state.endpoints.workload(from.namespace, from.name) : undefined;
  if (workload) return podEnd(state, workload);
  const host = from.node === undefined || from.type === 'wep' ? undefined : state.endpoints.hosts.get(from.node);
  return host ? hostEnd(state, host) : addressEnd(state, from.ip);
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
