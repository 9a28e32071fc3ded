import type { DnsAnswer, DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isIPv4, isIPv6, reverseName } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import { askPatiently, dnsType, RCODE_TEXT, searchCandidates } from '../network/dns.ts';
import { resolveHost } from '../network/resolve.ts';

interface Settings {
  type?: DnsType | 'ANY';
  timeout: number;
  server?: string;
  search: boolean;
}

/** nslookup of BIND 9.18, one question a call. Exits 1 when a name was not found or no server answered. */
export async function bindNslookup(context: ToolContext, client: NetworkClient): Promise<number> {
  const settings: Settings = { timeout: 5000, search: true };
  const operands = context.args.filter((arg) => arg === '-' || !arg.startsWith('-'));
  for (const arg of context.args) {
    if (arg.startsWith('-') && arg !== '-') readOption(context, arg.slice(1), settings);
  }
  const [name, serverName] = operands;
  if (name === undefined || name === '-') return interactive(context, client, settings, serverName);
  if (serverName !== undefined) {
    const server = await findServer(context, client, serverName);
    if (server === undefined) return 1;
    settings.server = server;
  }
  return look(context, client, name, settings);
}

/** Without a name the questions come from standard input, one a line. */
async function interactive(
  context: ToolContext,
  client: NetworkClient,
  settings: Settings,
  serverName: string | undefined,
): Promise<number> {
  if (serverName !== undefined) {
    const server = await findServer(context, client, serverName);
    if (server !== undefined) settings.server = server;
  }
  let code = 0;
  for (const line of (await context.stdin()).split('\n')) {
    const [word = '', argument] = line.trim().split(/\s+/);
    if (word === '' || word === 'exit') continue;
    if (word === 'set' && argument) readOption(context, argument, settings);
    else if (word === 'server' && argument) {
      const server = await findServer(context, client, argument);
      if (server !== undefined) settings.server = server;
    } else code = await look(context, client, word, settings);
  }
  return code;
}

function readOption(context: ToolContext, text: string, settings: Settings): void {
  const [key = '', value = ''] = text.toLowerCase().split('=');
  if (['type', 'ty', 'query', 'querytype', 'q'].includes(key)) {
    const type = value === 'any' ? 'ANY' : dnsType(value);
    if (type) settings.type = type;
    else context.stdout(`unknown query type: ${value}\n`);
  } else if (key === 'timeout') settings.timeout = Number(value) * 1000 || 5000;
  else if (key === 'search' || key === 'nosearch') settings.search = key === 'search';
  else if (!['debug', 'd2', 'port', 'retry', 'class', 'recurse', 'norecurse', 'vc', 'domain', 'nofail'].includes(key)) {
    context.stdout(`*** Invalid option: ${text}\n`);
  }
}

async function findServer(context: ToolContext, client: NetworkClient, name: string): Promise<string | undefined> {
  const found = await resolveHost(context, client, name);
  const ip = found.failure ? undefined : found.addresses[0];
  if (ip === undefined) context.stdout(`nslookup: couldn't get address for '${name}': not found\n`);
  return ip;
}

async function look(context: ToolContext, client: NetworkClient, name: string, settings: Settings): Promise<number> {
  const server = settings.server ?? client.resolver.nameserver;
  const print = (line: string): void => context.stdout(`${line}\n`);
  const ask = async (question: string, type: DnsType): Promise<DnsReply | undefined> => {
    const asked = { name: question, type, server: settings.server, timeout: settings.timeout, tries: 3 };
    const reply = await askPatiently(context, client, asked, print);
    if (!reply) print(';; no servers could be reached\n');
    else if (reply.authoritative) print(`;; Got recursion not available from ${server}`);
    return reply;
  };
  if (isIPv4(name) || isIPv6(name)) return lookBack(context, reverseName(name), ask);

  const types: readonly DnsType[] =
    settings.type === undefined ? ['A', 'AAAA'] : settings.type === 'ANY' ? ['SOA'] : [settings.type];
  const candidates = settings.search ? searchCandidates(name, client.resolver) : [name.replace(/\.$/, '')];
  let found: { reply: DnsReply; name: string } | undefined;
  for (const candidate of candidates) {
    const reply = await ask(candidate, types[0]!);
    if (!reply) return 1;
    found = { reply, name: candidate };
    if (reply.rcode !== 'NXDomain') break;
  }
  const { reply, name: foundName } = found!;
  print(`Server:\t\t${server}\nAddress:\t${server}#53\n`);
  if (reply.rcode !== 'NoError') {
    print(`** server can't find ${name.replace(/\.$/, '')}: ${RCODE_TEXT[reply.rcode!]}\n`);
    return 1;
  }
  if (!reply.authoritative && reply.answers.length > 0) print('Non-authoritative answer:');
  for (const answer of reply.answers) print(answerText(answer));
  let answered = reply.answers.length;
  if (types.length > 1) {
    const last = reply.answers.at(-1)?.name ?? foundName;
    const second = await ask(last, 'AAAA');
    const answers = second?.answers.filter(({ type }) => type === 'AAAA') ?? [];
    for (const answer of answers) print(answerText(answer));
    answered += answers.length;
  }
  if (answered === 0) print(`*** Can't find ${name.replace(/\.$/, '')}: No answer`);
  else if (types.length === 1 && !reply.authoritative) print('\nAuthoritative answers can be found from:');
  print('');
  return 0;
}

async function lookBack(
  context: ToolContext,
  name: string,
  ask: (name: string, type: DnsType) => Promise<DnsReply | undefined>,
): Promise<number> {
  const reply = await ask(name, 'PTR');
  if (!reply) return 1;
  if (reply.rcode !== 'NoError') {
    context.stdout(`** server can't find ${name}: ${RCODE_TEXT[reply.rcode!]}\n\n`);
    return 1;
  }
  for (const answer of reply.answers) context.stdout(`${answerText(answer)}\n`);
  context.stdout('\n');
  return 0;
}

function answerText({ name, type, data }: DnsAnswer): string {
  switch (type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${name}\nAddress: ${data}`;
    case 'CNAME':
      return `${name}\tcanonical name = ${data}`;
    case 'PTR':
      return `${name}\tname = ${data}`;
    case 'MX':
      return `${name}\tmail exchanger = ${data}`;
    case 'NS':
      return `${name}\tnameserver = ${data}`;
    case 'TXT':
      return `${name}\ttext = ${data}`;
    case 'SRV':
      return `${name}\tservice = ${data}`;
    case 'SOA':
      return soaText(name, data);
  }
}

function soaText(name: string, data: string): string {
  const [origin = '', mail = '', serial, refresh, retry, expire, minimum] = data.split(' ');
  const fields = { serial, refresh, retry, expire, minimum };
  const lines = Object.entries(fields).map(([key, value]) => `\t${key} = ${value}`);
  return [name, `\torigin = ${origin.replace(/\.$/, '')}`, `\tmail addr = ${mail.replace(/\.$/, '')}`, ...lines].join(
    '\n',
  );
}
