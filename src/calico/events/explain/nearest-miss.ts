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
import type { Finding } from './cause.ts';
import { queryTests } from './query-tests.ts';
import type { RuleCase } from './rule-case.ts';
import { clockTime, describeRow, rowNoun } from './wording.ts';

/** The row that came closest to matching, and what it failed on. */
export interface NearestMiss {
  given: RuleCase;
  row: LogRow;
  failing: FailingTerm;
  /** The comparisons and sets of the failing term; several when it is a group. */
  tests: readonly (Comparison | Membership)[];
}

const COMPARED_ROWS = 300;
const MOST_MISSES = 20;

/**
 * Looks among what happened since the alert was made, first at what the session caused. Newest first, and all equally
 * near: one command often makes several rows, and which of them was meant is for the causes to find.
 */
export function findNearestMisses(given: RuleCase): NearestMiss[] {
  const { query, rows, spec, question } = given;
  if (!query) return [];
  const matching = new Set(given.matching);
  const misses = rows.filter((row) => row.lastAt >= given.createdAt && !matching.has(row));
  const caused = misses.filter((row) => row.inputs.length > 0);
  const candidates = withoutReverseLookups(caused.length > 0 || question.causedByInput ? caused : misses, query);
  const scored = candidates
    .slice(-COMPARED_ROWS)
    .map((row) => ({ row, score: scoreMatch(query, spec.dataSet, row.document) }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  return scored
    .filter(({ score }) => score === best)
    .slice(-MOST_MISSES)
    .reverse()
    .flatMap(({ row }) => {
      const { failing } = explainMatch(query, spec.dataSet, row.document);
      return failing ? [{ given, row, failing, tests: queryTests(parseQuery(failing.term)) }] : [];
    });
}

/** What a cause has to say about the row: why it failed, and what to do. */
export function nearestFinding({ row, failing }: NearestMiss, because: string, advice: string): Finding {
  return {
    verdict: 'cannot',
    reason: `No ${rowNoun(row.dataSet)} matches. The nearest, at ${clockTime(row.lastAt)}: ${describeRow(row)}. It failed on ${failing.term}: ${because}.`,
    advice,
    nearest: { row, term: failing.term, because },
  };
}

/** ping and others look addresses up on their own: nobody meant those rows, unless the query asks for such. */
function withoutReverseLookups(rows: readonly LogRow[], query: Query): readonly LogRow[] {
  if (/qtype|arpa/i.test(formatQuery(query))) return rows;
  const forward = rows.filter(({ dataSet, document }) => dataSet !== 'dns' || document['qtype'] !== 'PTR');
  return forward.length > 0 ? forward : rows;
}
