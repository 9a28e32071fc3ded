/** Seeded chance. Two with the same seed give the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  integer(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** A new, independent sequence; the same label always gives the same one and does not advance this sequence. */
  fork(label: string): Random;
  /** `length` characters of the alphabet Kubernetes uses for generated names. */
  suffix(length: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  /** The state to store in a snapshot, and to put back. */
  save(): number;
  restore(state: number): void;
}

const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

export function createRandom(seed: number | string): Random {
  return new Mulberry(typeof seed === 'number' ? seed >>> 0 : hash(seed));
}

/** mulberry32: 32 bits of state are plenty for a lab and easy to store. */
class Mulberry implements Random {
  readonly #origin: number;
  #state: number;

  constructor(origin: number) {
    this.#origin = origin;
    this.#state = origin;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  integer(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)]!;
  }

  fork(label: string): Random {
    return createRandom(hash(`${this.#origin}/${label}`));
  }

  suffix(length: number): string {
    return Array.from({ length }, () => NAME_ALPHABET[this.integer(NAME_ALPHABET.length)]).join('');
  }

  uuid(): string {
    return uuidFrom((limit) => this.integer(limit));
  }

  save(): number {
    return this.#state;
  }

  restore(state: number): void {
    this.#state = state;
  }
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

function uuidFrom(integer: (limit: number) => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? integer(16) : 8 + integer(4)).toString(16),
  );
}
