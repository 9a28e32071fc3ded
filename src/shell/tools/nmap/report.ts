import type { HostUp } from './discovery.ts';
import type { NmapOptions } from './options.ts';
import type { PortResult, ScannedHost } from './scan.ts';
import { serviceName } from './services.ts';
import type { Target } from './targets.ts';

/** A port state with more ports than this is summed up instead of listed. */
const MOST_LISTED = 25;

/** All there is to say about one target. */
export interface HostReport {
  target: Target;
  /** The PTR name, if one was asked for and found. */
  reverseName?: string;
  up?: HostUp;
  scanned?: ScannedHost;
  /** By port and protocol: what version detection found. */
  versions: ReadonlyMap<string, string>;
}

/** One host's part of nmap's normal output; undefined when `--open` finds nothing to show. */
export function hostReport(report: HostReport, options: NmapOptions): string | undefined {
  const { target, scanned } = report;
  const title = hostTitle(report);
  if (options.discovery === 'list') return `Nmap scan report for ${title}\n`;
  if (options.openOnly && scanned && !scanned.results.some(isOpen)) return undefined;
  const lines = [`Nmap scan report for ${title}`, upLine(report, options)];
  if (target.name !== undefined && target.others.length > 0) {
    lines.push(`Other addresses for ${target.name} (not scanned): ${target.others.join(' ')}`);
  }
  if (target.name !== undefined && report.reverseName !== undefined && report.reverseName !== target.name) {
    lines.push(`rDNS record for ${target.ip}: ${report.reverseName}`);
  }
  if (!scanned) return `${lines.join('\n')}\n`;
  if (scanned.timedOut) return `${[...lines, `Skipping host ${title} due to host timeout`].join('\n')}\n`;
  lines.push(...portLines(report, scanned, title, options));
  return `${lines.join('\n')}\n\n`;
}

/** `name (address)`, or the address alone. */
export function hostTitle({ target, reverseName }: HostReport): string {
  const name = target.name ?? reverseName;
  return name === undefined ? target.ip : `${name} (${target.ip})`;
}

export function isOpen(result: PortResult): boolean {
  return result.state.startsWith('open');
}

/** The states too frequent to list, the most frequent first. */
export function ignoredStates(results: readonly PortResult[], openOnly: boolean): Map<string, PortResult[]> {
  const byState = new Map<string, PortResult[]>();
  for (const result of results) {
    const members = byState.get(result.state);
    if (members) members.push(result);
    else byState.set(result.state, [result]);
  }
  const ignored = [...byState].filter(
    ([state, members]) => state !== 'open' && (members.length > MOST_LISTED || (openOnly && !state.startsWith('open'))),
  );
  return new Map(ignored.sort((a, b) => b[1].length - a[1].length));
}

function upLine({ up, scanned }: HostReport, options: NmapOptions): string {
  const latency = scanned?.latency ?? up?.latency;
  const reason = options.reason && up ? `, received ${up.reason}${up.ttl === undefined ? '' : ` ttl ${up.ttl}`}` : '';
  return `Host is up${reason}${latency === undefined ? '' : ` (${twoDigits(latency / 1000)}s latency)`}.`;
}

function portLines(report: HostReport, scanned: ScannedHost, title: string, options: NmapOptions): string[] {
  const { results } = scanned;
  const ignored = ignoredStates(results, options.openOnly);
  const listed = results.filter((result) => !ignored.has(result.state)).sort(byProtocolAndPort);
  const lines: string[] = [];
  if (listed.length === 0 && ignored.size > 0) {
    lines.push(`All ${results.length} scanned ports on ${title} are in ignored states.`);
  }
  if (ignored.size > 0) lines.push(`Not shown: ${[...ignored].flatMap(notShown).join(', ')}`);
  if (options.openOnly && options.tcp === 'syn' && ignored.has('filtered') && listed.length > 0) {
    lines.push('Some closed ports may be reported as filtered due to --defeat-rst-ratelimit');
  }
  if (listed.length === 0) return lines;
  if (ignored.size === 0) lines.push('');
  lines.push(...table(listed, report, options));
  return lines;
}

/** `599 closed tcp ports (reset)`, one for each reason. */
function notShown([state, members]: [string, PortResult[]]): string[] {
  const groups = new Map<string, number>();
  for (const { protocol, reason } of members) {
    const key = `${protocol} ${reason}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups]
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => {
      const [protocol, reason] = key.split(' ');
      return `${count} ${state} ${protocol} ${count === 1 ? 'port' : 'ports'} (${reason})`;
    });
}

function table(listed: readonly PortResult[], report: HostReport, options: NmapOptions): string[] {
  const rows = listed.map((result) => {
    const label = `${result.port}/${result.protocol}`;
    return [
      label,
      result.state,
      serviceName(result.port, result.protocol),
      ...(options.reason ? [reasonText(result)] : []),
      ...(options.versions ? [report.versions.get(label) ?? ''] : []),
    ];
  });
  const heading = [
    'PORT',
    'STATE',
    'SERVICE',
    ...(options.reason ? ['REASON'] : []),
    ...(options.versions ? ['VERSION'] : []),
  ];
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => row[column]!.length)));
  return [heading, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' ')
      .trimEnd(),
  );
}

function reasonText({ reason, replier, ttl }: PortResult): string {
  const from = replier === undefined ? '' : ` from ${replier}`;
  return `${reason}${from}${ttl === undefined ? '' : ` ttl ${ttl}`}`;
}

function byProtocolAndPort(a: PortResult, b: PortResult): number {
  return a.protocol.localeCompare(b.protocol) || a.port - b.port;
}

/** A fraction with two significant digits, never in scientific form. */
function twoDigits(seconds: number): string {
  if (seconds <= 0) return '0.0';
  const places = 1 - Math.floor(Math.log10(seconds));
  return seconds.toFixed(Math.max(0, places));
}
