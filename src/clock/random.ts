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
  const origin = typeof seed === 'number' ? seed >>> 0 : hash(seed);
  let state = origin;
  // mulberry32: 32 bits of state are plenty for a lab and easy to store.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    integer,
    pick: (items) => items[integer(items.length)]!,
    fork: (label) => createRandom(hash(`${origin}/${label}`)),
    suffix: (length) => Array.from({ length }, () => NAME_ALPHABET[integer(NAME_ALPHABET.length)]).join(''),
    uuid: () => uuidFrom(integer),
    save: () => state,
    restore: (saved) => void (state = saved),
  };
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
