import type { Attempt, Protocol } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import type { ScanTiming, TcpScan } from './options.ts';
import { BEST_KNOWN } from './ports.ts';
import type { Progress } from './progress.ts';
import type { RawPackets } from './raw-packets.ts';

type PortState = 'open' | 'closed' | 'filtered' | 'unfiltered' | 'open|filtered';

export interface PortResult {
  port: number;
  protocol: Protocol;
  state: PortState;
  /** `syn-ack`, `reset`, `no-response`, `port-unreach`... */
  reason: string;
  /** Of the reply; absent when there was none or a connect scan cannot see it. */
  ttl?: number;
  /** Who replied, when not the target. */
  replier?: string;
  server?: Attempt['server'];
}

export interface ScannedHost {
  ip: string;
  results: PortResult[];
  /** Milliseconds of the last round trip. */
  latency?: number;
  timedOut: boolean;
  gaveUp: boolean;
}

interface Probe {
  host: ScannedHost;
  port: number;
  tries: number;
}

/** nmap waits this long before its very first retransmission, whatever the timing template. */
const FIRST_RETRY_GUARD = 1000;
/** Time nmap needs for one round besides waiting. */
const ROUND_COST = 2;
const SILENT_WINDOW = 60;
const ANSWERED_WINDOW = 300;
const TIMING_PINGS = 3;

/**
 * Scans one protocol's ports on a group of hosts with nmap's timing: a window of ten outstanding probes, a second for an
 * answer until the first round trip is known and a tenth afterwards, each silent probe sent twice.
 */
export async function scanPorts(
  context: ToolContext,
  client: NetworkClient,
  hosts: readonly ScannedHost[],
  ports: readonly number[],
  scan: TcpScan | 'udp',
  timing: ScanTiming,
  options: {
    inOrder: boolean;
    root: boolean;
    raw: RawPackets;
    progress: Progress;
    onOpen(host: ScannedHost, port: number): void;
  },
): Promise<void> {
  const ordered = options.inOrder ? ports : shuffled(context, ports);
  const { progress } = options;
  const queue: Probe[] = ordered.flatMap((port) => hosts.map((host) => ({ host, port, tries: 0 })));
  const total = queue.length;
  const protocol = scan === 'udp' ? 'udp' : 'tcp';
  const sourcePort = scan === 'connect' ? undefined : 33_000 + context.random.integer(28_000);
  const retries = Math.min(timing.retries, 1);
  const startedAt = context.clock.now();
  let guard = ports.length > 1 && retries > 0 ? FIRST_RETRY_GUARD : 0;
  let timeout = hosts.some((host) => host.latency !== undefined) ? timing.leastTimeout : timing.probeTimeout;
  let window = timing.window;
  let sent = 0;
  let replies = 0;
  let pings = 0;
  let openKnown = false;

  const grow = (most: number): void => {
    if (!timing.fixedWindow)
      window = Math.max(window, Math.min(most, window + Math.min(50, Math.ceil(sent / replies))));
  };
  const round = async (batch: readonly Probe[]): Promise<Probe[]> => {
    const silent: Probe[] = [];
    let slowest = 0;
    for (const probe of batch) {
      if (timing.scanDelay > timeout || timing.maxRate > 0) await progress.wait(pauseOf(timing));
      probe.tries++;
      sent++;
      const attempt = client.open(protocol, probe.host.ip, probe.port, sourcePort);
      const result = judge(attempt, probe.port, scan, options.root);
      if (options.root && scan !== 'connect') {
        options.raw.sent(RAW[scan]);
        options.raw.answered(attempt, RAW[scan]);
      }
      attempt.close();
      if (!result || attempt.rtt > 2 * timeout + guard) {
        silent.push(probe);
        continue;
      }
      replies++;
      slowest = Math.max(slowest, attempt.rtt);
      probe.host.latency = attempt.rtt;
      probe.host.results.push(result);
      if (result.state === 'open') {
        openKnown = true;
        options.onOpen(probe.host, probe.port);
      }
      grow(silent.length > batch.length / 2 || timeout === timing.probeTimeout ? SILENT_WINDOW : ANSWERED_WINDOW);
    }
    if (replies > 0) timeout = Math.max(timing.leastTimeout, Math.min(timeout, 3 * slowest));
    await progress.wait(ROUND_COST + (silent.length > 0 ? timeout : slowest));
    return silent;
  };

  while (queue.length > 0) {
    const size = Math.max(1, timing.minRate > 0 ? Math.floor((timing.minRate * timeout) / 1000) : 0, window);
    const batch = queue.splice(0, size).filter(({ host }) => !host.timedOut);
    let silent = await round(batch);
    for (let retry = 0; retry < retries && silent.length > 0; retry++) {
      if (guard > 0) await progress.wait(guard);
      guard = 0;
      silent = await round(silent.reverse());
    }
    if (openKnown && silent.length > 0 && pings < TIMING_PINGS) {
      pings++;
      replies++;
      grow(SILENT_WINDOW);
    }
    for (const { host, port } of silent) {
      host.gaveUp ||= timing.retries === 0;
      host.results.push({ port, protocol, ...silentState(scan) });
    }
    progress.reached(total - queue.length);
    if (context.clock.now() - startedAt >= timing.hostTimeout) for (const host of hosts) host.timedOut = true;
  }
}

const RAW = { syn: 'syn', ack: 'ack', fin: 'bare', null: 'bare', xmas: 'bare', udp: 'udp' } as const;

/** Milliseconds between two probes. */
function pauseOf({ maxRate, scanDelay }: ScanTiming): number {
  return maxRate > 0 ? Math.max(scanDelay, 1000 / maxRate) : scanDelay;
}

function silentState(scan: TcpScan | 'udp'): { state: PortState; reason: string } {
  const unsure = scan === 'udp' || scan === 'fin' || scan === 'null' || scan === 'xmas';
  return { state: unsure ? 'open|filtered' : 'filtered', reason: 'no-response' };
}

/** What one answer says about a port; undefined when nothing came back. */
function judge(attempt: Attempt, port: number, scan: TcpScan | 'udp', root: boolean): PortResult | undefined {
  const seen = root && scan !== 'connect';
  const protocol = scan === 'udp' ? ('udp' as const) : ('tcp' as const);
  const reply = (state: PortState, reason: string): PortResult => ({
    port,
    protocol,
    state,
    reason,
    ...(seen ? { ttl: attempt.ttl } : {}),
    ...(attempt.server ? { server: attempt.server } : {}),
  });
  const quietOnOpen = scan === 'fin' || scan === 'null' || scan === 'xmas';
  switch (attempt.outcome) {
    case 'dropped':
      return undefined;
    case 'open':
      if (quietOnOpen) return undefined;
      if (scan === 'ack') return reply('unfiltered', 'reset');
      return reply('open', scan === 'udp' ? 'udp-response' : 'syn-ack');
    case 'refused':
      if (scan === 'ack') return reply('unfiltered', 'reset');
      if (scan === 'udp') return reply('closed', 'port-unreach');
      return reply('closed', scan === 'connect' ? 'conn-refused' : 'reset');
    case 'port-unreachable':
      if (scan === 'connect') return reply('closed', 'conn-refused');
      if (scan === 'udp') return reply('closed', 'port-unreach');
      return withReplier(reply('filtered', 'port-unreach'), attempt);
    case 'admin-prohibited':
      return withReplier(reply('filtered', 'admin-prohibited'), attempt);
    case 'host-unreachable':
      return withReplier(reply('filtered', 'host-unreach'), attempt);
  }
}

function withReplier(result: PortResult, attempt: Attempt): PortResult {
  return attempt.replier === attempt.ip ? result : { ...result, replier: attempt.replier };
}

function shuffled(context: ToolContext, ports: readonly number[]): number[] {
  const known = ports.filter((port) => BEST_KNOWN.has(port));
  const rest = ports.filter((port) => !BEST_KNOWN.has(port));
  return [...shuffle(context, known), ...shuffle(context, rest)];
}

function shuffle(context: ToolContext, ports: number[]): number[] {
  for (let index = ports.length - 1; index > 0; index--) {
    const other = context.random.integer(index + 1);
    [ports[index], ports[other]] = [ports[other]!, ports[index]!];
  }
  return ports;
}
