import type { ToolContext } from '../../types.ts';
import { isLoopback, reverseName } from '../network/address.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { discoverHosts } from './discovery.ts';
import { grepable, type RunFacts, xml } from './formats.ts';
import { HELP } from './help.ts';
import { type NmapOptions, parseNmap } from './options.ts';
import { Progress } from './progress.ts';
import { RawPackets } from './raw-packets.ts';
import { type HostReport, hostReport, hostTitle } from './report.ts';
import { type ScannedHost, scanPorts } from './scan.ts';
import { readTargets, type Target } from './targets.ts';
import { detectVersions } from './versions.ts';

/** nmap asks a mute name server for this long. */
const REVERSE_LOOKUP_GIVES_UP = 13_000;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SCAN_TITLES = {
  syn: 'SYN Stealth Scan',
  connect: 'Connect Scan',
  ack: 'ACK Scan',
  fin: 'FIN Scan',
  null: 'NULL Scan',
  xmas: 'XMAS Scan',
  udp: 'UDP Scan',
} as const;

/** nmap 7.92, or the version the machine's flavour names. */
export const nmap: NetworkProgram = { name: 'nmap', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const version = client.flavour('nmap') ?? '7.92';
  const command = parseNmap(context.args, context.user.uid === 0);
  const starting = `Starting Nmap ${version} ( https://nmap.org ) at ${minuteText(context.clock.now())} UTC\n`;
  if ('refusal' in command) {
    if (command.refusal.started) context.stdout(starting);
    context.stderr(`${command.refusal.text}\n`);
    return command.refusal.code;
  }
  if ('show' in command) {
    context.stdout(
      command.show === 'help'
        ? HELP.replace('VERSION', version)
        : `Nmap version ${version} ( https://nmap.org )\nPlatform: x86_64-pc-linux-gnu\n`,
    );
    return command.show === 'help' && context.args.length === 0 ? 255 : 0;
  }
  return scan(context, client, command.options, version, starting);
}

async function scan(
  context: ToolContext,
  client: NetworkClient,
  options: NmapOptions,
  version: string,
  starting: string,
): Promise<number> {
  const startedAt = context.clock.now();
  const printsNormal = !options.outputs.some(({ file }) => file === '-');
  const print = (text: string): void => {
    if (printsNormal) context.stdout(text);
  };
  print(starting);
  if (options.ignored.length > 0) {
    context.stderr(`NOTE: this nmap runs inside firedrill and leaves out: ${options.ignored.join(', ')}.\n`);
  }
  if (options.verbosity > 0 && options.discovery === 'skip') {
    context.stderr("Host discovery disabled (-Pn). All addresses will be marked 'up' and scan times may be slower.\n");
  }
  await context.clock.sleep(50 + context.random.integer(40), context.signal);
  const targets = await chooseTargets(context, client, options);
  if (targets.length === 0) context.stderr('WARNING: No targets were specified, so 0 hosts scanned.\n');
  const narrate = createNarrator(context, options, print);
  const raw = new RawPackets();
  const pacing = { every: options.statsEvery, verbose: options.verbosity > 0, startedAt };
  const progress = new Progress(context, pacing, print);
  const reports = await examine(context, client, options, targets, { narrate, raw, progress });
  const texts = reports.flatMap((report) => hostReport(report, options) ?? []);
  for (const text of texts) print(text);

  const up = options.discovery === 'list' ? 0 : reports.length;
  const elapsed = ((context.clock.now() - startedAt) / 1000).toFixed(2);
  const summary = `${targets.length} IP ${targets.length === 1 ? 'address' : 'addresses'} (${up} ${up === 1 ? 'host' : 'hosts'} up) scanned in ${elapsed} seconds`;
  if (targets.length === 1 && up === 0 && options.discovery !== 'list') {
    print('Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn\n');
  }
  if (options.versions && up > 0) {
    print('Service detection performed. Please report any incorrect results at https://nmap.org/submit/ .\n');
  }
  if (options.verbosity > 0) print('Read data files from: /usr/bin/../share/nmap\n');
  print(`Nmap done: ${summary}\n`);
  if (options.verbosity > 0 && context.user.uid === 0 && options.tcp !== 'connect') print(`           ${raw}\n`);
  const facts: RunFacts = {
    version,
    args: ['nmap', ...context.args.filter((word) => !options.targets.includes(word)), ...options.targets].join(' '),
    startedText: dateText(startedAt),
    finishedText: dateText(context.clock.now()),
    startedAt,
    finishedAt: context.clock.now(),
    elapsed,
    summary,
    total: targets.length,
    up,
  };
  await writeOutputs(context, options, reports, texts, facts);
  return 0;
}

async function chooseTargets(context: ToolContext, client: NetworkClient, options: NmapOptions): Promise<Target[]> {
  const listed =
    options.inputList === undefined
      ? []
      : (await readInput(context, options.inputList))
          .split(/\s+/)
          .filter((word) => word !== '' && !word.startsWith('#'));
  const targets = await readTargets(context, client, [...options.targets, ...listed]);
  if (options.excluded.length === 0) return targets;
  const excluded = new Set((await readTargets(context, client, options.excluded)).map(({ ip }) => ip));
  return targets.filter(({ ip }) => !excluded.has(ip));
}

async function readInput(context: ToolContext, file: string): Promise<string> {
  if (file === '-') return context.stdin();
  try {
    return await context.fs.readFile(context.resolve(file));
  } catch {
    context.stderr(`Failed to open input file ${file} for reading: No such file or directory (2)\n`);
    return '';
  }
}

/** Finds out which targets are up, what they are called, and what their ports are. */
async function examine(
  context: ToolContext,
  client: NetworkClient,
  options: NmapOptions,
  targets: readonly Target[],
  { narrate, raw, progress }: { narrate: Narrator; raw: RawPackets; progress: Progress },
): Promise<HostReport[]> {
  const root = context.user.uid === 0;
  const probing = options.discovery === 'probe' || options.discovery === 'only';
  if (probing && targets.length > 0)
    narrate.begin(
      'Ping Scan',
      targets.map(({ ip }) => ip),
      '4 ports',
    );
  const found = probing
    ? await discoverHosts(
        context,
        client,
        targets.map(({ ip }) => ip),
        root,
        raw,
      )
    : targets.map((target) => localAnswer(client, target, options));
  if (probing && targets.length > 0) narrate.end('Ping Scan', `${targets.length} total hosts`);
  const reports: HostReport[] = targets.flatMap((target, index): HostReport[] => {
    const up = found[index];
    if (probing && !up) return [];
    return [{ target, ...(up ? { up } : {}), versions: new Map() }];
  });
  if (options.resolve !== 'never') await nameHosts(context, client, reports, narrate);
  if (options.discovery === 'only' || options.discovery === 'list' || reports.length === 0) return reports;

  const hosts = reports.map(
    ({ target, up }): ScannedHost => ({
      ip: target.ip,
      results: [],
      ...(up?.latency === undefined ? {} : { latency: up.latency }),
      timedOut: false,
      gaveUp: false,
    }),
  );
  for (const [kind, ports] of [
    [options.tcp, options.ports.tcp],
    [options.udp ? 'udp' : undefined, options.ports.udp],
  ] as const) {
    if (!kind || ports.length === 0) continue;
    const count = `${ports.length} ${ports.length === 1 ? 'port' : 'ports'}`;
    narrate.begin(SCAN_TITLES[kind], reports.map(hostTitle), count);
    progress.begin(SCAN_TITLES[kind], hosts.length, ports.length * hosts.length);
    await scanPorts(context, client, hosts, ports, kind, options.timing, {
      inOrder: options.inOrder,
      root,
      raw,
      progress,
      onOpen: ({ ip }, port) => narrate.open(ip, port, kind === 'udp' ? 'udp' : 'tcp'),
    });
    progress.end();
    narrate.end(SCAN_TITLES[kind], `${ports.length * hosts.length} total ports`);
  }
  for (const [index, host] of hosts.entries()) {
    reports[index]!.scanned = host;
    if (host.gaveUp) {
      context.stderr(
        `Warning: ${host.ip} giving up on port because retransmission cap hit (${options.timing.retries}).\n`,
      );
    }
    if (options.versions) reports[index]!.versions = await detectVersions(context, reports[index]!);
  }
  return reports;
}

function localAnswer(client: NetworkClient, { ip }: Target, options: NmapOptions): HostReport['up'] {
  if (options.discovery === 'list') return undefined;
  const local = isLoopback(ip) || ip === client.endpoint.ip;
  return local ? { reason: 'user-set', latency: 0.04 } : { reason: 'user-set' };
}

/** Asks for the PTR names of all hosts at once. */
async function nameHosts(
  context: ToolContext,
  client: NetworkClient,
  reports: readonly HostReport[],
  narrate: Narrator,
): Promise<void> {
  const count = `${reports.length} ${reports.length === 1 ? 'host' : 'hosts'}`;
  narrate.resolving(count);
  let longest = 0;
  for (const report of reports) {
    if (isLoopback(report.target.ip)) continue;
    const reply = client.ask(reverseName(report.target.ip), 'PTR');
    longest = Math.max(longest, reply.rcode === undefined ? REVERSE_LOOKUP_GIVES_UP : reply.elapsed);
    const name = reply.answers.find(({ type }) => type === 'PTR')?.data.replace(/\.$/, '');
    if (name !== undefined) report.reverseName = name;
  }
  await context.clock.sleep(longest, context.signal);
  narrate.resolved(count, longest);
}

interface Narrator {
  begin(title: string, hosts: readonly string[], ports: string): void;
  end(title: string, amount: string): void;
  open(ip: string, port: number, protocol: string): void;
  resolving(count: string): void;
  resolved(count: string, elapsed: number): void;
}

/** The running commentary of `-v`. */
function createNarrator(context: ToolContext, options: NmapOptions, print: (text: string) => void): Narrator {
  let begunAt = 0;
  const say = (text: string): void => {
    if (options.verbosity > 0) print(`${text}\n`);
  };
  const clock = (): string => minuteText(context.clock.now()).slice(11);
  return {
    begin: (title, hosts, ports) => {
      begunAt = context.clock.now();
      say(`Initiating ${title} at ${clock()}`);
      if (hosts.length === 1) say(`Scanning ${hosts[0]} [${ports}]`);
      else say(`Scanning ${hosts.length} hosts [${ports}/host]`);
    },
    end: (title, amount) => {
      const elapsed = ((context.clock.now() - begunAt) / 1000).toFixed(2);
      say(`Completed ${title} at ${clock()}, ${elapsed}s elapsed (${amount})`);
    },
    open: (ip, port, protocol) => say(`Discovered open port ${port}/${protocol} on ${ip}`),
    resolving: (count) => say(`Initiating Parallel DNS resolution of ${count}. at ${clock()}`),
    resolved: (count, elapsed) =>
      say(`Completed Parallel DNS resolution of ${count}. at ${clock()}, ${(elapsed / 1000).toFixed(2)}s elapsed`),
  };
}

async function writeOutputs(
  context: ToolContext,
  options: NmapOptions,
  reports: readonly HostReport[],
  texts: readonly string[],
  facts: RunFacts,
): Promise<void> {
  for (const { format, file } of options.outputs) {
    const text =
      format === 'grepable'
        ? grepable(reports, options, facts)
        : format === 'xml'
          ? xml(reports, options, facts)
          : `# Nmap ${facts.version} scan initiated ${facts.startedText} as: ${facts.args}\n${texts.join('')}# Nmap done at ${facts.finishedText} -- ${facts.summary}\n`;
    if (file === '-') context.stdout(text);
    else await context.fs.writeFile(context.resolve(file), text);
  }
}

/** `2026-11-21 21:07` */
function minuteText(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** `Sat Nov 21 21:07:43 2026` */
function dateText(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2);
  return `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()}`;
}
