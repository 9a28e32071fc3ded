import type { Random } from '../../clock/index.ts';
import { hash } from '../../clock/index.ts';
import type { Endpoint } from '../types.ts';
import type { Route } from './route.ts';

/** Milliseconds an address is looked for in the neighbour table before its node gives up. */
const NEIGHBOUR_TIMEOUT = 3_050;
const OUTSIDE_RTT = 12;

export interface Latency {
  /** Milliseconds. */
  readonly rtt: number;
  readonly ttl: number;
}

/** How far it is: one routed hop (63) to a pod of the same node, two to another's (recorded figures, golden-net). */
export function latencyOf(route: Route, client: Endpoint, random: Random): Latency {
  const jitter = 0.85 + 0.3 * random.next();
  const { rtt, ttl } = distance(route, client);
  return { rtt: Math.round(rtt * jitter * 1000) / 1000, ttl };
}

function distance(route: Route, client: Endpoint): Latency {
  switch (route.to) {
    case 'self':
      return { rtt: 0.04, ttl: 64 };
    case 'pod': {
      const hops = Number(client.type === 'wep') + Number(route.workload.endpoint.node !== client.node);
      return { rtt: route.workload.endpoint.node === client.node ? 0.09 : 0.7, ttl: 64 - hops };
    }
    case 'host': {
      const isOwn = route.host.node === client.node;
      return { rtt: isOwn ? 0.06 : 0.6, ttl: isOwn ? 64 : client.type === 'wep' ? 63 : 64 };
    }
    case 'outside':
      return { rtt: route.row.rtt ?? OUTSIDE_RTT, ttl: 48 + (hash(route.ip) % 12) };
    case 'nobody': {
      // Without an IPv6 route the own kernel says no at once.
      const isWaitedFor = route.fate === 'host-unreachable' && !route.ip.includes(':');
      return { rtt: isWaitedFor ? NEIGHBOUR_TIMEOUT : 0.08, ttl: 64 };
    }
  }
}
