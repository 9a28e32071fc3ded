import type { Attempt } from '../../../network/index.ts';

/** Bytes of nmap's own packets: its SYNs carry a maximum segment size, the rest are bare headers. */
const SIZES = {
  syn: 44,
  ack: 40,
  bare: 40,
  echo: 28,
  timestamp: 40,
  udp: 28,
  'syn-ack': 44,
  reset: 40,
  error: 56,
} as const;

export type RawPacket = keyof typeof SIZES;

/** Counts what nmap sends past the kernel, and the answers it sees. */
export class RawPackets {
  #sent = { packets: 0, bytes: 0 };
  #received = { packets: 0, bytes: 0 };

  sent(kind: RawPacket): void {
    this.#sent.packets++;
    this.#sent.bytes += SIZES[kind];
  }

  received(kind: RawPacket): void {
    this.#received.packets++;
    this.#received.bytes += SIZES[kind];
  }

  /** The answer to a SYN, ACK or UDP probe. */
  answered({ outcome, server }: Attempt, kind: RawPacket): void {
    if (outcome === 'dropped') return;
    if (outcome === 'open') {
      if (kind === 'syn') this.received('syn-ack');
      else if (kind === 'ack') this.received('reset');
      else if (kind === 'udp' && server) this.received('udp');
    } else this.received(outcome === 'refused' && kind !== 'udp' ? 'reset' : 'error');
  }

  /** As the last line of `-v` has it. */
  toString(): string {
    const [sent, received] = [this.#sent, this.#received].map(
      ({ packets, bytes }) => `${packets} (${byteCount(bytes)})`,
    );
    return `Raw packets sent: ${sent} | Rcvd: ${received}`;
  }
}

function byteCount(bytes: number): string {
  if (bytes < 1_000) return `${bytes}B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(3)}KB` : `${(bytes / 1_000_000).toFixed(3)}MB`;
}
