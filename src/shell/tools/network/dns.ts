import type { DnsReply, DnsType } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from './client.ts';

export const DNS_TYPES: readonly DnsType[] = ['A', 'AAAA', 'CNAME', 'PTR', 'SRV', 'TXT', 'MX', 'NS', 'SOA'];

/** RFC names of the answer codes. */
export const RCODE_TEXT = {
  NoError: 'NOERROR',
  NXDomain: 'NXDOMAIN',
  ServFail: 'SERVFAIL',
  Refused: 'REFUSED',
} as const;

/** An answer sooner than this without an answer code was an ICMP error, later a time-out. */
const REFUSED_WITHIN = 1000;

/** The type a word names, or undefined. */
export function dnsType(word: string): DnsType | undefined {
  return DNS_TYPES.find((type) => type === word.toUpperCase());
}

/** The names a resolver tries for a word, in its order. */
export function searchCandidates(
  name: string,
  resolver: { search: readonly string[]; ndots: number },
): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = resolver.search.map((suffix) => `${name}.${suffix}`);
  return name.split('.').length - 1 < resolver.ndots ? [...searched, name] : [name, ...searched];
}

export type Question = { reply: DnsReply; failure?: undefined } | { failure: 'refused' | 'timed out' };

/** Asks once; waits for the answer, or `timeout` milliseconds for none. */
export async function askOnce(
  context: ToolContext,
  client: NetworkClient,
  name: string,
  type: DnsType,
  server: string | undefined,
  timeout: number,
): Promise<Question> {
  const reply = client.ask(name, type, server);
  const refused = reply.rcode === undefined && reply.elapsed < REFUSED_WITHIN;
  const silent = reply.rcode === undefined && !refused;
  await context.clock.sleep(silent ? timeout : reply.elapsed, context.signal);
  if (refused) return { failure: 'refused' };
  return silent ? { failure: 'timed out' } : { reply };
}

/** Asks up to `tries` times, as the BIND programs do; each failure is told to `onFailure`. */
export async function askPatiently(
  context: ToolContext,
  client: NetworkClient,
  question: { name: string; type: DnsType; server?: string | undefined; timeout: number; tries: number },
  onFailure: (text: string) => void,
): Promise<DnsReply | undefined> {
  const server = question.server ?? client.resolver.nameserver;
  for (let attempt = 0; attempt < question.tries; attempt++) {
    const asked = await askOnce(context, client, question.name, question.type, question.server, question.timeout);
    if (asked.failure === undefined) return asked.reply;
    const reason = asked.failure === 'refused' ? 'connection refused' : 'timed out';
    onFailure(`;; communications error to ${server}#53: ${reason}`);
  }
  return undefined;
}
