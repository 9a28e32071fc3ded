import type { KubernetesObject, ReadStore } from '../../../cluster/index.ts';
import {
  type AlertController,
  type AlertEvaluation,
  alertLookback,
  alertPeriod,
  evaluate,
  type Finding,
} from '../../alerts/index.ts';
import type { GlobalAlertSpec } from '../../kinds/index.ts';
import { SHIPPING_DELAY } from '../../logs/index.ts';
import {
  compileQuery,
  fieldOf,
  fieldValues,
  parseQuery,
  type Query,
  substitute,
  validateQuery,
} from '../../query/index.ts';
import type { DataSet, LogRow, LogStore, Question, StoredEvent } from '../../types.ts';
import type { LabelHistory } from './label-history.ts';
import { hasValues } from './question.ts';
import { type KnownRows, rowsSince } from './rows-since.ts';

/** All that bears on a RuleBased alert, gathered once for the causes to look at. Times and durations are ms. */
export interface RuleCase extends KnownRows {
  name: string;
  now: number;
  alert: KubernetesObject;
  createdAt: number;
  /** Since when the alert is what it is now: made or last changed. */
  inForceSince: number;
  spec: GlobalAlertSpec & { dataSet: DataSet };
  period: number;
  lookback: number;
  /** Absent when the alert cannot be evaluated; then `invalid` says why. */
  query?: Query;
  invalid?: string;
  question: Question;
  /** Every event of this alert, oldest first. */
  events: readonly StoredEvent[];
  /** Those the query matches. */
  matching: readonly LogRow[];
  /** Those of them that could make the event that was asked for. */
  wanted: readonly LogRow[];
  /** Runs since the alert is in force, oldest first. */
  evaluations: readonly AlertEvaluation[];
  nextRun?: number;
  /** The first evaluation to come whose event would answer the question, given the rows known now. */
  forecast?: { at: number; finding: Finding; rows: readonly LogRow[] };
  logs: LogStore;
  store: ReadStore;
  labels: LabelHistory;
}

export type RuleSources = Pick<RuleCase, 'logs' | 'store' | 'labels' | 'now' | 'question' | 'events'> & {
  runs: AlertController;
};

const NO_ROWS: KnownRows = { rows: [], collecting: new Set() };
const REMEMBERED = 3_600_000;
const FORECAST_EVALUATIONS = 20;
const SHIPPING_SPREAD = SHIPPING_DELAY.most - SHIPPING_DELAY.least;

export function gatherRuleCase(alert: KubernetesObject, sources: RuleSources): RuleCase {
  const { logs, now, question, runs, ...rest } = sources;
  const { name } = alert.metadata;
  const spec: RuleCase['spec'] = alert['spec'];
  const created = createdAt(alert);
  const inForceSince = Math.max(created, Date.parse(alert['status']?.lastUpdate ?? '') || 0);
  const lookback = alertLookback(spec);
  const known = spec.dataSet ? rowsSince(logs, spec.dataSet, created - REMEMBERED, now) : NO_ROWS;
  // Background rows only matter while an evaluation may see them; what a person did is remembered for as long as it is kept.
  const rows = known.rows.filter((row) => row.inputs.length > 0 || row.lastAt >= now - lookback - REMEMBERED);
  const readable = readQuery(spec);
  const matches = readable.query ? compileQuery(readable.query, spec.dataSet) : () => false;
  const matching = rows.filter((row) => matches(row.document));
  const nextRun = runs.nextRun(name);
  const given: RuleCase = {
    ...rest,
    ...readable,
    name,
    now,
    alert,
    createdAt: created,
    inForceSince,
    spec,
    period: alertPeriod(spec),
    lookback,
    question,
    rows,
    collecting: known.collecting,
    matching,
    wanted: matching.filter((row) => couldAnswer(row, question)),
    evaluations: runs.evaluations(name).filter(({ at }) => at >= inForceSince),
    ...(nextRun !== undefined && { nextRun }),
    logs,
  };
  const forecast = readable.query && forecastFiring(given);
  return { ...given, ...(forecast && { forecast }) };
}

/** When an object was made (ms). */
export function createdAt(object: KubernetesObject): number {
  return Date.parse(object.metadata.creationTimestamp ?? '') || 0;
}

/** Whether an evaluation at `time` has the row in its window and may have it in sight; windows know whole seconds only. */
export function isSeenAt(row: LogRow, time: number, { lookback, collecting }: RuleCase): boolean {
  const to = Math.floor(time / 1000) * 1000;
  const visibleFrom = collecting.has(row) ? row.visibleAt - SHIPPING_SPREAD : row.visibleAt;
  return visibleFrom <= time && row.time <= to && row.time >= to - lookback;
}

function readQuery(spec: RuleCase['spec']): Pick<RuleCase, 'query' | 'invalid'> {
  try {
    // The evaluator refuses more than the query: a metric over words, an alert without a data set.
    evaluate(spec, []);
    const text = substitute(spec.query ?? '', spec.substitutions ?? []);
    return { query: validateQuery(parseQuery(text), spec.dataSet) };
  } catch (error) {
    return { invalid: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a row could be part of the event asked for; a key that its document does not have decides nothing. */
function couldAnswer(row: LogRow, { causedByInput, where = {} }: Question): boolean {
  if (causedByInput && row.inputs.length === 0) return false;
  return Object.entries(where).every(([key, value]) => {
    const values = fieldValues(fieldOf(row.dataSet, key), row.document);
    return values.length === 0 || values.map(String).includes(value);
  });
}

/** The moments at which a wanted row was in an evaluation's sight, or will be: oldest first. */
export function sightings(given: RuleCase): number[] {
  const moments = [...given.evaluations.map(({ at }) => at), ...comingRuns(given)];
  return moments.filter((at) => given.wanted.some((row) => isSeenAt(row, at, given)));
}

/** The next evaluations, as long as any row known now can be new to them. */
function comingRuns({ matching, nextRun, period }: RuleCase): number[] {
  if (nextRun === undefined) return [];
  const latest = matching.reduce((last, row) => Math.max(last, row.visibleAt), nextRun) + period;
  const count = Math.min(FORECAST_EVALUATIONS, Math.floor((latest - nextRun) / period) + 1);
  return Array.from({ length: count }, (_, run) => nextRun + run * period);
}

function forecastFiring(given: RuleCase): RuleCase['forecast'] {
  const { spec, matching, wanted, question } = given;
  for (const at of comingRuns(given)) {
    const seen = matching.filter((row) => isSeenAt(row, at, given));
    const finding = evaluate(spec, seen).findings.find(
      ({ inputs, record }) => (!question.causedByInput || inputs.length > 0) && hasValues(record, question.where),
    );
    if (finding) return { at, finding, rows: wanted.filter((row) => isSeenAt(row, at, given)) };
  }
  return undefined;
}
