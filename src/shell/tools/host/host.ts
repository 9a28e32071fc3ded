import type { DnsAnswer, DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isIPv4, reverseName } from '../network/address.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { askPatiently, dnsType, RCODE_TEXT, searchCandidates } from '../network/dns.ts';
import { parseOptions } from '../network/options.ts';
import { resolveHost } from '../network/resolve.ts';

const OPTIONS = { short: '46aACc:dilm:N:p:rR:st:TUvVwW:' };

const USAGE = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -t specifies the query type
       -W specifies how long to wait for a reply
       -R specifies number of retries for UDP packets
       -4 use IPv4 query transport only
       -6 use IPv6 query transport only
`;

const RCODE_NUMBER = { NoError: 0, ServFail: 2, NXDomain: 3, Refused: 5 } as const;

/** host of BIND 9.18. */
export const host: NetworkProgram = { name: 'host', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const last = (letter: string): string | undefined => given.findLast((option) => option.name === letter)?.value;
  const [name, serverName] = operands;
  if (problem || name === undefined) {
    context.stderr(`${problem ? `host: illegal option -- ${problem.name}\n` : ''}${USAGE}`);
    return 1;
  }
  const print = (line: string): void => context.stdout(`${line}\n`);
  let server: string | undefined;
  if (serverName !== undefined) {
    const found = await resolveHost(context, client, serverName);
    server = found.failure ? undefined : found.addresses[0];
    if (server === undefined) {
      context.stderr(`host: couldn't get address for '${serverName}': not found\n`);
      return 1;
    }
    print(`Using domain server:\nName: ${serverName}\nAddress: ${server}#53\nAliases: \n`);
  }
  const timeout = Number(last('W') ?? 5) * 1000;
  const ask = async (question: string, type: DnsType): Promise<DnsReply | undefined> => {
    const tries = 1 + Number(last('R') ?? 1);
    const reply = await askPatiently(context, client, { name: question, type, server, timeout, tries }, print);
    if (!reply) print(';; no servers could be reached');
    return reply;
  };

  const wanted = last('t');
  const type = wanted === undefined ? undefined : dnsType(wanted);
  if (wanted !== undefined && !type) {
    context.stderr(`host: invalid type: ${wanted}\n`);
    return 1;
  }
  const reversed = isIPv4(name) && type === undefined;
  const first: DnsType = type ?? (reversed ? 'PTR' : 'A');
  const candidates = reversed ? [reverseName(name)] : searchCandidates(name, client.resolver);
  let found: { name: string; reply: DnsReply } | undefined;
  for (const candidate of candidates) {
    const reply = await ask(candidate, first);
    if (!reply) return 1;
    found = { name: candidate, reply };
    if (reply.rcode !== 'NXDomain') break;
  }
  const { reply, name: foundName } = found!;
  if (reply.rcode !== 'NoError') {
    const rcode = reply.rcode!;
    const shown = reversed ? `${reverseName(name)}.` : name;
    print(`Host ${shown} not found: ${RCODE_NUMBER[rcode]}(${RCODE_TEXT[rcode]})`);
    return 1;
  }
  for (const answer of reply.answers) print(answerText(answer));
  if (type !== undefined || reversed) {
    if (reply.answers.length === 0) print(`${foundName} has no ${first} record`);
    return 0;
  }
  const canonical = reply.answers.at(-1)?.name ?? foundName;
  for (const more of ['AAAA', 'MX'] as const) {
    const answers = (await ask(canonical, more))?.answers ?? [];
    for (const answer of answers) print(answerText(answer));
  }
  return 0;
}

function answerText({ name, type, data }: DnsAnswer): string {
  switch (type) {
    case 'A':
      return `${name} has address ${data}`;
    case 'AAAA':
      return `${name} has IPv6 address ${data}`;
    case 'CNAME':
      return `${name} is an alias for ${data}`;
    case 'MX':
      return `${name} mail is handled by ${data}`;
    case 'NS':
      return `${name} name server ${data}`;
    case 'PTR':
      return `${name} domain name pointer ${data}`;
    case 'TXT':
      return `${name} descriptive text ${data}`;
    case 'SRV':
    case 'SOA':
      return `${name} has ${type} record ${data}`;
  }
}
