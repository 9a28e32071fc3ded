import { parseAddress } from '../addresses/address.ts';
import type { NetworkState } from '../network-state.ts';
import type { Attempt, DnsReply, DnsType, Lookup, Origin } from '../types.ts';
import { dnsTrust } from './dns-trust.ts';
import { hostsFileAddress } from './hosts-file.ts';
import type { NameServer, NameServers } from './name-server.ts';
import { HOST_NAMESERVER, resolverOf } from './resolver-configuration.ts';
import type { ZoneAnswer } from './zone-answer.ts';

/** Milliseconds a resolver waits for an answer. */
const QUESTION_TIMEOUT = 5_000;
/** How often getaddrinfo asks for one name (recorded: 20 s for the first suffix and the name itself). */
const TRIES = 2;

export interface Resolver {
  ask(origin: Origin, name: string, type: DnsType, server?: string): DnsReply;
  lookup(origin: Origin, host: string): Lookup;
}

type Opener = (origin: Origin, target: { protocol: 'udp'; ip: string; port: number }) => Attempt;

/** See `Network.ask` and `Network.lookup`. */
export function createResolver(state: NetworkState, servers: NameServers, open: Opener): Resolver {
  const ask = (origin: Origin, question: string, type: DnsType, server?: string): DnsReply => {
    const ip = server ?? resolverOf(state, origin.from).nameserver;
    return exchange(origin, ip, normal(question), [type])[0]!;
  };

  /** Asks some types of one name over one socket. */
  const exchange = (origin: Origin, ip: string, name: string, types: readonly DnsType[]): DnsReply[] => {
    // The stub is on the machine itself: nothing to see for policy or logs.
    if (ip === HOST_NAMESERVER && resolverOf(state, origin.from).nameserver === ip) {
      return types.map((type) => replyOf(servers.outside(name, type), ip, 0.3));
    }
    const attempt = open(origin, { protocol: 'udp', ip, port: 53 });
    const nameServer = nameServerOf(attempt, servers);
    const replies = types.map((type) => {
      const answer = nameServer?.(name, type);
      const reply = nameServer ? replyOf(answer, ip, attempt.rtt) : unanswered(attempt, ip);
      attempt.transfer(questionSize(name), answer ? answerSize(name, answer) : 0);
      note(origin, attempt, name, type, reply);
      return reply;
    });
    attempt.close();
    return replies;
  };

  /** Remembers what a pod learned, and tells the log of it. */
  const note = (origin: Origin, { connection }: Attempt, qname: string, qtype: DnsType, reply: DnsReply): void => {
    if (reply.rcode === undefined || !connection || connection.source.type !== 'wep') return;
    const at = state.clock.now();
    const { source: client, destination: server } = connection;
    const { rcode, answers, elapsed: latency } = reply;
    if (answers.length > 0) {
      state.learned.learn(client, qname, answers, { now: at, trust: dnsTrust(state, reply.server.ip) });
    }
    const input = origin.input === undefined ? {} : { input: origin.input };
    state.events.emit({ kind: 'dns', record: { at, client, server, qname, qtype, rcode, answers, latency, ...input } });
  };

  const lookup = (origin: Origin, host: string): Lookup => {
    const literal = literalAddress(host);
    if (literal) return literal;
    const fixed = hostsFileAddress(state, origin.from, normal(host));
    if (fixed) {
      const addresses6 = fixed === '127.0.0.1' ? ['::1'] : [];
      return { addresses: [fixed], addresses6, canonicalName: normal(host), elapsed: 0 };
    }
    if (!isHostName(host)) return { error: 'not-found', elapsed: 0 };
    const configuration = resolverOf(state, origin.from);
    return search(candidates(host, configuration), (name) => {
      return exchange(origin, configuration.nameserver, name, ['A', 'AAAA']);
    });
  };

  return { ask, lookup };
}

/** The names to try for `host`, in order. */
function candidates(host: string, { search: suffixes, ndots }: { search: readonly string[]; ndots: number }): string[] {
  const name = normal(host);
  if (host.endsWith('.')) return [name];
  const extended = suffixes.map((suffix) => `${name}.${suffix}`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...extended] : [...extended, name];
}

/**
 * Tries the names until one has an address. Where no answer comes the suffixes are given up and only the name itself,
 * the last one, is still tried.
 */
function search(names: readonly string[], exchange: (name: string) => readonly DnsReply[]): Lookup {
  let elapsed = 0;
  let exists = false;
  let worst: 'servfail' | 'refused' | undefined;
  let rest = names;
  while (rest.length > 0) {
    const name = rest[0]!;
    const { replies, waited } = persist(name, exchange);
    elapsed += waited;
    const isAnswered = replies.some(({ rcode }) => rcode !== undefined);
    if (!isAnswered && rest.length === 1) return { error: 'timeout', elapsed };
    rest = isAnswered ? rest.slice(1) : rest.slice(-1);
    const hit = addressesOf(name, replies, elapsed);
    if (hit) return hit;
    exists ||= replies.some(({ rcode }) => rcode === 'NoError');
    if (replies.some(({ rcode }) => rcode === 'ServFail')) worst = 'servfail';
    else if (replies.some(({ rcode }) => rcode === 'Refused')) worst ??= 'refused';
  }
  return { error: worst ?? (exists ? 'no-data' : 'not-found'), elapsed };
}

/** Asks for one name until an answer comes, as often as the resolver does. */
function persist(
  name: string,
  exchange: (name: string) => readonly DnsReply[],
): { replies: readonly DnsReply[]; waited: number } {
  let waited = 0;
  let replies: readonly DnsReply[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    replies = exchange(name);
    waited += Math.max(...replies.map(({ elapsed }) => elapsed));
    if (replies.some(({ rcode }) => rcode !== undefined)) break;
  }
  return { replies, waited };
}

function addressesOf(name: string, replies: readonly DnsReply[], elapsed: number): Lookup | undefined {
  const answers = replies.flatMap((reply) => (reply.rcode === 'NoError' ? reply.answers : []));
  const addresses = answers.filter(({ type }) => type === 'A').map(({ data }) => data);
  const addresses6 = answers.filter(({ type }) => type === 'AAAA').map(({ data }) => data);
  if (addresses.length === 0 && addresses6.length === 0) return undefined;
  const canonicalName = answers.find(({ type }) => type === 'A' || type === 'AAAA')?.name ?? name;
  return { addresses, addresses6, canonicalName, elapsed };
}

function nameServerOf({ outcome, server }: Attempt, servers: NameServers): NameServer | undefined {
  if (outcome !== 'open') return undefined;
  if (server?.program === 'coredns') return servers.cluster;
  return server?.program === 'dns' ? servers.outside : undefined;
}

function replyOf(answer: ZoneAnswer | undefined, ip: string, rtt: number): DnsReply {
  const server = { ip, port: 53 };
  if (!answer) return { answers: [], authoritative: false, elapsed: QUESTION_TIMEOUT, server };
  const { rcode, answers, authority, additional = [], authoritative } = answer;
  return { rcode, answers, authority, additional, authoritative, elapsed: rtt + answer.delay, server };
}

/** A rejecting port says so at once; a lost question is waited for. */
function unanswered({ outcome, rtt }: Attempt, ip: string): DnsReply {
  const isRejected = outcome === 'port-unreachable' || outcome === 'refused' || outcome === 'admin-prohibited';
  const elapsed = isRejected ? rtt : QUESTION_TIMEOUT;
  return { answers: [], authoritative: false, elapsed, server: { ip, port: 53 } };
}

function literalAddress(host: string): Lookup | undefined {
  if (!/[\d\]]$|:/.test(host)) return undefined;
  const address = parseAddress(host.replace(/^\[(.*)\]$/, '$1'));
  if (address === undefined) return undefined;
  const is4 = typeof address === 'number';
  return { addresses: is4 ? [host] : [], addresses6: is4 ? [] : [host], canonicalName: host, elapsed: 0 };
}

function isHostName(host: string): boolean {
  return host.length <= 253 && /^[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i.test(host);
}

function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Bytes of the DNS message: header, name and the question's type and class. */
function questionSize(name: string): number {
  return 12 + name.length + 2 + 4;
}

/** CoreDNS does not compress names: every record repeats its own. */
function answerSize(name: string, { answers, authority, additional = [] }: ZoneAnswer): number {
  const records = [...answers, ...authority, ...additional].map(
    (record) => record.name.length + 2 + 10 + dataSize(record),
  );
  return records.reduce((sum, size) => sum + size, questionSize(name));
}

function dataSize({ type, data }: { type: DnsType; data: string }): number {
  if (type === 'A') return 4;
  return type === 'AAAA' ? 16 : data.length + 2;
}
