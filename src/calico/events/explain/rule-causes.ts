import type { KubernetesObject, ReadStore } from '../../../cluster/index.ts';
import { type EvaluatedBucket, evaluate } from '../../alerts/index.ts';
import type { LogRow } from '../../types.ts';
import { UNAUDITED } from './audited-resources.ts';
import { type Cause, type FoundCause, firstCause, firstCauseOfAny } from './cause.ts';
import { CONDITION_SIGNS } from './conditions.ts';
import { FIRED, WRONG_EVENTS } from './event-causes.ts';
import { NEAREST_CAUSES } from './nearest-causes.ts';
import { findNearestMisses } from './nearest-miss.ts';
import { queryTests, testValues } from './query-tests.ts';
import { isSeenAt, type RuleCase, sightings } from './rule-case.ts';
import { ON_THE_WAY, OUT_OF_WINDOW } from './timing-causes.ts';
import { clockTime, countRows, describeRow, rowNoun } from './wording.ts';

const COLLECTED = ['flows', 'dns', 'audit', 'vulnerability'];

/** Logs of requests exist where an ApplicationLayer asks for them. */
function collectedIn(store: ReadStore): readonly string[] {
  const spec = store.get('applicationlayers.operator.tigera.io', undefined, 'tigera-secure')?.['spec'];
  const l7 = spec?.logCollection?.collectLogs === 'Enabled' ? ['l7'] : [];
  return [...COLLECTED, ...l7, ...(spec?.webApplicationFirewall === 'Enabled' ? ['waf'] : [])];
}

const BROKEN: readonly Cause<RuleCase>[] = [
  {
    id: 'not-evaluable',
    find({ name, invalid }) {
      if (invalid === undefined) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} cannot be evaluated: ${invalid}.`,
        advice: `Correct its spec (kubectl edit globalalert ${name}).`,
      };
    },
  },
  {
    id: 'unhealthy',
    find({ name, alert }) {
      const { healthy, errorConditions = [] } = alert['status'] ?? {};
      const message: string | undefined = errorConditions.at(-1)?.message;
      if (healthy !== false || message === undefined) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} is unhealthy, so it is not evaluated: ${message}.`,
        advice: `Correct the alert (kubectl edit globalalert ${name}); its status tells when it is healthy again.`,
      };
    },
  },
  {
    id: 'nothing-collected',
    find({ name, spec, store }) {
      const collected = collectedIn(store);
      if (collected.includes(spec.dataSet)) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} reads the ${spec.dataSet} log, and this cluster collects none.`,
        advice: `Use one of the data sets that are collected: ${collected.join(', ')}.`,
      };
    },
  },
];

const EVALUATED: readonly Cause<RuleCase>[] = [
  {
    id: 'no-bucket',
    find(given) {
      const { name, spec } = given;
      const seen = lastSeen(given);
      if (!seen || seen.buckets.length > 0 || !spec.aggregateBy?.length) return undefined;
      return {
        verdict: 'cannot',
        reason: `${countRows(spec.dataSet, seen.rows.length)} matched, but ${name} sorts them by ${spec.aggregateBy.join(', ')}, and no row has a value for all of these that could be sorted by, so nothing was counted.`,
        advice: 'Aggregate by fields that every row has; labels and other lists within lists never make a bucket.',
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
      const wanted = `${CONDITION_SIGNS[spec.condition]} ${spec.threshold ?? 0}`;
      return {
        verdict: 'cannot',
        reason: `${countRows(spec.dataSet, seen.rows.length)} matched, but ${what} comes to ${bucket.value ?? 0}, and ${name} asks for ${wanted} (evaluation of ${clockTime(seen.at)}).`,
        advice: "Do more of the same within one lookback, or change the alert's threshold.",
        nearest: { row: seen.rows.at(-1)! },
      };
    },
  },
];

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

const ONLY_BACKGROUND_ROWS: Cause<RuleCase> = {
  id: 'only-background-rows',
  find({ name, spec, createdAt, matching, wanted, question }) {
    if (wanted.length > 0 || !question.causedByInput) return undefined;
    const rows = matching.filter(({ lastAt, inputs }) => lastAt >= createdAt && inputs.length === 0);
    const row = rows.at(-1);
    if (!row) return undefined;
    return {
      verdict: 'cannot',
      reason: `${countRows(spec.dataSet, rows.length)} matched ${name}, but none came from you: ${describeRow(row)}.`,
      advice: 'Trigger the alert yourself: run the command of the text that should set it off.',
      nearest: { row },
    };
  },
};

/** Applying what is there already is a read, and reads are not in the audit log. */
const UNCHANGED_OBJECT: Cause<RuleCase> = {
  id: 'unchanged-object',
  find(given) {
    const { name, spec, createdAt } = given;
    if (given.wanted.some(({ lastAt }) => lastAt >= given.inForceSince)) return undefined;
    const object = spec.dataSet === 'audit' ? findUntouched(given) : undefined;
    if (!object) return undefined;
    const what = `${object.kind} ${object.metadata.name}`;
    return {
      verdict: 'cannot',
      reason: `Nothing that ${name} watches was written since it was made at ${clockTime(createdAt)}. ${what} is there already: applying it again unchanged sends no write, so there is no audit row.`,
      advice: `Create another one, or really change ${what} (kubectl edit, or a label).`,
    };
  },
};

const SILENCE: readonly Cause<RuleCase>[] = [
  UNCHANGED_OBJECT,
  {
    id: 'no-row',
    find({ name, spec, createdAt, question }) {
      const whose = question.causedByInput ? ' because of you' : '';
      return {
        verdict: 'cannot',
        reason: `No ${rowNoun(spec.dataSet)} was made${whose} since ${name} was made at ${clockTime(createdAt)}.`,
        advice: TRIGGERS[spec.dataSet] ?? 'Run the command that triggers the alert.',
      };
    },
  },
];

const TRIGGERS: Readonly<Record<string, string>> = {
  flows: 'Open a connection that fits the query, from a pod or to one (kubectl exec POD -- curl ...).',
  dns: 'Look up a name that fits the query from inside a pod (kubectl exec POD -- nslookup NAME): lookups of the host are not in the log.',
  audit: 'Create, change or delete an object that fits the query.',
  vulnerability:
    'Run a pod with an image whose scan fits the query; a result comes half a minute after an image first appears, and again every day.',
};

/** Why a RuleBased alert fired or did not, most telling first. */
const RULE_CAUSES: readonly Cause<RuleCase>[] = [
  FIRED,
  ...BROKEN,
  ...UNAUDITED,
  ...ON_THE_WAY,
  ...OUT_OF_WINDOW,
  ...EVALUATED,
  ...WRONG_EVENTS,
];

/** The cause that explains a RuleBased alert: what happened to matching rows, else the nearest miss, else silence. */
export function explainRule(given: RuleCase): FoundCause {
  const known = firstCause(RULE_CAUSES, given);
  if (known && known.cause !== 'only-background') return known;
  const misses = findNearestMisses(given);
  const miss = misses[0];
  if (known) return miss ? { ...known, nearest: { row: miss.row, term: miss.failing.term } } : known;
  return firstCauseOfAny(NEAREST_CAUSES, misses) ?? firstCause([ONLY_BACKGROUND_ROWS, ...SILENCE], given)!;
}

/** An object of a kind the query asks for that was there before the alert. */
function findUntouched({ query, store, alert }: RuleCase): KubernetesObject | undefined {
  const resources = queryTests(query ?? { any: [] })
    .filter(({ key }) => key === 'objectRef.resource')
    .flatMap(testValues);
  return resources
    .flatMap((resource) => [...store.list(`${resource}.projectcalico.org`), ...store.list(resource)])
    .find(({ metadata }) => (metadata.creationTimestamp ?? '') < (alert.metadata.creationTimestamp ?? ''));
}
