import type { OutsideName } from '../types.ts';

/** The names and addresses that exist beyond the cluster. */
export class OutsideTable {
  readonly #exact = new Map<string, OutsideName>();
  /** Suffixes of `*.example.com` rows, the longest first. */
  readonly #wildcards: readonly { suffix: string; row: OutsideName }[];
  readonly #byAddress = new Map<string, OutsideName>();

  constructor(rows: readonly OutsideName[]) {
    for (const row of rows) {
      if (!row.name.startsWith('*.') && !this.#exact.has(row.name)) this.#exact.set(row.name.toLowerCase(), row);
      for (const ip of [...row.addresses, ...(row.addresses6 ?? [])]) {
        if (!this.#byAddress.has(ip)) this.#byAddress.set(ip, row);
      }
    }
    this.#wildcards = rows
      .filter(({ name }) => name.startsWith('*.'))
      .map((row) => ({ suffix: row.name.slice(1).toLowerCase(), row }))
      .sort((a, b) => b.suffix.length - a.suffix.length);
  }

  named(name: string): OutsideName | undefined {
    return this.#exact.get(name) ?? this.#wildcards.find(({ suffix }) => name.endsWith(suffix))?.row;
  }

  at(ip: string): OutsideName | undefined {
    return this.#byAddress.get(ip);
  }
}
