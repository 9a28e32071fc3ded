import type { DnsAnswer, DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { RCODE_TEXT } from '../network/dns.ts';
import type { DigSwitches } from './dig.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The lines dig prints before the first answer. */
export function banner(version: string, args: readonly string[], withServer: boolean): string {
  const servers = withServer ? '; (1 server found)\n' : '';
  return `\n; <<>> DiG ${version} <<>> ${args.join(' ')}\n${servers};; global options: +cmd\n`;
}

/** `+short`: the data alone. */
export function shortText(reply: DnsReply): string {
  return reply.answers.map(({ data }) => `${data}\n`).join('');
}

/** One answer as dig prints it, by the switches. */
export function messageText(
  question: { name: string; type: DnsType },
  reply: DnsReply,
  server: string,
  switches: DigSwitches,
  context: ToolContext,
): string {
  const authority = authoritySection(question, reply);
  const { additional = [] } = reply;
  const owner = absolute(question.name);
  const sections: string[] = [];
  if (switches.comments) sections.push(header(question, reply, authority.length, switches, context));
  if (switches.question) {
    const title = switches.comments ? ';; QUESTION SECTION:\n' : '';
    sections.push(`${title}${columns(`;${owner}`, '', question.type)}\n\n`);
  }
  if (switches.answer) sections.push(section('ANSWER', reply.answers, switches));
  if (switches.authority) sections.push(section('AUTHORITY', authority, switches));
  if (switches.additional) sections.push(section('ADDITIONAL', additional, switches));
  if (switches.stats) sections.push(statistics(question, reply, authority, server, switches, context));
  const text = sections.join('');
  // Bare answers stand without the empty line after them.
  return switches.comments || switches.stats ? text : text.replace(/\n\n$/, '\n');
}

function header(
  question: { name: string; type: DnsType },
  reply: DnsReply,
  authorities: number,
  switches: DigSwitches,
  context: ToolContext,
): string {
  const leaked = /(^|\.)local$/.test(question.name);
  const flags = ['qr', reply.authoritative ? 'aa' : '', switches.recurse ? 'rd' : '', reply.authoritative ? '' : 'ra'];
  const unavailable = reply.authoritative && switches.recurse;
  const lines = [
    ';; Got answer:',
    ...(leaked
      ? [
          ';; WARNING: .local is reserved for Multicast DNS',
          ';; You are currently testing what happens when an mDNS query is leaked to DNS',
        ]
      : []),
    `;; ->>HEADER<<- opcode: QUERY, status: ${RCODE_TEXT[reply.rcode!]}, id: ${context.random.integer(65_536)}`,
    `;; flags: ${flags.filter((flag) => flag !== '').join(' ')}; QUERY: 1, ANSWER: ${reply.answers.length}, AUTHORITY: ${authorities}, ADDITIONAL: ${(reply.additional?.length ?? 0) + (switches.edns ? 1 : 0)}`,
    ...(unavailable ? [';; WARNING: recursion requested but not available'] : []),
    '',
  ];
  if (switches.edns) {
    lines.push(';; OPT PSEUDOSECTION:', '; EDNS: version: 0, flags:; udp: 1232');
    if (switches.cookie) lines.push(`; COOKIE: ${cookie(context)} (echoed)`);
  }
  return `${lines.join('\n')}\n`;
}

function cookie(context: ToolContext): string {
  return Array.from({ length: 16 }, () => context.random.integer(16).toString(16)).join('');
}

function section(name: string, records: readonly DnsAnswer[], switches: DigSwitches): string {
  if (records.length === 0) return '';
  const title = switches.comments ? `;; ${name} SECTION:\n` : '';
  const lines = records.map(
    ({ name: owner, ttl, type, data }) => `${padTo(columns(absolute(owner), String(ttl), type), 48)}${data}\n`,
  );
  return `${title}${lines.join('')}\n`;
}

function statistics(
  question: { name: string; type: DnsType },
  reply: DnsReply,
  authority: readonly DnsAnswer[],
  server: string,
  switches: DigSwitches,
  context: ToolContext,
): string {
  const size = messageSize(question.name, reply, authority, switches);
  return (
    `;; Query time: ${Math.round(reply.elapsed)} msec\n` +
    `;; SERVER: ${server}#53(${server}) (${switches.tcp ? 'TCP' : 'UDP'})\n` +
    `;; WHEN: ${dateText(context.clock.now())}\n` +
    `;; MSG SIZE  rcvd: ${size}\n\n`
  );
}

/** Owner, time to live, class and type, each in dig's tab columns. */
function columns(owner: string, ttl: string, type: string): string {
  const question = ttl === '' && owner.startsWith(';');
  const first = padTo(owner, question ? 32 : 24);
  if (question) return `${first}IN${owner.length >= 36 ? ' ' : '\t'}${type}`;
  const second = padTo(first + ttl, 32);
  return `${second}IN${visible(second) > 40 ? ' ' : '\t'}${type}`;
}

/** Tabs up to a column; a single blank when the text reaches it already. */
function padTo(text: string, column: number): string {
  let padded = text;
  if (visible(padded) >= column) return `${padded} `;
  while (visible(padded) < column) padded += '\t';
  return padded;
}

/** Width with tab stops every eight. */
function visible(text: string): number {
  let width = 0;
  for (const char of text) width = char === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + 1;
  return width;
}

/** The SOA record that comes with an answer without data. */
function authoritySection(question: { name: string; type: DnsType }, reply: DnsReply): DnsAnswer[] {
  const missing = reply.answers.length === 0 && (reply.rcode === 'NXDomain' || reply.rcode === 'NoError');
  if (!missing) return [];
  const soa = (name: string, data: string): DnsAnswer[] => [{ name, type: 'SOA', ttl: 30, data }];
  if (question.name.endsWith('cluster.local')) {
    return soa('cluster.local', 'ns.dns.cluster.local. hostmaster.cluster.local. 1795294800 7200 1800 86400 30');
  }
  const labels = question.name.split('.');
  if (labels.length === 1) {
    return soa('.', 'a.root-servers.net. nstld.verisign-grs.com. 2026112100 1800 900 604800 86400');
  }
  if (question.name.endsWith('.in-addr.arpa')) {
    const zone = labels.slice(-3).join('.');
    return soa(zone, `${zone}. nobody.invalid. 1 3600 1200 604800 10800`);
  }
  const zone = labels.slice(-2).join('.');
  return soa(zone, 'ns.icann.org. noc.dns.icann.org. 2025082200 7200 3600 1209600 3600');
}

/** Bytes of the answer: names are not compressed, as CoreDNS sends them; data in wire form. */
function messageSize(name: string, reply: DnsReply, authority: readonly DnsAnswer[], switches: DigSwitches): number {
  const records = [...reply.answers, ...authority, ...(reply.additional ?? [])].reduce(
    (sum, record) => sum + wireName(record.name) + 10 + wireData(record),
    0,
  );
  return 12 + wireName(name) + 4 + records + (switches.edns ? (switches.cookie ? 23 : 11) : 0);
}

function wireData({ type, data }: DnsAnswer): number {
  const words = data.split(' ');
  switch (type) {
    case 'A':
      return 4;
    case 'AAAA':
      return 16;
    case 'MX':
      return 2 + wireName(words[1] ?? '');
    case 'SRV':
      return 6 + wireName(words[3] ?? '');
    case 'SOA':
      return wireName(words[0] ?? '') + wireName(words[1] ?? '') + 20;
    case 'TXT':
      return data.length - 1;
    default:
      return wireName(data);
  }
}

function wireName(name: string): number {
  const bare = name.replace(/\.$/, '');
  return bare === '' ? 1 : bare.length + 2;
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** `Sat Nov 21 21:08:39 UTC 2026` */
function dateText(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}
