import { type KeyCodes, listIndex, NO_VALUE, NOT_READ } from './key-values.ts';
import type { PairTable } from './pair-table.ts';

/** Rows with the group each is in; a row with several values is there several times. */
export interface GroupedRows {
  /** Positions in the segment. */
  readonly rows: Uint16Array | Uint32Array;
  readonly groups: Int32Array;
  readonly count: number;
}

/**
 * Adds one field's values to the groups that the fields before it made; without `pairs` it is the first field. Rows
 * without a value are left out. May work in place.
 */
export function assignGroups(grouped: GroupedRows, key: KeyCodes, pairs: PairTable | undefined): GroupedRows {
  if (!key.isSingle) return assignLists(grouped, key, pairs);
  if (!pairs) return assignFirst(grouped, key);
  return pairs.direct ? assignDirectly(grouped, key, pairs, pairs.direct) : assignBySearch(grouped, key, pairs);
}

function assignFirst({ rows, groups, count }: GroupedRows, key: KeyCodes): GroupedRows {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    const id = numberAt(key, row);
    if (id === NO_VALUE) continue;
    rows[kept] = row;
    groups[kept++] = id;
  }
  return { rows, groups, count: kept };
}

function assignDirectly(
  { rows, groups, count }: GroupedRows,
  key: KeyCodes,
  pairs: PairTable,
  direct: Int32Array,
): GroupedRows {
  const { shift } = pairs;
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    const id = numberAt(key, row);
    if (id === NO_VALUE) continue;
    const left = groups[index]!;
    let numbered = direct[(left << shift) | id]!;
    if (numbered === 0) numbered = pairs.idOf(left, id) + 1;
    rows[kept] = row;
    groups[kept++] = numbered - 1;
  }
  return { rows, groups, count: kept };
}

function assignBySearch({ rows, groups, count }: GroupedRows, key: KeyCodes, pairs: PairTable): GroupedRows {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    const id = numberAt(key, row);
    if (id === NO_VALUE) continue;
    rows[kept] = row;
    groups[kept++] = pairs.idOf(groups[index]!, id);
  }
  return { rows, groups, count: kept };
}

/** The number of a row's value, read where nobody asked for it yet. */
function numberAt({ codes, ids, read }: KeyCodes, row: number): number {
  const code = codes[row]!;
  const id = ids[code]!;
  return id === NOT_READ ? read(code) : id;
}

/** A row comes out once for each of its values. */
function assignLists(
  { rows, groups, count }: GroupedRows,
  { codes, ids, lists, read }: KeyCodes,
  pairs: PairTable | undefined,
): GroupedRows {
  const spreadRows: number[] = [];
  const spreadGroups: number[] = [];
  for (let index = 0; index < count; index++) {
    const code = codes[rows[index]!]!;
    const id = ids[code] === NOT_READ ? read(code) : ids[code]!;
    for (const each of id >= NO_VALUE ? [id] : lists[listIndex(id)]!) {
      if (each === NO_VALUE) continue;
      spreadRows.push(rows[index]!);
      spreadGroups.push(pairs ? pairs.idOf(groups[index]!, each) : each);
    }
  }
  return { rows: Uint32Array.from(spreadRows), groups: Int32Array.from(spreadGroups), count: spreadRows.length };
}
