import {
  compileQuery,
  compileTerm,
  type DocumentTest,
  type Field,
  fieldOf,
  keysOf,
  type Query,
  type Term,
} from '../query/index.ts';
import type { DataSet } from '../types.ts';
import { COLUMN_ROWS, type Codes } from './column.ts';
import { type FieldCodes, fieldCodes } from './field-codes.ts';
import type { Segment } from './segment.ts';
import { SegmentMemo } from './segment-memo.ts';

/**
 * Keeps, of the first `count` positions in `rows`, those whose rows match, in their order at the front; gives how many
 * are left.
 */
export type RowFilter = (segment: Segment, rows: Uint16Array, count: number) => number;

/**
 * Compiles a query to run over columns, with the meaning of `compileQuery`: each term is asked once per distinct value,
 * and rows are then picked by their codes. Takes the rewritten query of `validateQuery`; throws `QueryError`.
 */
export function compileRowFilter(query: Query, dataSet: DataSet): RowFilter {
  if (query.any.length === 0) return (_segment, _rows, count) => count;
  const filters = query.any.map(({ all }) => allOf(all.map((term) => compileTermFilter(term, dataSet))));
  if (filters.length === 1) return filters[0]!;
  return asTable(compileQuery(query, dataSet), keysOf(query), dataSet, anyOf(filters));
}

function compileTermFilter(term: Term, dataSet: DataSet): RowFilter {
  if (term.test.kind !== 'group') return byCode(compileTerm(term, dataSet), fieldOf(dataSet, term.test.key));
  const group = compileRowFilter(term.test.query, dataSet);
  if (!term.negated) return group;
  return asTable(compileTerm(term, dataSet), keysOf(term.test.query), dataSet, not(group));
}

/** What depends on one or two fields only can be looked up in one go, however it is put together. */
function asTable(test: DocumentTest, keys: readonly string[], dataSet: DataSet, otherwise: RowFilter): RowFilter {
  const [first, second] = keys.map((key) => fieldOf(dataSet, key));
  if (keys.length === 1) return byCode(test, first!);
  return keys.length === 2 ? byTwoCodes(test, first!, second!, otherwise) : otherwise;
}

interface Verdicts {
  /** By code: 1 when the term holds. */
  holds: Uint8Array;
  /** How many codes are judged: a segment that still grows gets new ones. */
  judged: number;
}

function byCode(test: DocumentTest, field: Field): RowFilter {
  const memo = new SegmentMemo<Verdicts>();

  return (segment, rows, count) => {
    const { codes, size, document } = fieldCodes(segment, field);
    const verdicts = memo.get(segment) ?? { holds: new Uint8Array(size), judged: 0 };
    if (verdicts.holds.length < size) {
      const longer = new Uint8Array(Math.min(COLUMN_ROWS, 2 * size));
      longer.set(verdicts.holds);
      verdicts.holds = longer;
    }
    for (; verdicts.judged < size; verdicts.judged++) {
      verdicts.holds[verdicts.judged] = test(document(verdicts.judged)) ? 1 : 0;
    }
    memo.set(segment, verdicts);
    if (size === 1) return verdicts.holds[0] === 1 ? count : 0;
    return pick(rows, count, codes, verdicts.holds);
  };
}

/** Without branches: which rows match is anything but predictable. */
function pick(rows: Uint16Array, count: number, codes: Codes, holds: Uint8Array): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds[codes[row]!]!;
  }
  return kept;
}

/** More combinations than these are not worth a table. */
const MOST_COMBINATIONS = 256;

function byTwoCodes(test: DocumentTest, left: Field, right: Field, otherwise: RowFilter): RowFilter {
  const memo = new SegmentMemo<{ sizes: string; holds: Uint8Array }>();

  return (segment, rows, count) => {
    const [first, second] = [fieldCodes(segment, left), fieldCodes(segment, right)];
    if (first.size * second.size > MOST_COMBINATIONS) return otherwise(segment, rows, count);
    const sizes = `${first.size} ${second.size}`;
    let table = memo.get(segment);
    if (table?.sizes !== sizes) {
      const holds = Uint8Array.from({ length: first.size * second.size }, (_, index) => {
        const document = {
          ...first.document(Math.floor(index / second.size)),
          ...second.document(index % second.size),
        };
        return test(document) ? 1 : 0;
      });
      memo.set(segment, (table = { sizes, holds }));
    }
    return pickByTwo(rows, count, first.codes, second, table.holds);
  };
}

function pickByTwo(
  rows: Uint16Array,
  count: number,
  firstCodes: Codes,
  { codes, size }: FieldCodes,
  holds: Uint8Array,
): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds[firstCodes[row]! * size + codes[row]!]!;
  }
  return kept;
}

function allOf(filters: readonly RowFilter[]): RowFilter {
  if (filters.length === 1) return filters[0]!;
  return (segment, rows, count) => {
    let left = count;
    for (const filter of filters) {
      if (left === 0) return 0;
      left = filter(segment, rows, left);
    }
    return left;
  };
}

function anyOf(filters: readonly RowFilter[]): RowFilter {
  if (filters.length === 1) return filters[0]!;
  return (segment, rows, count) => {
    const marked = new Uint8Array(COLUMN_ROWS);
    const candidates = new Uint16Array(count);
    for (const filter of filters) {
      let open = 0;
      for (let index = 0; index < count; index++) {
        const row = rows[index]!;
        candidates[open] = row;
        open += 1 - marked[row]!;
      }
      const held = filter(segment, candidates, open);
      for (let index = 0; index < held; index++) marked[candidates[index]!] = 1;
    }
    return keepMarked(rows, count, marked, 1);
  };
}

function not(filter: RowFilter): RowFilter {
  return (segment, rows, count) => {
    const marked = new Uint8Array(COLUMN_ROWS);
    const candidates = rows.slice(0, count);
    const held = filter(segment, candidates, count);
    for (let index = 0; index < held; index++) marked[candidates[index]!] = 1;
    return keepMarked(rows, count, marked, 0);
  };
}

function keepMarked(rows: Uint16Array, count: number, marked: Uint8Array, mark: 0 | 1): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    if (marked[row] === mark) kept++;
  }
  return kept;
}
