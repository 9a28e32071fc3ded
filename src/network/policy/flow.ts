import type { Address } from '../addresses/address.ts';
import type { NetworkSet } from '../endpoints/network-sets.ts';
import type { NamedPort } from '../endpoints/workload.ts';
import type { Labels } from '../selectors/labels.ts';
import type { Protocol } from '../types.ts';
import type { RequestLine } from './http-match.ts';

/** One end of a flow, with everything a rule may ask of it. */
export interface Party {
  readonly address: Address;
  /** Label sets of all that own the address: pod or host endpoint, and every network set containing it. */
  readonly labelSets: readonly Labels[];
  /** Absent for what is no endpoint: then no policy of its own judges it. */
  readonly endpoint?: {
    readonly labels: Labels;
    readonly namedPorts: readonly NamedPort[];
    /** Decides when no policy does. */
    readonly profile: Profile;
  };
}

export interface Profile {
  /** As in the flow log: `__PROFILE__.kns.dev`. */
  readonly name: string;
  readonly action: 'allow' | 'deny';
}

/** What a policy judges: one attempt, after the service's address was replaced by the endpoint's. */
export interface Flow {
  readonly protocol: Protocol;
  readonly source: Party;
  readonly destination: Party;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** For ICMP; an echo request is type 8, code 0. */
  readonly icmp?: { readonly type: number; readonly code: number };
  /** The request, where a proxy judges it; absent: packets are judged, and `http` parts of rules say nothing. */
  readonly http?: RequestLine;
  /** Names the source has looked up and got the destination's address for. */
  readonly domains: readonly string[];
  /** Network sets with egress domains; a rule's selector may pick one of them. */
  readonly domainSets: readonly NetworkSet[];
}

export type Direction = 'ingress' | 'egress';

/**
 * Where on a node packets are judged: at an endpoint; on the way through a node (`forward`, policies with
 * applyOnForward); before the node translates their address (`pre-dnat`); before it tracks them (`untracked`).
 */
export type Stage = 'endpoint' | 'forward' | 'pre-dnat' | 'untracked';

/** One of the stages that only a node's host endpoint has. */
export interface HostStage {
  readonly name: Exclude<Stage, 'endpoint'>;
  readonly direction: Direction;
}
