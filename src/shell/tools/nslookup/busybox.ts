import type { DnsAnswer, DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isIPv4, reverseName } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import { askOnce, dnsType, RCODE_TEXT } from '../network/dns.ts';
import { resolveHost } from '../network/resolve.ts';

const PATIENCE = 5000;

const USAGE = `BusyBox v1.35.0 multi-call binary.

Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`;

/**
 * nslookup of busybox 1.35: asks A and AAAA for every name of the search list, prints every answer, and exits 1 as soon as
 * one of them was an error. A name with a dot is not searched for.
 */
export async function busyboxNslookup(context: ToolContext, client: NetworkClient): Promise<number> {
  const options = context.args.filter((arg) => arg.startsWith('-'));
  const [name, serverName] = context.args.filter((arg) => !arg.startsWith('-'));
  if (name === undefined) {
    context.stderr(USAGE);
    return 1;
  }
  const types: DnsType[] = [];
  for (const option of options) {
    const wanted = /^-(?:type|querytype|query|q)=(.*)$/.exec(option)?.[1];
    if (wanted === undefined) continue;
    const type = wanted.toLowerCase() === 'any' ? 'A' : dnsType(wanted);
    if (!type) {
      context.stderr(`nslookup: invalid query type "${wanted}"\n`);
      return 1;
    }
    types.push(type);
  }
  const server = serverName === undefined ? undefined : await findServer(context, client, serverName);
  if (serverName !== undefined && server === undefined) return 1;

  const questions = chooseQuestions(client, name, types);
  const replies: DnsReply[] = [];
  for (const question of questions) {
    const asked = await askOnce(context, client, question.name, question.type, server, PATIENCE);
    if (asked.failure === undefined) {
      replies.push(asked.reply);
      continue;
    }
    if (asked.failure === 'refused') {
      context.stderr(`nslookup: write to '${server ?? client.resolver.nameserver}': Connection refused\n`);
    }
    context.stdout(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  const shown = server ?? client.resolver.nameserver;
  context.stdout(`Server:\t\t${shown}\nAddress:\t${shown}:53\n\n`);
  const debug = options.includes('-debug');
  for (const [index, reply] of replies.entries()) {
    if (debug) context.stdout(`Query #${index} completed in ${Math.max(1, Math.round(reply.elapsed))}ms:\n`);
    context.stdout(replyText(questions[index]!.name, reply, debug));
  }
  return replies.every((reply) => reply.rcode === 'NoError') ? 0 : 1;
}

async function findServer(context: ToolContext, client: NetworkClient, name: string): Promise<string | undefined> {
  const found = await resolveHost(context, client, name);
  const ip = found.failure ? undefined : found.addresses[0];
  if (ip === undefined) context.stderr(`nslookup: bad address '${name}'\n`);
  return ip;
}

function chooseQuestions(
  client: NetworkClient,
  name: string,
  types: readonly DnsType[],
): { name: string; type: DnsType }[] {
  if (isIPv4(name) && types.length === 0) return [{ name: reverseName(name), type: 'PTR' }];
  const names = name.includes('.')
    ? [name.replace(/\.$/, '')]
    : client.resolver.search.map((suffix) => `${name}.${suffix}`);
  const wanted: readonly DnsType[] = types.length > 0 ? types : ['A', 'AAAA'];
  return wanted.flatMap((type) => names.map((each) => ({ name: each, type })));
}

function replyText(name: string, reply: DnsReply, debug: boolean): string {
  if (reply.rcode !== 'NoError') return `** server can't find ${name}: ${RCODE_TEXT[reply.rcode!]}\n\n`;
  const heading = reply.authoritative ? (debug ? 'authoritative answer:\n' : '') : 'Non-authoritative answer:\n';
  return `${heading}${reply.answers.map((answer) => `${answerText(answer)}\n`).join('')}\n`;
}

function answerText({ name, type, data }: DnsAnswer): string {
  const value = data.replace(/\.$/, '');
  switch (type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${name}\nAddress: ${value}`;
    case 'CNAME':
      return `${name}\tcanonical name = ${value}`;
    case 'PTR':
      return `${name}\tname = ${value}`;
    case 'MX':
      return `${name}\tmail exchanger = ${value}`;
    case 'NS':
      return `${name}\tnameserver = ${value}`;
    case 'SRV':
      return `${name}\tservice = ${value}`;
    case 'TXT':
      return `${name}\ttext = ${value}`;
    case 'SOA':
      return `${name}\torigin = ${value}`;
  }
}
