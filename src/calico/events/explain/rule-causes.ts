import type { KubernetesObject, ReadStore } from '../../../cluster/index.ts';
import { fieldOf, numericKeys } from '../../query/index.ts';
import { UNAUDITED } from './audited-resources.ts';
import { type Cause, type FoundCause, firstCause, firstCauseOfAny } from './cause.ts';
import { EVALUATED } from './evaluated-causes.ts';
import { FIRED, WRONG_EVENTS } from './event-causes.ts';
import { NEAREST_CAUSES } from './nearest-causes.ts';
import { findNearestMisses } from './nearest-miss.ts';
import { queryTests, testValues } from './query-tests.ts';
import type { RuleCase } from './rule-case.ts';
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
    find({ name, invalid, spec }) {
      if (invalid === undefined) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} cannot be evaluated: ${invalid}.`,
        advice: `${numbersAdvice(spec)}Correct its spec (kubectl edit globalalert ${name}).`,
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

/** What to measure instead of words and addresses; nothing where the metric is not to blame. */
function numbersAdvice({ dataSet, metric, field }: RuleCase['spec']): string {
  if (!dataSet || !metric || metric === 'count' || field === undefined) return '';
  if (!['keyword', 'ip'].includes(fieldOf(dataSet, field).type)) return '';
  const numbers = numericKeys(dataSet).slice(0, 3);
  return `${field} holds no numbers: measure one that does${numbers.length > 0 ? `, such as ${numbers.join(', ')}` : ''}, or use metric: count without a field. `;
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

const OTHER_ROW: Cause<RuleCase> = {
  id: 'other-row',
  find({ name, matching, wanted, createdAt, question }) {
    const { where, since = 0, causedByInput } = question;
    if (!where || wanted.length > 0) return undefined;
    const from = Math.max(createdAt, since);
    const row = matching.findLast(({ lastAt, inputs }) => lastAt >= from && (!causedByInput || inputs.length > 0));
    if (!row) return undefined;
    const pairs = Object.entries(where).map(([key, value]) => `${key}=${value}`);
    return {
      verdict: 'cannot',
      reason: `What matched ${name} is about something else than ${pairs.join(' and ')}: ${describeRow(row)}.`,
      advice: `Trigger it so that the event has ${pairs.join(' and ')}.`,
      nearest: { row },
    };
  },
};

/** Applying what is there already is a read, and reads are not in the audit log. */
const UNCHANGED_OBJECT: Cause<RuleCase> = {
  id: 'unchanged-object',
  find(given) {
    const { name, spec, createdAt, now } = given;
    if (given.wanted.some(({ lastAt }) => lastAt >= given.inForceSince)) return undefined;
    const object = spec.dataSet === 'audit' ? findUntouched(given) : undefined;
    if (!object) return undefined;
    const what = `${object.kind} ${object.metadata.name}`;
    return {
      verdict: 'cannot',
      reason: `Nothing that ${name} watches was written since it was made at ${clockTime(createdAt, now)}. ${what} is there already: applying it again unchanged sends no write, so there is no audit row.`,
      advice: `Create another one, or really change ${what} (kubectl edit, or a label).`,
    };
  },
};

const SILENCE: readonly Cause<RuleCase>[] = [
  UNCHANGED_OBJECT,
  {
    id: 'no-row',
    find({ name, spec, createdAt, question, now }) {
      const whose = question.causedByInput ? ' because of you' : '';
      return {
        verdict: 'cannot',
        reason: `No ${rowNoun(spec.dataSet)} was made${whose} since ${name} was made at ${clockTime(createdAt, now)}.`,
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
  if (known && !BESIDE_OWN_ATTEMPTS.has(known.cause)) return known;
  const near = firstCause([OTHER_ROW], given) ?? firstCauseOfAny(NEAREST_CAUSES, findNearestMisses(given));
  if (known) return near ? withOwnAttempt(known, near) : known;
  return near ?? firstCause([ONLY_BACKGROUND_ROWS, ...SILENCE], given)!;
}

/** Events that leave open why what the learner did since did not make one. */
const BESIDE_OWN_ATTEMPTS = new Set(['only-background', 'fired-before']);

function withOwnAttempt(known: FoundCause, { reason, advice, nearest }: FoundCause): FoundCause {
  return {
    ...known,
    reason: `${known.reason} ${reason}`,
    ...(advice !== undefined && { advice }),
    ...(nearest && { nearest }),
  };
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
