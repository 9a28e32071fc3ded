import { COLUMN_ROWS, type Segment } from '../columns/index.ts';
import type { Field } from '../query/index.ts';
import { assignGroups, type GroupedRows } from './assign-groups.ts';
import { KeyValues } from './key-values.ts';
import { PairTable } from './pair-table.ts';

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

  /** Sorts rows into groups; those without a value for every field are left out. What it gives holds until it is asked again. */
  group(segment: Segment, rows: Uint16Array, count: number): GroupedRows {
    let grouped: GroupedRows = { rows, groups: this.#fields.length === 0 ? ALL_IN_ONE : SCRATCH, count };
    this.#keys.forEach((key, index) => {
      const codes = key.of(segment);
      const pairs = this.#pairs[index - 1];
      pairs?.reserve(this.#sizeAt(index - 1), codes.most);
      grouped = assignGroups(grouped, codes, pairs);
    });
    return grouped;
  }

  /** The values of a group in the order of the fields. */
  valuesOf(group: number): (string | number)[] {
    const values: (string | number)[] = [];
    let rest = group;
    for (let index = this.#keys.length - 1; index > 0; index--) {
      const pairs = this.#pairs[index - 1]!;
      values[index] = this.#keys[index]!.values[pairs.rights[rest]!]!;
      rest = pairs.lefts[rest]!;
    }
    if (this.#keys.length > 0) values[0] = this.#keys[0]!.values[rest]!;
    return values;
  }

  /** All groups in the order of the index: by the last field first, ascending. Do not change it. */
  ordered(): Int32Array {
    const added = this.size - this.#order.length;
    if (added > 0) this.#order = 8 * added > this.size ? this.#sorted(this.#all()) : this.#inserted(added);
    return this.#order;
  }

  /** At least the first `most` of `ordered()`, without putting all the others in order too. */
  firstOrdered(most: number): Int32Array {
    if (this.#order.length > 0 || this.size <= 2 * most) return this.ordered();
    return this.#sorted(this.#amongFirst(most));
  }

  /** How many combinations of the fields up to this one there are. */
  #sizeAt(index: number): number {
    return this.#pairs[index - 1]?.size ?? this.#keys[0]!.values.length;
  }

  #all(): Int32Array {
    const all = new Int32Array(this.size);
    for (let group = 0; group < all.length; group++) all[group] = group;
    return all;
  }

  /** Those whose last value is among the least ones: at least `most` groups. */
  #amongFirst(most: number): Int32Array {
    const last = this.#keys.length - 1;
    const ranks = this.#keys[last]!.ranks();
    const rights = this.#pairs[last - 1]?.rights;
    const counts = new Int32Array(ranks.length);
    for (let group = 0; group < this.size; group++) counts[ranks[rights ? rights[group]! : group]!]!++;
    let end = 0;
    for (let found = 0; found < most && end < counts.length; end++) found += counts[end]!;
    const first = new Int32Array(this.size);
    let kept = 0;
    for (let group = 0; group < this.size; group++) {
      if (ranks[rights ? rights[group]! : group]! < end) first[kept++] = group;
    }
    return first.subarray(0, kept);
  }

  /** By counting, one field after the other, the most telling one last. */
  #sorted(groups: Int32Array): Int32Array {
    const parents = groups.slice();
    const byField: Int32Array[] = [];
    for (let index = this.#keys.length - 1; index >= 0; index--) {
      const ranks = this.#keys[index]!.ranks();
      const pairs = this.#pairs[index - 1];
      const rankOf = new Int32Array(groups.length);
      for (let at = 0; at < parents.length; at++) {
        const parent = parents[at]!;
        rankOf[at] = ranks[pairs ? pairs.rights[parent]! : parent]!;
        if (pairs) parents[at] = pairs.lefts[parent]!;
      }
      byField[index] = rankOf;
    }
    let order: Int32Array = new Int32Array(groups.length);
    for (let at = 0; at < order.length; at++) order[at] = at;
    byField.forEach((rankOf, index) => {
      order = countingSort(order, rankOf, this.#keys[index]!.values.length);
    });
    for (let at = 0; at < order.length; at++) order[at] = groups[order[at]!]!;
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
}

/** What one call of `group` works in: nothing of it outlives the adding up that follows. */
const SCRATCH = new Int32Array(COLUMN_ROWS);

/** Without `aggregateBy` every row is in group 0. */
const ALL_IN_ONE = new Int32Array(COLUMN_ROWS);

/** Stable. `rankOf` is by what `order` holds, below `ranks`. */
function countingSort(order: Int32Array, rankOf: Int32Array, ranks: number): Int32Array {
  const places = new Int32Array(ranks + 1);
  for (let at = 0; at < order.length; at++) places[rankOf[order[at]!]! + 1]!++;
  for (let rank = 0; rank < ranks; rank++) places[rank + 1]! += places[rank]!;
  const sorted = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const each = order[at]!;
    sorted[places[rankOf[each]!]!++] = each;
  }
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
