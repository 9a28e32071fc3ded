export type HeaderPairs = Readonly<Record<string, string>> | Iterable<readonly [string, string]>;

/** Names and values of a request or an answer. Names are compared without case; several values of one are joined. */
export class ApiHeaders {
  readonly #values = new Map<string, string>();

  constructor(pairs: HeaderPairs = []) {
    const all = Symbol.iterator in pairs ? (pairs as Iterable<readonly [string, string]>) : Object.entries(pairs);
    for (const [name, value] of all) this.append(name, value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}
