import { type EvaluatedBucket, evaluate } from '../../alerts/index.ts';
import { fieldOf, fieldValues, keyMeant, numericKeys } from '../../query/index.ts';
import type { DataSet, LogRow } from '../../types.ts';
import type { Cause } from './cause.ts';
import { CONDITION_SIGNS } from './conditions.ts';
import { isSeenAt, type RuleCase, sightings } from './rule-case.ts';
import { clockTime, countRows, rowNoun } from './wording.ts';

/** Rows that matched and were counted, and that did not suffice. */
export const EVALUATED: readonly Cause<RuleCase>[] = [
  {
    id: 'no-bucket',
    find(given) {
      const { name, spec } = given;
      const seen = lastSeen(given);
      if (!seen || seen.buckets.length > 0 || !spec.aggregateBy?.length) return undefined;
      const matched = `${countRows(spec.dataSet, seen.rows.length)} matched, but ${name} sorts them by ${spec.aggregateBy.join(', ')}`;
      const culprit = spec.aggregateBy.find((key) => seen.rows.every((row) => !makesBucket(row, key)));
      return {
        verdict: 'cannot',
        ...whyNoBucket(spec.dataSet, matched, culprit),
        nearest: { row: seen.rows.at(-1)! },
      };
    },
  },
  {
    id: 'no-number',
    find(given) {
      const { name, spec, question } = given;
      const { metric, field } = spec;
      const seen = lastSeen(given);
      if (!seen || !metric || !field || seen.buckets.some(({ holds }) => holds)) return undefined;
      const buckets = seen.buckets.filter(({ inputs }) => !question.causedByInput || inputs.length > 0);
      if (buckets.length === 0 || buckets.some(({ value }) => value !== null)) return undefined;
      const { known } = fieldOf(spec.dataSet, field);
      const meant = known ? undefined : keyMeant(spec.dataSet, field);
      const numbers = numericKeys(spec.dataSet);
      const has = known ? 'has a number in' : 'has a';
      return {
        verdict: 'cannot',
        reason: `${countRows(spec.dataSet, seen.rows.length)} matched, but no ${rowNoun(spec.dataSet)} ${has} ${field}, so its ${metric} counts as 0, and ${name} asks for ${wantedValue(spec)} (evaluation of ${clockTime(seen.at, given.now)}).`,
        advice: meant
          ? `Write field: ${meant}.`
          : `Give the alert a field that has numbers${numbers.length > 0 ? `, such as ${numbers.slice(0, 3).join(', ')}` : ''}, or use metric: count without a field.`,
        nearest: { row: seen.rows.at(-1)! },
      };
    },
  },
  {
    id: 'below-threshold',
    find(given) {
      const { name, spec, question } = given;
      const seen = lastSeen(given);
      const bucket = seen?.buckets.find(({ inputs }) => !question.causedByInput || inputs.length > 0);
      if (!seen || !bucket || !spec.condition || seen.buckets.some(({ holds }) => holds)) return undefined;
      const what = spec.field ? `${spec.metric} of ${spec.field}` : spec.metric;
      return {
        verdict: 'cannot',
        reason: `${countRows(spec.dataSet, seen.rows.length)} matched, but ${what} comes to ${bucket.value ?? 0}, and ${name} asks for ${wantedValue(spec)} (evaluation of ${clockTime(seen.at, given.now)}).`,
        advice: "Do more of the same within one lookback, or change the alert's threshold.",
        nearest: { row: seen.rows.at(-1)! },
      };
    },
  },
];

/** `> 50`: the figure an alert waits for. */
function wantedValue({ condition, threshold = 0 }: RuleCase['spec']): string {
  return condition ? `${CONDITION_SIGNS[condition]} ${threshold}` : String(threshold);
}

function makesBucket(row: LogRow, key: string): boolean {
  const field = fieldOf(row.dataSet, key);
  return field.nested === undefined && fieldValues(field, row.document).length > 0;
}

/** `culprit` is the key that none of the rows can be sorted by; undefined when each has another gap. */
function whyNoBucket(
  dataSet: DataSet,
  matched: string,
  culprit: string | undefined,
): { reason: string; advice: string } {
  const nothing = 'so nothing was counted';
  if (culprit === undefined) {
    return {
      reason: `${matched}, and no row has a value for all of these, ${nothing}.`,
      advice: 'Aggregate by fields that every row has.',
    };
  }
  const { nested, known } = fieldOf(dataSet, culprit);
  if (nested !== undefined) {
    return {
      reason: `${matched}, and ${culprit} never makes a bucket, because ${nested} is a list of its own, ${nothing}.`,
      advice: `Take ${culprit} out of aggregateBy; it may stay in the query.`,
    };
  }
  if (known) {
    return {
      reason: `${matched}, and none of them has a value in ${culprit}, ${nothing}.`,
      advice: `Take ${culprit} out of aggregateBy, or aggregate by fields that these rows have.`,
    };
  }
  const owner = CHECKED_DATA_SETS.find((other) => fieldOf(other, culprit).known);
  const meant = owner ? undefined : keyMeant(dataSet, culprit);
  return {
    reason: `${matched}, and ${rowNoun(dataSet)}s have no ${culprit}${owner ? `, which is a key of ${owner}` : ''}, ${nothing}.`,
    advice: meant
      ? `Write ${meant} in aggregateBy instead of ${culprit}.`
      : `Aggregate by keys that ${dataSet} has${owner ? '' : ', and mind their spelling'}.`,
  };
}

const CHECKED_DATA_SETS: readonly DataSet[] = ['flows', 'dns', 'audit'];

/** What the newest evaluation that had a wanted row in sight made of it; before the first one, what it will make of it. */
function lastSeen(
  given: RuleCase,
): { at: number; rows: readonly LogRow[]; buckets: readonly EvaluatedBucket[] } | undefined {
  const moments = sightings(given);
  const at = moments.findLast((moment) => moment <= given.now) ?? moments[0];
  if (at === undefined) return undefined;
  const rows = given.matching.filter((row) => isSeenAt(row, at, given));
  return { at, rows, buckets: evaluate(given.spec, rows).buckets };
}
