import type { HostEndpoint } from '../endpoints/host-endpoints.ts';
import type { NetworkState } from '../network-state.ts';
import type { Direction, Flow } from '../policy/flow.ts';
import type { Verdict } from '../types.ts';
import { isFailsafe } from './failsafe.ts';
import type { Leg } from './legs.ts';
import type { ConnectionEnd } from './parties.ts';

export interface Verdicts {
  egress?: Verdict;
  ingress?: Verdict;
  /** Set when an untracked policy lets the packets through and nothing lets the answers back. */
  answersAreLost?: true;
}

/**
 * Policy at the ends of a leg and at the host endpoints of the nodes it leaves and enters. What a node sends to its
 * own pods, as the kubelet's probes, passes by policy.
 */
export function judgeLeg(state: NetworkState, leg: Leg, flow: Flow): Verdicts {
  const { source, destination, ends } = leg;
  const isLocal = source.endpoint.node !== undefined && source.endpoint.node === destination.endpoint.node;
  if (isLocal && source.endpoint.type !== 'wep' && destination.endpoint.type === 'wep') return {};
  const leaving = ends === 'destination' ? {} : judgeLeaving(state, source, flow, isLocal);
  if (leaving.egress?.action === 'deny') return leaving;
  const arriving =
    ends === 'source' ? judgePassing(state, leg, flow, isLocal) : judgeArriving(state, leg, flow, isLocal);
  return { ...leaving, ...arriving };
}

/** The source's own policies, then those of its node on what a pod sends out of it. */
function judgeLeaving(state: NetworkState, source: ConnectionEnd, flow: Flow, isLocal: boolean): Verdicts {
  if (source.party.endpoint === undefined) return {};
  if (source.endpoint.type !== 'wep') return judgeLeavingHost(state, source, flow);
  const own = state.policy.judge(flow, 'egress');
  const host = own.action === 'deny' || isLocal ? undefined : hostEndpointAt(state, source);
  const onward = host && state.policy.judgeOnHost(flow, host, { name: 'forward', direction: 'egress' });
  return { egress: onward?.action === 'deny' ? onward : own };
}

function judgeLeavingHost(state: NetworkState, source: ConnectionEnd, flow: Flow): Verdicts {
  const host = hostEndpointAt(state, source);
  if (!host || isFailsafe(state.store, 'egress', flow)) return {};
  const untracked = judgeUntracked(state, host, flow, 'egress');
  return untracked ?? { egress: state.policy.judge(flow, 'egress') };
}

/** The policies of the node it comes to, unless it was there already, then the destination's own. */
function judgeArriving(state: NetworkState, { destination }: Leg, flow: Flow, isLocal: boolean): Verdicts {
  if (destination.party.endpoint === undefined) return {};
  const host = hostEndpointAt(state, destination);
  if (destination.endpoint.type !== 'wep') return host ? judgeArrivingAtHost(state, host, flow, isLocal) : {};
  const onNode = host && !isLocal ? judgeForwarded(state, host, flow, flow) : undefined;
  return { ingress: onNode?.action === 'deny' ? onNode : state.policy.judge(flow, 'ingress') };
}

function judgeArrivingAtHost(state: NetworkState, host: HostEndpoint, flow: Flow, isLocal: boolean): Verdicts {
  if (isFailsafe(state.store, 'ingress', flow)) return {};
  // The operator has Felix accept what local pods send to their node past any interface of it.
  if (isLocal) return host.allInterfaces ? { ingress: state.policy.judge(flow, 'ingress') } : {};
  const untracked = judgeUntracked(state, host, flow, 'ingress');
  if (untracked) return untracked;
  // What a rule allows before translation is not asked about again.
  const before = state.policy.judgeOnHost(flow, host, { name: 'pre-dnat', direction: 'ingress' });
  return { ingress: before ?? state.policy.judge(flow, 'ingress') };
}

/** The entry node's word on what it passes on. */
function judgePassing(state: NetworkState, leg: Leg, flow: Flow, isLocal: boolean): Verdicts {
  const { onward, destination } = leg;
  const host = onward && hostEndpointAt(state, destination);
  if (!host) return {};
  const translated = { ...flow, destination: onward.destination.party, destinationPort: onward.port };
  const entering = isLocal ? undefined : judgeForwarded(state, host, flow, translated);
  if (entering?.action === 'deny') return { ingress: entering };
  const isForElsewhere = onward.destination.endpoint.node !== destination.endpoint.node;
  const leaving =
    isForElsewhere && state.policy.judgeOnHost(translated, host, { name: 'forward', direction: 'egress' });
  const verdict = leaving && leaving.action === 'deny' ? leaving : (entering ?? (leaving || undefined));
  return verdict ? { ingress: verdict } : {};
}

/** A node on what comes in for others: untracked, before translation, then as forwarded. */
function judgeForwarded(state: NetworkState, host: HostEndpoint, flow: Flow, translated: Flow): Verdict | undefined {
  const early = isFailsafe(state.store, 'ingress', flow)
    ? undefined
    : ((host.allInterfaces ? undefined : judgeStage(state, host, flow, 'untracked')) ??
      judgeStage(state, host, flow, 'pre-dnat'));
  return early ?? judgeStage(state, host, translated, 'forward');
}

function judgeStage(
  state: NetworkState,
  host: HostEndpoint,
  flow: Flow,
  name: 'untracked' | 'pre-dnat' | 'forward',
): Verdict | undefined {
  return state.policy.judgeOnHost(flow, host, { name, direction: 'ingress' });
}

/** Without tracking, answers need a rule of their own. An endpoint of all interfaces has no untracked policy. */
function judgeUntracked(
  state: NetworkState,
  host: HostEndpoint,
  flow: Flow,
  direction: Direction,
): Verdicts | undefined {
  if (host.allInterfaces) return undefined;
  const verdict = state.policy.judgeOnHost(flow, host, { name: 'untracked', direction });
  if (!verdict) return undefined;
  const back: Direction = direction === 'ingress' ? 'egress' : 'ingress';
  const answers =
    verdict.action === 'allow'
      ? state.policy.judgeOnHost(reversed(flow), host, { name: 'untracked', direction: back })
      : undefined;
  const areLost = verdict.action === 'allow' && answers?.action !== 'allow';
  return { [direction]: verdict, ...(areLost ? { answersAreLost: true } : {}) };
}

function reversed(flow: Flow): Flow {
  return {
    ...flow,
    source: flow.destination,
    destination: flow.source,
    sourcePort: flow.destinationPort,
    destinationPort: flow.sourcePort,
    ...(flow.icmp ? { icmp: { type: 0, code: 0 } } : {}),
    domains: [],
  };
}

function hostEndpointAt(state: NetworkState, { endpoint }: ConnectionEnd): HostEndpoint | undefined {
  if (endpoint.node === undefined || state.endpoints.hostEndpoints.isEmpty) return undefined;
  const host = state.endpoints.hosts.get(endpoint.node);
  return host && state.endpoints.hostEndpoints.of(host);
}
