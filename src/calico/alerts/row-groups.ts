import type { Segment } from '../columns/index.ts';
import type { Field } from '../query/index.ts';
import { type KeyCodes, KeyValues, listIndex, NO_VALUE } from './key-values.ts';
import { PairTable } from './pair-table.ts';

/** Rows with the group each is in; a row with several values is there several times. */
export interface GroupedRows {
  /** Positions in the segment. */
  readonly rows: Uint16Array | Uint32Array;
  readonly groups: Int32Array;
  readonly count: number;
}

/** Numbers the combinations of the `aggregateBy` fields' values: each is a group, whatever segment its rows are in. */
export class RowGroups {
  readonly #fields: readonly Field[];
  readonly #keys: readonly KeyValues[];
  /** The first two values make a pair, that pair and the third value another, and so on. */
  readonly #pairs: readonly PairTable[];
  #order: Int32Array = new Int32Array(0);

  constructor(fields: readonly Field[]) {
    this.#fields = fields;
    this.#keys = fields.map((field) => new KeyValues(field));
    this.#pairs = fields.slice(1).map(() => new PairTable());
  }

  /** How many groups have been seen. */
  get size(): number {
    return this.#fields.length === 0 ? 1 : this.#sizeAt(this.#fields.length - 1);
  }

  /** Sorts rows into groups; those without a value for every field are left out. */
  group(segment: Segment, rows: Uint16Array, count: number): GroupedRows {
    let grouped: GroupedRows = { rows, groups: new Int32Array(count), count };
    this.#keys.forEach((key, index) => {
      const codes = key.of(segment, grouped.rows, grouped.count);
      const pairs = this.#pairs[index - 1];
      pairs?.reserve(this.#sizeAt(index - 1), key.values.length);
      grouped = codes.lists.length > 0 ? spread(grouped, codes, pairs) : assign(grouped, codes, pairs);
    });
    return grouped;
  }

  /** The values of a group by the name of their field. */
  keyOf(group: number): Readonly<Record<string, string | number>> {
    const ids = this.#valueIds(group);
    return Object.fromEntries(this.#fields.map((field, index) => [field.key, this.#keys[index]!.values[ids[index]!]!]));
  }

  /** All groups in the order of the index: by the last field first, ascending. Do not change it. */
  ordered(): Int32Array {
    const added = this.size - this.#order.length;
    if (added > 0) this.#order = 8 * added > this.size ? this.#sorted() : this.#inserted(added);
    return this.#order;
  }

  /** How many combinations of the fields up to this one there are. */
  #sizeAt(index: number): number {
    return this.#pairs[index - 1]?.size ?? this.#keys[0]!.values.length;
  }

  /** By counting, one field after the other, the most telling one last. */
  #sorted(): Int32Array {
    let order: Int32Array = Int32Array.from({ length: this.size }, (_, group) => group);
    let parents = order;
    const byField: Int32Array[] = [];
    for (let index = this.#keys.length - 1; index >= 0; index--) {
      const ranks = this.#keys[index]!.ranks();
      const pairs = this.#pairs[index - 1];
      byField[index] = parents.map((parent) => ranks[pairs ? pairs.rights[parent]! : parent]!);
      if (pairs) parents = parents.map((parent) => pairs.lefts[parent]!);
    }
    byField.forEach((rankOf, index) => {
      order = countingSort(order, rankOf, this.#keys[index]!.values.length);
    });
    return order;
  }

  /** The few new groups, put where they belong among those in order. */
  #inserted(added: number): Int32Array {
    const ranks = this.#keys.map((key) => key.ranks());
    const compare = (left: number, right: number): number => this.#compare(ranks, left, right);
    const known = this.#order;
    const fresh = Array.from({ length: added }, (_, index) => known.length + index).sort(compare);
    const order = new Int32Array(this.size);
    let from = 0;
    fresh.forEach((group, index) => {
      const to = placeOf(group, known, from, compare);
      order.set(known.subarray(from, to), from + index);
      order[to + index] = group;
      from = to;
    });
    order.set(known.subarray(from), from + added);
    return order;
  }

  #compare(ranks: readonly Int32Array[], left: number, right: number): number {
    let [a, b] = [left, right];
    for (let index = ranks.length - 1; index >= 0; index--) {
      const pairs = this.#pairs[index - 1];
      const order = ranks[index]![pairs ? pairs.rights[a]! : a]! - ranks[index]![pairs ? pairs.rights[b]! : b]!;
      if (order !== 0 || !pairs) return order;
      a = pairs.lefts[a]!;
      b = pairs.lefts[b]!;
    }
    return 0;
  }

  #valueIds(group: number): number[] {
    const ids: number[] = [];
    let rest = group;
    for (let index = this.#keys.length - 1; index > 0; index--) {
      const pairs = this.#pairs[index - 1]!;
      ids[index] = pairs.rights[rest]!;
      rest = pairs.lefts[rest]!;
    }
    if (this.#keys.length > 0) ids[0] = rest;
    return ids;
  }
}

/** One value a row: the group so far and the value make the new group. In place. */
function assign(
  { rows, groups, count }: GroupedRows,
  { codes, ids }: KeyCodes,
  pairs: PairTable | undefined,
): GroupedRows {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    const id = ids[codes[row]!]!;
    if (id === NO_VALUE) continue;
    rows[kept] = row;
    groups[kept++] = pairs ? pairs.idOf(groups[index]!, id) : id;
  }
  return { rows, groups, count: kept };
}

/** Several values a row: it comes out once for each. */
function spread({ rows, groups, count }: GroupedRows, key: KeyCodes, pairs: PairTable | undefined): GroupedRows {
  const spreadRows: number[] = [];
  const spreadGroups: number[] = [];
  for (let index = 0; index < count; index++) {
    const id = key.ids[key.codes[rows[index]!]!]!;
    const ids = id >= NO_VALUE ? [id] : key.lists[listIndex(id)]!;
    for (const each of ids) {
      if (each === NO_VALUE) continue;
      spreadRows.push(rows[index]!);
      spreadGroups.push(pairs ? pairs.idOf(groups[index]!, each) : each);
    }
  }
  return { rows: Uint32Array.from(spreadRows), groups: Int32Array.from(spreadGroups), count: spreadRows.length };
}

/** Stable. `rankOf` is by group, below `ranks`. */
function countingSort(order: Int32Array, rankOf: Int32Array, ranks: number): Int32Array {
  const places = new Int32Array(ranks + 1);
  for (const group of order) places[rankOf[group]! + 1]!++;
  for (let rank = 0; rank < ranks; rank++) places[rank + 1]! += places[rank]!;
  const sorted = new Int32Array(order.length);
  for (const group of order) sorted[places[rankOf[group]!]!++] = group;
  return sorted;
}

/** Where a group belongs in `order`, from `low` on. */
function placeOf(
  group: number,
  order: Int32Array,
  from: number,
  compare: (left: number, right: number) => number,
): number {
  let low = from;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(order[middle]!, group) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
