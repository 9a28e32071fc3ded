import {
  type Comparison,
  explainMatch,
  type FailingTerm,
  type Membership,
  parseQuery,
  scoreMatch,
} from '../../query/index.ts';
import type { LogRow } from '../../types.ts';
import type { Finding } from './cause.ts';
import { queryTests } from './query-tests.ts';
import type { RuleCase } from './rule-case.ts';
import { withoutReverseLookups, withoutSideTraffic } from './side-traffic.ts';
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
  const since = Math.max(given.createdAt, question.since ?? 0);
  const misses = rows.filter((row) => row.lastAt >= since && !matching.has(row));
  const caused = misses.filter((row) => row.inputs.length > 0);
  const candidates = withoutReverseLookups(caused.length > 0 || question.causedByInput ? caused : misses, query);
  const scored = candidates
    .slice(-COMPARED_ROWS)
    .map((row) => ({ row, score: scoreMatch(query, spec.dataSet, row.document) }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  const nearest = scored.filter(({ score }) => score === best).map(({ row }) => row);
  return withoutSideTraffic(nearest, query)
    .slice(-MOST_MISSES)
    .reverse()
    .flatMap((row) => {
      const { failing } = explainMatch(query, spec.dataSet, row.document);
      return failing ? [{ given, row, failing, tests: queryTests(parseQuery(failing.term)) }] : [];
    });
}

/** What a cause has to say about the row: why it failed, and what to do. */
export function nearestFinding({ given, row, failing }: NearestMiss, because: string, advice: string): Finding {
  // Rows of the cluster itself may match: only what the learner did is told of here.
  const whose = given.matching.length > 0 ? ' of yours' : '';
  const others = failing.others ?? [];
  const too = others.length > 0 ? `; ${others.join(' and ')} ${others.length === 1 ? 'fails' : 'fail'} too` : '';
  return {
    verdict: 'cannot',
    reason: `No ${rowNoun(row.dataSet)}${whose} matches. The nearest, at ${clockTime(row.lastAt, given.now)}: ${describeRow(row)}. It failed on ${failing.term}: ${because}${too}.`,
    advice,
    nearest: { row, term: failing.term, because },
  };
}
