import type { NmapOptions } from './options.ts';
import type { HostReport } from './report.ts';
import { ignoredStates, isOpen } from './report.ts';
import { serviceName } from './services.ts';

/** What every format says about the run as a whole. */
export interface RunFacts {
  version: string;
  args: string;
  /** As nmap prints them: `Sat Nov 21 21:07:43 2026`. */
  startedText: string;
  finishedText: string;
  startedAt: number;
  finishedAt: number;
  elapsed: string;
  /** `1 IP address (1 host up) scanned in 0.21 seconds` */
  summary: string;
  total: number;
  up: number;
}

/** nmap's grepable output. */
export function grepable(reports: readonly HostReport[], options: NmapOptions, facts: RunFacts): string {
  const lines = [`# Nmap ${facts.version} scan initiated ${facts.startedText} as: ${facts.args}`];
  for (const report of reports) {
    const host = `Host: ${report.target.ip} (${report.reverseName ?? ''})`;
    if (options.discovery !== 'list') lines.push(`${host}\tStatus: ${report.up || report.scanned ? 'Up' : 'Down'}`);
    if (report.scanned) lines.push(`${host}\t${grepablePorts(report, options)}`);
  }
  lines.push(`# Nmap done at ${facts.finishedText} -- ${facts.summary}`);
  return `${lines.join('\n')}\n`;
}

function grepablePorts({ scanned, versions }: HostReport, options: NmapOptions): string {
  const results = scanned!.results;
  const ignored = ignoredStates(results, options.openOnly);
  const listed = results.filter(({ state }) => !ignored.has(state)).sort((a, b) => a.port - b.port);
  const ports = listed.map((result) => {
    const version = versions.get(`${result.port}/${result.protocol}`) ?? '';
    return `${result.port}/${result.state}/${result.protocol}//${serviceName(result.port, result.protocol)}//${version}/`;
  });
  const rest = [...ignored].map(([state, members]) => `Ignored State: ${state} (${members.length})`);
  return [...(ports.length > 0 ? [`Ports: ${ports.join(', ')}`] : []), ...rest].join('\t');
}

/** nmap's XML output. */
export function xml(reports: readonly HostReport[], options: NmapOptions, facts: RunFacts): string {
  const started = Math.floor(facts.startedAt / 1000);
  const finished = Math.floor(facts.finishedAt / 1000);
  const ports = options.tcp ? options.ports.tcp : options.ports.udp;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE nmaprun>',
    '<?xml-stylesheet href="file:///usr/bin/../share/nmap/nmap.xsl" type="text/xsl"?>',
    `<!-- Nmap ${facts.version} scan initiated ${facts.startedText} as: ${facts.args} -->`,
    `<nmaprun scanner="nmap" args="${escapeXml(facts.args)}" start="${started}" startstr="${facts.startedText}" version="${facts.version}" xmloutputversion="1.05">`,
    ...(options.discovery === 'only' || options.discovery === 'list'
      ? []
      : [
          `<scaninfo type="${options.tcp ?? 'udp'}" protocol="${options.tcp ? 'tcp' : 'udp'}" numservices="${ports.length}" services="${ranges(ports)}"/>`,
        ]),
    `<verbose level="${options.verbosity}"/>`,
    '<debugging level="0"/>',
    ...(options.discovery === 'probe' ? reports.flatMap(hostHint) : []),
    ...reports.flatMap((report) => xmlHost(report, options, started, finished)),
    `<runstats><finished time="${finished}" timestr="${facts.finishedText}" summary="Nmap done at ${facts.finishedText}; ${facts.summary}" elapsed="${facts.elapsed}" exit="success"/><hosts up="${facts.up}" down="${facts.total - facts.up}" total="${facts.total}"/>`,
    '</runstats>',
    '</nmaprun>',
  ];
  return `${lines.join('\n')}\n`;
}

function xmlHost(report: HostReport, options: NmapOptions, started: number, finished: number): string[] {
  const { target, up, scanned } = report;
  if (options.openOnly && scanned && !scanned.results.some(isOpen)) return [];
  const names = [
    ...(target.name === undefined ? [] : [`<hostname name="${escapeXml(target.name)}" type="user"/>`]),
    ...(report.reverseName === undefined ? [] : [`<hostname name="${escapeXml(report.reverseName)}" type="PTR"/>`]),
  ];
  return [
    `<host starttime="${started}" endtime="${finished}"><status state="up" reason="${up?.reason ?? 'user-set'}" reason_ttl="${up?.ttl ?? 0}"/>`,
    `<address addr="${target.ip}" addrtype="ipv4"/>`,
    '<hostnames>',
    ...names,
    '</hostnames>',
    ...(scanned ? [xmlPorts(report, options)] : []),
    ...(scanned?.latency === undefined ? [] : [xmlTimes(scanned.latency)]),
    '</host>',
  ];
}

/** What was known of a host when its ports were not scanned yet. */
function hostHint({ target }: HostReport): string[] {
  return [
    '<hosthint><status state="up" reason="unknown-response" reason_ttl="0"/>',
    `<address addr="${target.ip}" addrtype="ipv4"/>`,
    '<hostnames>',
    ...(target.name === undefined ? [] : [`<hostname name="${escapeXml(target.name)}" type="user"/>`]),
    '</hostnames>',
    '</hosthint>',
  ];
}

/** In microseconds: the round trip, how much it is taken to vary, and how long the next answer is waited for. */
function xmlTimes(latency: number): string {
  const trip = Math.round(latency * 1000);
  const variance = Math.max(5_000, trip);
  return `<times srtt="${trip}" rttvar="${variance}" to="${Math.max(100_000, trip + 4 * variance)}"/>`;
}

function xmlPorts({ scanned }: HostReport, options: NmapOptions): string {
  const results = scanned!.results;
  const ignored = ignoredStates(results, options.openOnly);
  const extra = [...ignored].map(
    ([state, members]) =>
      `<extraports state="${state}" count="${members.length}">\n<extrareasons reason="${members[0]!.reason}" count="${members.length}"/>\n</extraports>`,
  );
  const listed = results
    .filter(({ state }) => !ignored.has(state))
    .sort((a, b) => a.port - b.port)
    .map(({ port, protocol, state, reason, ttl }) => {
      const service = serviceName(port, protocol);
      return `<port protocol="${protocol}" portid="${port}"><state state="${state}" reason="${reason}" reason_ttl="${ttl ?? 0}"/><service name="${service}" method="table" conf="3"/></port>`;
    });
  return `<ports>${[...extra, ...listed].join('\n')}\n</ports>`;
}

function ranges(ports: readonly number[]): string {
  const pieces: string[] = [];
  for (let index = 0; index < ports.length; index++) {
    const from = ports[index]!;
    while (ports[index + 1] === ports[index]! + 1) index++;
    pieces.push(from === ports[index] ? `${from}` : `${from}-${ports[index]}`);
  }
  return pieces.join(',');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
