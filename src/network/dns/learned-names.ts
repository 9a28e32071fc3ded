import type { DnsAnswer } from '../types.ts';

/** Which names each client has got an address for, for as long as the answer may be kept. */
export class LearnedNames {
  /** Client address, then address, then name, to the moment it expires. */
  readonly #byClient = new Map<string, Map<string, Map<string, number>>>();

  /** Takes note of an answer: the name asked for and every alias on the way lead to the addresses. */
  learn(client: string, question: string, answers: readonly DnsAnswer[], now: number): void {
    const names = [question, ...answers.filter(({ type }) => type === 'CNAME').map(({ data }) => data)];
    for (const { type, data, ttl } of answers) {
      if (type === 'A' || type === 'AAAA') this.#put(client, data, names, now, now + ttl * 1000);
    }
  }

  /** Names the client knows the address by, in the order it learned them. */
  names(client: string, ip: string, now: number): readonly string[] {
    const known = this.#byClient.get(client)?.get(ip);
    if (!known) return [];
    return [...known].filter(([, expires]) => expires > now).map(([name]) => name);
  }

  forget(client: string): void {
    this.#byClient.delete(client);
  }

  #put(client: string, ip: string, names: readonly string[], now: number, expires: number): void {
    const addresses = this.#byClient.get(client) ?? new Map<string, Map<string, number>>();
    this.#byClient.set(client, addresses);
    const known = addresses.get(ip) ?? new Map<string, number>();
    addresses.set(ip, known);
    for (const [name, moment] of known) if (moment <= now) known.delete(name);
    for (const name of names) known.set(name, expires);
  }
}
