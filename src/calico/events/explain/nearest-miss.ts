import {
  type Comparison,
  explainMatch,
  type FailingTerm,
  formatQuery,
  type Membership,
  parseQuery,
  type Query,
  scoreMatch,
} from '../../query/index.ts';
import type { LogRow } from '../../types.ts';
import { queryTests } from './query-tests.ts';
import type { RuleCase } from './rule-case.ts';

/** The row that came closest to matching, and what it failed on. */
export interface NearestMiss {
  given: RuleCase;
  row: LogRow;
  failing: FailingTerm;
  /** The comparisons and sets of the failing term; several when it is a group. */
  tests: readonly (Comparison | Membership)[];
}

const COMPARED_ROWS = 300;

/** Looks among what happened since the alert was made, first at what the session caused; undefined when nothing did. */
export function findNearestMiss(given: RuleCase): NearestMiss | undefined {
  const { query, rows, spec, question } = given;
  if (!query) return undefined;
  const matching = new Set(given.matching);
  const misses = rows.filter((row) => row.lastAt >= given.createdAt && !matching.has(row));
  const caused = misses.filter((row) => row.inputs.length > 0);
  const candidates = withoutReverseLookups(caused.length > 0 || question.causedByInput ? caused : misses, query);
  let best: { row: LogRow; score: number } | undefined;
  for (const row of candidates.slice(-COMPARED_ROWS)) {
    const score = scoreMatch(query, spec.dataSet, row.document);
    if (!best || score >= best.score) best = { row, score };
  }
  const failing = best && explainMatch(query, spec.dataSet, best.row.document).failing;
  if (!best || !failing) return undefined;
  return { given, row: best.row, failing, tests: queryTests(parseQuery(failing.term)) };
}

/** ping and others look addresses up on their own: nobody meant those rows, unless the query asks for such. */
function withoutReverseLookups(rows: readonly LogRow[], query: Query): readonly LogRow[] {
  if (/qtype|arpa/i.test(formatQuery(query))) return rows;
  const forward = rows.filter(({ dataSet, document }) => dataSet !== 'dns' || document['qtype'] !== 'PTR');
  return forward.length > 0 ? forward : rows;
}
