import type { DnsAnswer, Endpoint } from '../types.ts';

/** By what names addresses are known, for as long as the answers may be kept. */
export class LearnedNames {
  /** By client address: what the logs tell. */
  readonly #byClient = new Map<string, KnownNames>();
  /** By node: what policy goes by. One Felix hears the answers of all pods of its node. */
  readonly #byNode = new Map<string, KnownNames>();

  /** Takes note of an answer: the name asked for and every alias on the way lead to the addresses. */
  learn(client: Endpoint, question: string, answers: readonly DnsAnswer[], { now, trust }: Moment): void {
    const names = [question, ...answers.filter(({ type }) => type === 'CNAME').map(({ data }) => data)];
    for (const { type, data, ttl } of answers) {
      if (type !== 'A' && type !== 'AAAA') continue;
      put(this.#byClient, client.ip, data, names, now, now + ttl * 1000);
      if (trust && client.node !== undefined) {
        put(this.#byNode, client.node, data, names, now, now + ttl * 1000 + trust.extraTime);
      }
    }
  }

  /** Names the client knows the address by, in the order it learned them. */
  names(client: string, ip: string, now: number): readonly string[] {
    return inForce(this.#byClient.get(client)?.get(ip), now);
  }

  /** Names by which policy on that node knows the address. */
  namesOnNode(node: string | undefined, ip: string, now: number): readonly string[] {
    return node === undefined ? [] : inForce(this.#byNode.get(node)?.get(ip), now);
  }

  forget(client: string): void {
    this.#byClient.delete(client);
  }
}

interface Moment {
  readonly now: number;
  /** Present: the answer came from a server that policy trusts, and is kept for so many milliseconds more. */
  readonly trust?: { readonly extraTime: number } | undefined;
}

/** Address, then name, to the moment it expires. */
type KnownNames = Map<string, Map<string, number>>;

const NONE: readonly string[] = [];

function inForce(known: Map<string, number> | undefined, now: number): readonly string[] {
  return known ? [...known].filter(([, expires]) => expires > now).map(([name]) => name) : NONE;
}

function put(
  all: Map<string, KnownNames>,
  owner: string,
  ip: string,
  names: readonly string[],
  now: number,
  expires: number,
): void {
  const addresses: KnownNames = all.get(owner) ?? new Map();
  all.set(owner, addresses);
  const known = addresses.get(ip) ?? new Map<string, number>();
  addresses.set(ip, known);
  for (const [name, moment] of known) if (moment <= now) known.delete(name);
  for (const name of names) known.set(name, Math.max(expires, known.get(name) ?? 0));
}
