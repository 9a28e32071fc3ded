import { type GivenOption, type OptionTable, parseOptions } from '../network/options.ts';
import { type PortSelection, parsePorts, topPorts } from './ports.ts';

export type TcpScan = 'syn' | 'connect' | 'ack' | 'fin' | 'null' | 'xmas';

export interface ScanTiming {
  /** Milliseconds a probe is waited for while no round trip was measured. */
  probeTimeout: number;
  /** The least it can become. */
  leastTimeout: number;
  window: number;
  fixedWindow: boolean;
  retries: number;
  /** Packets a second; 0: none set. */
  minRate: number;
  maxRate: number;
  /** Milliseconds between two probes. */
  scanDelay: number;
  hostTimeout: number;
}

export interface NmapOptions {
  targets: readonly string[];
  inputList?: string;
  excluded: readonly string[];
  ports: PortSelection;
  tcp?: TcpScan;
  udp: boolean;
  /** -Pn, or -sn (`only`), or -sL (`list`). */
  discovery: 'probe' | 'skip' | 'only' | 'list';
  resolve: 'some' | 'never' | 'all';
  inOrder: boolean;
  openOnly: boolean;
  reason: boolean;
  versions: boolean;
  verbosity: number;
  /** Milliseconds between two reports of how far it is. */
  statsEvery?: number;
  /** What was asked for and is left out. */
  ignored: readonly string[];
  outputs: readonly { format: 'normal' | 'grepable' | 'xml'; file: string }[];
  timing: ScanTiming;
}

/** A complaint and whether `Starting Nmap` was printed before it. */
interface Refusal {
  text: string;
  code: 1 | 255;
  started: boolean;
}

type NmapCommand = { show: 'help' | 'version' } | { refusal: Refusal } | { options: NmapOptions };

const TABLE: OptionTable = {
  short: '46AdEe:Ffg:hi:M:m:nOo:P::p:qRrS:s:T:VvD:b:',
  singleDash: true,
  long: {
    'oN=': 'oN',
    'oX=': 'oX',
    'oG=': 'oG',
    'oA=': 'oA',
    'iL=': 'iL',
    open: 'open',
    reason: 'reason',
    'top-ports=': 'top-ports',
    'max-retries=': 'max-retries',
    'min-rate=': 'min-rate',
    'max-rate=': 'max-rate',
    'min-parallelism=': 'min-parallelism',
    'max-parallelism=': 'max-parallelism',
    'initial-rtt-timeout=': 'initial-rtt-timeout',
    'min-rtt-timeout=': 'min-rtt-timeout',
    'max-rtt-timeout=': 'max-rtt-timeout',
    'host-timeout=': 'host-timeout',
    'scan-delay=': 'scan-delay',
    'max-scan-delay=': 'max-scan-delay',
    'stats-every=': 'stats-every',
    'exclude=': 'exclude',
    'script=': 'script',
    'script-args=': 'script-args',
    'version-intensity=': 'version-intensity',
    'version-light': 'version-light',
    'version-all': 'version-all',
    'source-port=': 'g',
    'min-hostgroup=': 'min-hostgroup',
    'max-hostgroup=': 'max-hostgroup',
    'dns-servers=': 'dns-servers',
    'system-dns': 'system-dns',
    traceroute: 'traceroute',
    'packet-trace': 'packet-trace',
    'append-output': 'append-output',
    noninteractive: 'noninteractive',
    privileged: 'privileged',
    unprivileged: 'unprivileged',
    'defeat-rst-ratelimit': 'defeat-rst-ratelimit',
    help: 'h',
    version: 'V',
  },
};

const SCAN_LETTERS: Readonly<Record<string, TcpScan>> = {
  S: 'syn',
  T: 'connect',
  A: 'ack',
  F: 'fin',
  N: 'null',
  X: 'xmas',
};

const TEMPLATES = ['paranoid', 'sneaky', 'polite', 'normal', 'aggressive', 'insane'];

/** Reads nmap's command line. */
export function parseNmap(args: readonly string[], root: boolean): NmapCommand {
  const { given, operands, problem } = parseOptions(args, TABLE);
  if (problem) {
    const text =
      problem.kind === 'missing-value'
        ? problem.long
          ? `nmap: option '--${problem.name}' requires an argument`
          : `nmap: option requires an argument -- '${problem.name}'`
        : problem.long
          ? `nmap: unrecognized option '--${problem.name}'`
          : `nmap: invalid option -- '${problem.name}'`;
    return refusal(`${text}\nSee the output of nmap -h for a summary of options.`, 255, false);
  }
  if (args.length === 0 || given.some(({ name }) => name === 'h')) return { show: 'help' };
  if (given.some(({ name }) => name === 'V')) return { show: 'version' };
  return readOptions(given, operands, root);
}

function readOptions(given: readonly GivenOption[], operands: readonly string[], root: boolean): NmapCommand {
  const has = (name: string): boolean => given.some((option) => option.name === name);
  const last = (name: string): string | undefined => given.findLast((option) => option.name === name)?.value;
  const letters = given.filter(({ name }) => name === 's').flatMap(({ value }) => [...value]);
  const unknown = letters.find((letter) => !'STAFNXUnPLVC'.includes(letter));
  if (unknown) return refusal(`Scantype ${unknown} not supported`, 1, false, true);
  const tcpScans = [...new Set(letters.flatMap((letter) => SCAN_LETTERS[letter] ?? []))];
  if (tcpScans.length > 1) {
    return refusal(
      'You specified more than one type of TCP scan.  Please choose only one of -sA, -b, -sT, -sF, -sI, -sM, -sN, -sS, -sW, and -sX',
      1,
      false,
      true,
    );
  }
  const timing = readTiming(last);
  if (typeof timing === 'string') return refusal(timing, 1, false, true);
  const privileged = (root || has('privileged')) && !has('unprivileged');
  const udp = letters.includes('U');
  if (!privileged && (udp || tcpScans.some((scan) => scan !== 'connect'))) {
    return refusal('You requested a scan type which requires root privileges.', 1, false, true);
  }
  if (!privileged && has('O')) {
    return refusal('TCP/IP fingerprinting (for OS scan) requires root privileges.', 1, false, true);
  }
  const skip = given.some(({ name, value }) => name === 'P' && ['n', 'N', 'D', '0'].includes(value));
  const only = letters.includes('n') || letters.includes('P');
  const list = letters.includes('L');
  if ((only || list) && (has('p') || has('F'))) {
    return refusal(
      'You cannot use -F (fast scan) or -p (explicit port selection) when not doing a port scan',
      1,
      true,
      true,
    );
  }
  if (has('F') && has('p')) {
    return refusal(
      'You cannot use -F (fast scan) with -p (explicit port selection) but see --top-ports and --port-ratio to fast scan a range of ports',
      1,
      true,
      true,
    );
  }
  const ports = has('p') ? parsePorts(last('p')!) : topPorts(has('F') ? 100 : Number(last('top-ports') ?? 1000));
  if (typeof ports === 'string') return refusal(ports, 1, true, true);
  const inputList = last('iL');
  const statsEvery = duration(last('stats-every'));
  if (last('stats-every') !== undefined && !statsEvery) {
    return refusal('Argument to --stats-every must be at least 1 millisecond.', 1, false, true);
  }
  return {
    options: {
      targets: operands,
      ...(inputList === undefined ? {} : { inputList }),
      excluded: last('exclude')?.split(',') ?? [],
      ports,
      ...(udp && tcpScans.length === 0 ? {} : { tcp: tcpScans[0] ?? (privileged ? 'syn' : 'connect') }),
      udp,
      discovery: list ? 'list' : only ? 'only' : skip ? 'skip' : 'probe',
      resolve: has('n') ? 'never' : has('R') ? 'all' : 'some',
      inOrder: has('r'),
      openOnly: has('open'),
      reason: has('reason'),
      versions: letters.includes('V') || has('A'),
      verbosity: given.filter(({ name }) => name === 'v').length,
      ...(statsEvery === undefined ? {} : { statsEvery }),
      ignored: leftOut(has, letters),
      outputs: readOutputs(given),
      timing,
    },
  };
}

function leftOut(has: (name: string) => boolean, letters: readonly string[]): string[] {
  const asked: [boolean, string][] = [
    [has('O') || has('A'), 'OS detection'],
    [letters.includes('C') || has('script') || has('A'), 'scripts'],
    [has('traceroute') || has('A'), '--traceroute'],
    [has('packet-trace'), '--packet-trace'],
    [has('6'), 'IPv6'],
  ];
  return asked.flatMap(([given, what]) => (given ? [what] : []));
}

function readOutputs(given: readonly GivenOption[]): NmapOptions['outputs'] {
  return given.flatMap(({ name, value }): NmapOptions['outputs'][number][] => {
    if (name === 'oN') return [{ format: 'normal', file: value }];
    if (name === 'oG') return [{ format: 'grepable', file: value }];
    if (name === 'oX') return [{ format: 'xml', file: value }];
    if (name !== 'oA') return [];
    return [
      { format: 'normal', file: `${value}.nmap` },
      { format: 'grepable', file: `${value}.gnmap` },
      { format: 'xml', file: `${value}.xml` },
    ];
  });
}

/** The template of `-T` with what single options change; a string is nmap's complaint. */
function readTiming(last: (name: string) => string | undefined): ScanTiming | string {
  const given = last('T');
  const named = given === undefined ? 3 : TEMPLATES.findIndex((name) => name.startsWith(given.toLowerCase()));
  const level = given !== undefined && /^\d+$/.test(given) ? Number(given) : named;
  if (level < 0 || level > 5) {
    return 'Unknown timing mode (-T argument).  Use either "Paranoid", "Sneaky", "Polite", "Normal", "Aggressive", "Insane" or a number from 0 (Paranoid) to 5 (Insane)';
  }
  const serial = level <= 2 || last('scan-delay') !== undefined;
  const initial = duration(last('initial-rtt-timeout')) ?? [300_000, 15_000, 1000, 1000, 500, 250][level]!;
  const most = duration(last('max-rtt-timeout')) ?? Number.POSITIVE_INFINITY;
  const minimum = Number(last('min-parallelism') ?? 0);
  const maximum = Number(last('max-parallelism') ?? (serial ? 1 : 0));
  return {
    probeTimeout: Math.min(initial, most),
    leastTimeout: Math.min(duration(last('min-rtt-timeout')) ?? 100, most),
    window: maximum > 0 ? maximum : Math.max(10, minimum),
    fixedWindow: maximum > 0,
    retries: Number(last('max-retries') ?? [10, 10, 10, 10, 6, 2][level]),
    minRate: Number(last('min-rate') ?? 0),
    maxRate: Number(last('max-rate') ?? 0),
    scanDelay: duration(last('scan-delay')) ?? [300_000, 15_000, 400, 0, 0, 0][level]!,
    hostTimeout: duration(last('host-timeout')) ?? (level === 5 ? 900_000 : Number.POSITIVE_INFINITY),
  };
}

/** nmap's times: seconds unless a unit follows. Milliseconds. */
function duration(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's']!;
}

function refusal(text: string, code: 1 | 255, started: boolean, quitting = false): NmapCommand {
  return { refusal: { text: quitting ? `${text}\nQUITTING!` : text, code, started } };
}
