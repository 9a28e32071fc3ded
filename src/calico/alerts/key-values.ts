import { type Column, fieldCodes, type Segment, SegmentMemo } from '../columns/index.ts';
import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';
import { bucketValues, compareValues } from './buckets.ts';

/** A field's values in one segment: by code the number of its value, `NO_VALUE`, or `listIndex` of a place in `lists`. */
export interface KeyCodes {
  readonly codes: Uint8Array | Uint16Array;
  /** `NOT_READ` for codes nobody asked for yet. */
  readonly ids: Int32Array;
  /** For codes with several values. */
  readonly lists: readonly number[][];
  /** No code has several values. */
  readonly isSingle: boolean;
  /** How many values there are at most once all codes are read. */
  readonly most: number;
  /** Reads a code that was not read yet; gives what `ids` then holds for it. */
  read(code: number): number;
}

export const NO_VALUE = -1;
export const NOT_READ = -2_147_483_648;

/** How `ids` refers to a list of values. */
export function listIndex(id: number): number {
  return -2 - id;
}

interface Known {
  ids: Int32Array;
  readonly lists: number[][];
  read: number;
}

/** The distinct values of one `aggregateBy` field over all segments, numbered in order of appearance. */
export class KeyValues {
  readonly values: (string | number)[] = [];
  readonly #field: Field;
  readonly #ids = new Map<string | number, number>();
  readonly #memo = new SegmentMemo<Known>();
  #sorted: number[] = [];
  #ranks = new Int32Array(0);

  constructor(field: Field) {
    this.#field = field;
  }

  of(segment: Segment): KeyCodes {
    const { codes, size, document, plain } = fieldCodes(segment, this.#field);
    const known: Known = this.#memo.get(segment) ?? { ids: new Int32Array(0), lists: [], read: 0 };
    this.#memo.set(segment, known);
    if (known.ids.length < size) known.ids = longer(known.ids, size);
    const { ids, lists } = known;
    const isSingle = plain?.isSingle ?? false;
    const read = (code: number): number => {
      known.read++;
      return (ids[code] = this.#plainId(plain, code) ?? this.#idFor(document(code), lists));
    };
    // A code may hold any number of values: only reading tells how many there will be.
    if (!isSingle && known.read < size) {
      for (let code = 0; code < size; code++) if (ids[code] === NOT_READ) read(code);
    }
    return { codes, ids, lists, isSingle, most: this.values.length + size - known.read, read };
  }

  /** The rank of every value, by its number, in the order of the index. */
  ranks(): Int32Array {
    if (this.#ranks.length === this.values.length) return this.#ranks;
    const known = this.#sorted.length;
    const added = Array.from({ length: this.values.length - known }, (_, index) => known + index);
    const compare = (left: number, right: number): number => compareValues(this.values[left]!, this.values[right]!);
    this.#sorted = merge(this.#sorted, added.sort(compare), compare);
    this.#ranks = new Int32Array(this.values.length);
    for (const [rank, id] of this.#sorted.entries()) this.#ranks[id] = rank;
    return this.#ranks;
  }

  /** Most values are what the index holds already; undefined for those that need a closer look. */
  #plainId(plain: Column | undefined, code: number): number | undefined {
    const value = plain?.values[code];
    const isIndexed = typeof value === (this.#field.type === 'number' ? 'number' : 'string');
    if (!isIndexed || this.#field.type === 'ip' || this.#field.type === 'date') return undefined;
    return this.#idOf(value as string | number);
  }

  #idFor(document: LogDocument, lists: number[][]): number {
    const ids = bucketValues(this.#field, document).map((value) => this.#idOf(value));
    if (ids.length === 0) return NO_VALUE;
    return ids.length === 1 ? ids[0]! : listIndex(lists.push(ids) - 1);
  }

  #idOf(value: string | number): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.#ids.set(value, id);
    }
    return id;
  }
}

/** Twice what is needed when a segment grows under the eyes of its readers, else exactly that. */
function longer(ids: Int32Array, size: number): Int32Array {
  const grown = new Int32Array(ids.length > 0 ? 2 * size : size).fill(NOT_READ);
  grown.set(ids);
  return grown;
}

function merge(left: readonly number[], right: readonly number[], compare: (a: number, b: number) => number): number[] {
  if (right.length === 0) return [...left];
  const merged: number[] = [];
  let at = 0;
  for (const each of right) {
    while (at < left.length && compare(left[at]!, each) <= 0) merged.push(left[at++]!);
    merged.push(each);
  }
  while (at < left.length) merged.push(left[at++]!);
  return merged;
}
