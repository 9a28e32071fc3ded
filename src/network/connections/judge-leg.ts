import type { NetworkState } from '../network-state.ts';
import type { Direction, Flow } from '../policy/flow.ts';
import type { Verdict } from '../types.ts';
import { isFailsafe } from './failsafe.ts';
import type { Leg } from './legs.ts';
import type { ConnectionEnd } from './parties.ts';

export interface Verdicts {
  egress?: Verdict;
  ingress?: Verdict;
}

/** Policy at the ends of a leg. What a node sends to its own pods, as the kubelet's probes, passes by policy. */
export function judgeLeg(state: NetworkState, leg: Leg, flow: Flow): Verdicts {
  const { source, destination, ends } = leg;
  const sameNode = source.endpoint.node !== undefined && source.endpoint.node === destination.endpoint.node;
  if (sameNode && source.endpoint.type !== 'wep' && destination.endpoint.type === 'wep') return {};
  const isEgressJudged = ends !== 'destination' && isJudged(source, 'egress', flow);
  const egress = isEgressJudged ? state.policy.judge(flow, 'egress') : undefined;
  if (egress?.action === 'deny') return { egress };
  const ingress = ends === 'source' ? passing(state, leg, flow) : arriving(state, destination, flow, sameNode);
  return { ...(egress ? { egress } : {}), ...(ingress ? { ingress } : {}) };
}

/** A node without a HostEndpoint judges nothing, and its failsafe ports stay open whatever policy says. */
function isJudged({ endpoint, party }: ConnectionEnd, direction: Direction, flow: Flow): boolean {
  if (party.endpoint === undefined) return false;
  return endpoint.type === 'wep' || !isFailsafe(direction, flow.protocol, flow.destinationPort);
}

function arriving(state: NetworkState, destination: ConnectionEnd, flow: Flow, sameNode: boolean): Verdict | undefined {
  if (!isJudged(destination, 'ingress', flow)) return undefined;
  const host = destination.endpoint.type === 'hep' && !sameNode ? destination.party.endpoint : undefined;
  // What a rule allows before translation is not asked about again.
  const before = host && state.policy.judgeOnHost(flow, host, 'pre-dnat');
  return before ?? state.policy.judge(flow, 'ingress');
}

/** The entry node's word on what it passes on: before translation, then as forwarded. */
function passing(state: NetworkState, { onward, destination }: Leg, flow: Flow): Verdict | undefined {
  const host = destination.party.endpoint;
  if (!onward || !host || isFailsafe('ingress', flow.protocol, flow.destinationPort)) return undefined;
  const translated = { ...flow, destination: onward.destination.party, destinationPort: onward.port };
  return state.policy.judgeOnHost(flow, host, 'pre-dnat') ?? state.policy.judgeOnHost(translated, host, 'forward');
}
