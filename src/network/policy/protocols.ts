import type { Protocol } from '../types.ts';

/** Protocols a rule may name, by their IANA numbers. */
export const PROTOCOL_NUMBERS: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  icmpv6: 58,
  sctp: 132,
  udplite: 136,
};

export function isProtocol(protocol: Protocol, wanted: string | number): boolean {
  const number = /^\d+$/.test(String(wanted)) ? Number(wanted) : PROTOCOL_NUMBERS[String(wanted).toLowerCase()];
  return PROTOCOL_NUMBERS[protocol] === number;
}
