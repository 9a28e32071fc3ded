import { fieldCodes, type Segment, SegmentMemo } from '../columns/index.ts';
import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';
import { bucketValues, compareValues } from './buckets.ts';

/** A field's values in one segment: by code the number of its value, `NO_VALUE`, or `listIndex` of a place in `lists`. */
export interface KeyCodes {
  readonly codes: Uint8Array | Uint16Array;
  readonly ids: Int32Array;
  /** For codes with several values; empty while there is none. */
  readonly lists: number[][];
}

export const NO_VALUE = -1;
const NOT_READ = -2_147_483_648;

/** How `ids` refers to a list of values. */
export function listIndex(id: number): number {
  return -2 - id;
}

/** The distinct values of one `aggregateBy` field over all segments, numbered in order of appearance. */
export class KeyValues {
  readonly values: (string | number)[] = [];
  readonly #field: Field;
  readonly #ids = new Map<string | number, number>();
  readonly #memo = new SegmentMemo<{ ids: Int32Array; lists: number[][]; read: number }>();
  #sorted: number[] = [];
  #ranks = new Int32Array(0);

  constructor(field: Field) {
    this.#field = field;
  }

  /** The values of these rows; those of other rows may not be read yet. */
  of(segment: Segment, rows: ArrayLike<number>, count: number): KeyCodes {
    const { codes, size, document } = fieldCodes(segment, this.#field);
    const known = this.#memo.get(segment) ?? { ids: new Int32Array(0), lists: [], read: 0 };
    this.#memo.set(segment, known);
    if (known.ids.length < size) known.ids = longer(known.ids, size);
    const { ids, lists } = known;
    for (let index = 0; index < count && known.read < size; index++) {
      const code = codes[rows[index]!]!;
      if (ids[code] !== NOT_READ) continue;
      ids[code] = this.#idFor(document(code), lists);
      known.read++;
    }
    return { codes, ids, lists };
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
