import type { DnsAnswer, DnsRcode } from '../types.ts';

/** What a name server says to one question. */
export interface ZoneAnswer {
  readonly rcode: DnsRcode;
  readonly answers: readonly DnsAnswer[];
  readonly authority: readonly DnsAnswer[];
  /** Addresses of the hosts that SRV answers name. */
  readonly additional?: readonly DnsAnswer[];
  readonly authoritative: boolean;
  /** Milliseconds the server needs, beyond the way to it. */
  readonly delay: number;
}

/** How long names of the cluster may be kept, in seconds (the `ttl` of the usual Corefile). */
export const CLUSTER_TTL = 30;

export function found(answers: readonly DnsAnswer[], additional: readonly DnsAnswer[] = []): ZoneAnswer {
  return { rcode: 'NoError', answers, authority: [], additional, authoritative: true, delay: 0.2 };
}
