import type { DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { reverseName } from '../network/address.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { askOnce, askPatiently, dnsType, searchCandidates } from '../network/dns.ts';
import { resolveHost } from '../network/resolve.ts';
import { banner, messageText, shortText } from './message.ts';

/** The switches of `+word`; `short` and the sections decide what is printed. */
export interface DigSwitches {
  short: boolean;
  cmd: boolean;
  question: boolean;
  answer: boolean;
  authority: boolean;
  additional: boolean;
  comments: boolean;
  stats: boolean;
  search: boolean;
  recurse: boolean;
  edns: boolean;
  cookie: boolean;
  tcp: boolean;
  time: number;
  tries: number;
}

interface DigQuestion {
  name: string;
  type: DnsType;
}

const USAGE = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`;

const VERSION = '9.18.49-1~deb12u3-Debian';

/** dig of BIND 9.18. Exits 0 on any answer, 9 without one. */
export const dig: NetworkProgram = { name: 'dig', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const command = readCommand(context.args);
  if (typeof command === 'string') {
    context.stderr(`Invalid option: ${command}\n${USAGE}`);
    return 1;
  }
  if (command.version) {
    context.stderr(`DiG ${VERSION}\n`);
    return 0;
  }
  const { switches, questions, serverName } = command;
  let server: string | undefined;
  if (serverName !== undefined) {
    const found = await resolveHost(context, client, serverName);
    server = found.failure ? undefined : found.addresses[0];
    if (server === undefined) {
      context.stderr(`dig: couldn't get address for '${serverName}': not found\n`);
      return 10;
    }
  }
  const heading = switches.cmd && !switches.short ? banner(VERSION, context.args, serverName !== undefined) : '';
  let code = 0;
  for (const [index, question] of questions.entries()) {
    const opening = index === 0 ? heading : '';
    code = (await answer(context, client, question, switches, server, opening)) ? code : 9;
  }
  return code;
}

async function answer(
  context: ToolContext,
  client: NetworkClient,
  question: DigQuestion,
  switches: DigSwitches,
  server: string | undefined,
  opening: string,
): Promise<boolean> {
  const names = switches.search ? searchCandidates(question.name, client.resolver) : [question.name];
  const address = server ?? client.resolver.nameserver;
  let found: { reply: DnsReply; name: string } | undefined;
  for (const name of names) {
    const reply = await askServer(context, client, { ...question, name }, switches, server);
    if (!reply) {
      const plain = opening === '' || switches.tcp;
      context.stdout(`${plain ? '' : opening};; no servers could be reached\n`);
      return false;
    }
    found = { reply, name };
    if (reply.rcode !== 'NXDomain') break;
  }
  const { reply, name } = found!;
  if (switches.short) context.stdout(shortText(reply));
  else context.stdout(opening + messageText({ ...question, name }, reply, address, switches, context));
  return true;
}

async function askServer(
  context: ToolContext,
  client: NetworkClient,
  { name, type }: DigQuestion,
  switches: DigSwitches,
  server: string | undefined,
): Promise<DnsReply | undefined> {
  const timeout = switches.time * 1000;
  const print = (line: string): void => context.stdout(`${line}\n`);
  if (!switches.tcp)
    return askPatiently(context, client, { name, type, server, timeout, tries: switches.tries }, print);
  const asked = await askOnce(context, client, name, type, server, timeout * switches.tries);
  if (asked.failure === undefined) return asked.reply;
  const address = server ?? client.resolver.nameserver;
  const reason = asked.failure === 'refused' ? 'connection refused' : 'timed out';
  print(`;; Connection to ${address}#53(${address}) for ${name} failed: ${reason}.`);
  return undefined;
}

function readCommand(
  args: readonly string[],
): { switches: DigSwitches; questions: DigQuestion[]; serverName?: string; version: boolean } | string {
  const switches: DigSwitches = {
    short: false,
    cmd: true,
    question: true,
    answer: true,
    authority: true,
    additional: true,
    comments: true,
    stats: true,
    search: false,
    recurse: true,
    edns: true,
    cookie: true,
    tcp: false,
    time: 5,
    tries: 3,
  };
  const questions: DigQuestion[] = [];
  let serverName: string | undefined;
  let pendingType: DnsType | undefined;
  let version = false;
  const setType = (type: DnsType): void => {
    const last = questions.at(-1);
    if (last) last.type = type;
    else pendingType = type;
  };
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg.startsWith('@')) serverName = arg.slice(1);
    else if (arg.startsWith('+')) {
      if (!readSwitch(arg.slice(1), switches)) return arg;
    } else if (arg === '-x') questions.push({ name: reverseName(args[++index] ?? ''), type: 'PTR' });
    else if (arg === '-t') {
      const type = dnsType(args[++index] ?? '');
      if (type) setType(type);
    } else if (arg === '-q') questions.push({ name: args[++index] ?? '', type: pendingType ?? 'A' });
    else if (arg === '-v') version = true;
    else if (arg === '-p' || arg === '-b') index++;
    else if (arg === '-4' || arg === '-6' || arg === '-u') continue;
    else if (arg.startsWith('-')) return arg;
    else if (arg.toUpperCase() === 'IN') continue;
    else {
      const type = dnsType(arg);
      if (type) setType(type);
      else questions.push({ name: arg.length > 1 ? arg.replace(/\.$/, '') : arg, type: pendingType ?? 'A' });
    }
  }
  if (questions.length === 0) questions.push({ name: '.', type: 'NS' });
  return { switches, questions, ...(serverName === undefined ? {} : { serverName }), version };
}

const ON_OFF: Readonly<Record<string, keyof DigSwitches>> = {
  short: 'short',
  cmd: 'cmd',
  question: 'question',
  answer: 'answer',
  authority: 'authority',
  additional: 'additional',
  comments: 'comments',
  stats: 'stats',
  search: 'search',
  recurse: 'recurse',
  rec: 'recurse',
  edns: 'edns',
  cookie: 'cookie',
  tcp: 'tcp',
  vc: 'tcp',
};

const WITHOUT_EFFECT =
  /^(no)?(dnssec|do|adflag|cdflag|multiline|ttlid|class|qr|fail|identify|nssearch|keepopen|bufsize(=\d+)?|ndots=\d+)$/;

function readSwitch(text: string, switches: DigSwitches): boolean {
  const [word = '', value] = text.split('=');
  if (word === 'time' || word === 'timeout') switches.time = Number(value) || 5;
  else if (word === 'tries') switches.tries = Number(value) || 3;
  else if (word === 'retry') switches.tries = 1 + (Number(value) || 0);
  else if (word === 'all' || word === 'noall') {
    const on = word === 'all';
    Object.assign(switches, {
      question: on,
      answer: on,
      authority: on,
      additional: on,
      comments: on,
      stats: on,
      cmd: on,
    });
  } else {
    const off = word.startsWith('no');
    const name = ON_OFF[off ? word.slice(2) : word];
    if (!name) return WITHOUT_EFFECT.test(text);
    Object.assign(switches, { [name]: !off });
  }
  return true;
}
