import type { NetworkState } from '../network-state.ts';
import type { Endpoint, ServiceReference } from '../types.ts';
import { addressEnd, type ConnectionEnd, hostEnd, podEnd } from './parties.ts';
import type { Route } from './route.ts';

/** A connection as one side of it knows it: where a node replaces addresses in between, both sides know another. */
export interface Leg {
  readonly source: ConnectionEnd;
  readonly destination: ConnectionEnd;
  readonly port: number;
  readonly service?: ServiceReference;
  /** Which ends of it are judged as its own. */
  readonly ends: 'both' | 'source' | 'destination';
  /** Where the node at its end passes it on to. */
  readonly onward?: { readonly destination: ConnectionEnd; readonly port: number };
}

/** One leg; two where a node takes the connection from elsewhere and passes it on (node ports, load balancers). */
export function legsOf(state: NetworkState, client: Endpoint, source: ConnectionEnd, route: Route): readonly Leg[] {
  const destination = destinationEnd(state, route);
  const { port, service, entry } = route;
  const whole: Leg = { source, destination, port, ...(service ? { service } : {}), ends: 'both' };
  if (!entry) return [whole];
  const isRemote = entry.host.node !== client.node;
  // Policy at a pod of the entry node comes before the source is replaced.
  const isMasked = entry.masquerades && entry.host.node !== destination.endpoint.node;
  if (!isRemote && !isMasked) return [whole];
  const onward = { destination, port };
  const toEntry: Leg = { source, destination: hostEnd(state, entry.host), port: entry.port, ends: 'source', onward };
  const first: Leg = isRemote ? toEntry : { ...whole, ends: 'source' };
  return [first, { ...whole, source: isMasked ? hostEnd(state, entry.host) : source, ends: 'destination' }];
}

function destinationEnd(state: NetworkState, route: Route): ConnectionEnd {
  if (route.to === 'pod') return podEnd(state, route.workload);
  if (route.to === 'host') return hostEnd(state, route.host);
  return addressEnd(state, route.ip);
}
