import type { Protocol } from '../types.ts';

/** Bytes of IP and transport headers of a data packet. */
const HEADERS: Readonly<Record<Protocol, number>> = { tcp: 52, udp: 28, icmp: 28, sctp: 48 };
/** Largest TCP payload of a packet on a pod's interface (mtu 1450). */
const SEGMENT = 1398;

export interface Counts {
  bytesOut: number;
  bytesIn: number;
  packetsOut: number;
  packetsIn: number;
}

/** Packets of an attempt before any payload, by what became of it. */
export function openingCounts(protocol: Protocol, outcome: 'open' | 'refused' | 'unanswered'): Counts {
  if (protocol !== 'tcp') return { bytesOut: 0, bytesIn: 0, packetsOut: 0, packetsIn: 0 };
  if (outcome === 'unanswered') return { bytesOut: 60, bytesIn: 0, packetsOut: 1, packetsIn: 0 };
  if (outcome === 'refused') return { bytesOut: 60, bytesIn: 40, packetsOut: 1, packetsIn: 1 };
  return { bytesOut: 60 + 52, bytesIn: 60, packetsOut: 2, packetsIn: 1 };
}

/** SYNs the client's kernel has sent again after so many milliseconds without an answer: at 1, 3, 7, 15... seconds. */
export function retriedCounts(protocol: Protocol, waited: number): Counts {
  const retries = protocol === 'tcp' ? Math.floor(Math.log2(waited / 1000 + 1)) : 0;
  return { bytesOut: 60 * retries, bytesIn: 0, packetsOut: retries, packetsIn: 0 };
}

/** FIN from both sides, with the last acknowledgement. */
export function closingCounts(protocol: Protocol): Counts {
  if (protocol !== 'tcp') return { bytesOut: 0, bytesIn: 0, packetsOut: 0, packetsIn: 0 };
  return { bytesOut: 104, bytesIn: 52, packetsOut: 2, packetsIn: 1 };
}

/** Packets that carry this payload, and the acknowledgements it takes. */
export function payloadCounts(protocol: Protocol, sent: number, received: number): Counts {
  if (protocol !== 'tcp') {
    return {
      bytesOut: sent > 0 ? sent + HEADERS[protocol] : 0,
      bytesIn: received > 0 ? received + HEADERS[protocol] : 0,
      packetsOut: Number(sent > 0),
      packetsIn: Number(received > 0),
    };
  }
  const out = Math.ceil(sent / SEGMENT) + Math.ceil(Math.ceil(received / SEGMENT) / 2);
  const back = Math.ceil(received / SEGMENT) + Math.ceil(Math.ceil(sent / SEGMENT) / 2);
  return {
    bytesOut: sent + out * HEADERS.tcp,
    bytesIn: received + back * HEADERS.tcp,
    packetsOut: out,
    packetsIn: back,
  };
}
