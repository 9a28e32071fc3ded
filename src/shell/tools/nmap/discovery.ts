import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isLoopback } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import type { RawPackets } from './raw-packets.ts';

export interface HostUp {
  reason: string;
  ttl?: number;
  /** Milliseconds; absent when nothing was sent. */
  latency?: number;
}

/** How long nmap hopes for a silent host: alone, or beside one that answered. */
const SILENCE_ALONE = 3000;
const SILENCE_BESIDE_OTHERS = 1200;

/**
 * Asks each host whether it is there. Root sends an ICMP echo, a SYN to 443 and an ACK to 80; others connect to both
 * ports. Any answer will do. Undefined for a silent host.
 */
export async function discoverHosts(
  context: ToolContext,
  client: NetworkClient,
  addresses: readonly string[],
  root: boolean,
  raw: RawPackets,
): Promise<(HostUp | undefined)[]> {
  const found = addresses.map((ip) => probe(client, ip, root, raw));
  const up = found.filter((host) => host !== undefined);
  const wait =
    up.length === found.length
      ? Math.max(0, ...up.map((host) => host.latency ?? 0))
      : up.length > 0
        ? SILENCE_BESIDE_OTHERS
        : SILENCE_ALONE;
  await context.clock.sleep(30 + wait, context.signal);
  return found;
}

function probe(client: NetworkClient, ip: string, root: boolean, raw: RawPackets): HostUp | undefined {
  if (isLoopback(ip) || ip === client.endpoint.ip) return { reason: 'localhost-response', latency: 0.04 };
  const echo = root ? client.open('icmp', ip, 0) : undefined;
  const https = client.open('tcp', ip, 443);
  const http = client.open('tcp', ip, 80);
  for (const attempt of [echo, https, http]) attempt?.close();
  if (echo) countProbes(raw, echo, https, http);
  const answers: (HostUp | undefined)[] = [
    echo?.outcome === 'open' ? { reason: 'echo-reply', ttl: echo.ttl, latency: echo.rtt } : undefined,
    tcpAnswer(https, root, 'syn-ack'),
    tcpAnswer(http, root, root ? 'reset' : 'syn-ack'),
  ];
  return answers.find((answer) => answer !== undefined);
}

/** Root's four: an echo, a SYN to 443, an ACK to 80, and a question for the time that machines answer with the echo. */
function countProbes(raw: RawPackets, echo: Attempt, https: Attempt, http: Attempt): void {
  for (const kind of ['echo', 'syn', 'ack', 'timestamp'] as const) raw.sent(kind);
  for (const kind of ['echo', 'timestamp'] as const) if (echo.outcome === 'open') raw.received(kind);
  raw.answered(https, 'syn');
  raw.answered(http, 'ack');
}

function tcpAnswer(attempt: Attempt, root: boolean, whenOpen: string): HostUp | undefined {
  if (attempt.outcome !== 'open' && attempt.outcome !== 'refused') return undefined;
  const reason = attempt.outcome === 'open' ? whenOpen : root ? 'reset' : 'conn-refused';
  return { reason, latency: attempt.rtt, ...(root ? { ttl: attempt.ttl } : {}) };
}
