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
import { COLUMN_ROWS } from './column.ts';
import { fieldCodes } from './field-codes.ts';
import { type CodeVerdicts, pickByCodes, pickByTable } from './pick-rows.ts';
import type { Segment } from './segment.ts';
import { SegmentMemo } from './segment-memo.ts';

/**
 * Keeps, of the first `count` positions in `rows`, those whose rows match, in their order at the front; gives how many
 * are left.
 */
export type RowFilter = (segment: Segment, rows: Uint16Array, count: number) => number;

/** What one field alone decides. */
type CodeFilter = (segment: Segment) => CodeVerdicts;

type TermFilter = { readonly byCode: CodeFilter } | { readonly byRow: RowFilter };

/**
 * Compiles a query to run over columns, with the meaning of `compileQuery`: each term is asked once per distinct value,
 * and rows are then picked by their codes. Takes the rewritten query of `validateQuery`; throws `QueryError`.
 */
export function compileRowFilter(query: Query, dataSet: DataSet): RowFilter {
  if (query.any.length === 0) return (_segment, _rows, count) => count;
  return allOf(compileAny(query, dataSet));
}

/** Filters that must all hold. */
function compileAny(query: Query, dataSet: DataSet): TermFilter[] {
  const filters = query.any.map(({ all }) => all.flatMap((term) => compileTermFilter(term, dataSet)));
  if (filters.length === 1) return filters[0]!;
  return [asTable(compileQuery(query, dataSet), keysOf(query), dataSet, anyOf(filters.map(allOf)))];
}

function compileTermFilter(term: Term, dataSet: DataSet): TermFilter[] {
  if (term.test.kind !== 'group') return [byCode(compileTerm(term, dataSet), fieldOf(dataSet, term.test.key))];
  const { query } = term.test;
  if (!term.negated) return query.any.length === 0 ? [] : compileAny(query, dataSet);
  return [asTable(compileTerm(term, dataSet), keysOf(query), dataSet, not(compileRowFilter(query, dataSet)))];
}

/** What depends on one or two fields only can be looked up in one go, however it is put together. */
function asTable(test: DocumentTest, keys: readonly string[], dataSet: DataSet, otherwise: RowFilter): TermFilter {
  const [first, second] = keys.map((key) => fieldOf(dataSet, key));
  if (keys.length === 1) return byCode(test, first!);
  return { byRow: keys.length === 2 ? byTwoCodes(test, first!, second!, otherwise) : otherwise };
}

function byCode(test: DocumentTest, field: Field): TermFilter {
  const memo = new SegmentMemo<{ holds: Uint8Array; judged: number }>();

  return {
    byCode(segment) {
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
      return { codes, size, holds: verdicts.holds };
    },
  };
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
    return pickByTable(rows, count, first.codes, second, table.holds);
  };
}

/** One field after the other decides first, several in one pass over the rows; then what takes more to decide. */
function allOf(filters: readonly TermFilter[]): RowFilter {
  const byCodes = filters.flatMap((filter) => ('byCode' in filter ? [filter.byCode] : []));
  const byRows = filters.flatMap((filter) => ('byRow' in filter ? [filter.byRow] : []));

  return (segment, rows, count) => {
    const open: CodeVerdicts[] = [];
    for (const filter of byCodes) {
      const verdicts = filter(segment);
      if (verdicts.size > 1) open.push(verdicts);
      else if (verdicts.holds[0] === 0) return 0;
    }
    let left = pickByCodes(rows, count, open);
    for (const filter of byRows) left = left === 0 ? 0 : filter(segment, rows, left);
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
