import type { KubernetesObject, ReadStore } from '../../../cluster/index.ts';
import { compileQuery, parseQuery, type Query, substitute, validateQuery } from '../../query/index.ts';
import type { LogRow, LogStore, Question, StoredEvent } from '../../types.ts';
import { type AlertSpec, createdAt, readAlertSpec } from './alert-spec.ts';
import { type BucketValue, bucketValues, fieldValue } from './bucket-values.ts';
import type { LabelHistory } from './label-history.ts';

/** What the alert engine tells about its routines. Times are milliseconds. */
export interface AlertRuns {
  /** Finished evaluations, oldest first. */
  evaluations(alert: string): readonly { at: number }[];
  nextRun(alert: string): number | undefined;
}

/** All that bears on a RuleBased alert, gathered once for the causes to look at. */
export interface RuleCase {
  name: string;
  now: number;
  alert: KubernetesObject;
  createdAt: number;
  spec: AlertSpec;
  /** Absent when the query is not valid; then `queryError` says why. */
  query?: Query;
  queryError?: string;
  question: Question;
  /** Every event of this alert, oldest first. */
  events: readonly StoredEvent[];
  /** Rows of the data set, visible or not, old ones left out. */
  rows: readonly LogRow[];
  /** Those the query matches. */
  matching: readonly LogRow[];
  /** Those of them that could make the event that was asked for. */
  wanted: readonly LogRow[];
  evaluations: readonly { at: number }[];
  nextRun?: number;
  /** The first evaluation to come that will fire because of a wanted row, given what is known now. */
  forecast?: { at: number; bucket: BucketValue };
  logs: LogStore;
  store: ReadStore;
  labels: LabelHistory;
}

export type RuleSources = Pick<RuleCase, 'logs' | 'store' | 'labels' | 'now' | 'question' | 'events'> & {
  runs: AlertRuns;
};

const REMEMBERED = 3_600_000;
const FORECAST_EVALUATIONS = 20;

export function gatherRuleCase(alert: KubernetesObject, sources: RuleSources): RuleCase {
  const { logs, store, labels, now, question, events, runs } = sources;
  const { name } = alert.metadata;
  const spec = readAlertSpec(alert);
  const created = createdAt(alert);
  const parsed = readQuery(alert, spec);
  const rows = knownRows(logs, spec, now).filter((row) => row.lastAt >= Math.min(created, now) - REMEMBERED);
  const matches = parsed.query ? compileQuery(parsed.query, spec.dataSet) : () => false;
  const matching = rows.filter((row) => matches(row.document));
  const wanted = matching.filter((row) => answersQuestion(row, question));
  const nextRun = runs.nextRun(name);
  const forecast = nextRun === undefined ? undefined : forecastFiring(spec, matching, wanted, nextRun);
  return {
    name,
    now,
    alert,
    createdAt: created,
    spec,
    ...parsed,
    question,
    events,
    rows,
    matching,
    wanted,
    evaluations: runs.evaluations(name),
    ...(nextRun !== undefined && { nextRun }),
    ...(forecast && { forecast }),
    logs,
    store,
    labels,
  };
}

/** Whether an evaluation at `time` has the row in its window and in sight. */
export function isSeenAt(row: LogRow, time: number, spec: AlertSpec): boolean {
  return row.visibleAt <= time && row.time <= time && row.time >= time - spec.lookback;
}

/** Whether the record or document has every value the question asks for; a key it does not know decides nothing. */
export function hasValues(record: Readonly<Record<string, unknown>>, where: Question['where'] = {}): boolean {
  return Object.entries(where).every(([key, value]) => {
    const found = record[key] ?? fieldValue(record, key);
    return found !== undefined && String(found) === value;
  });
}

function readQuery(alert: KubernetesObject, spec: AlertSpec): Pick<RuleCase, 'query' | 'queryError'> {
  try {
    const text = substitute(spec.query, alert['spec']?.substitutions ?? []);
    const query = validateQuery(parseQuery(text), spec.dataSet);
    compileQuery(query, spec.dataSet);
    return { query };
  } catch (error) {
    return { queryError: error instanceof Error ? error.message : String(error) };
  }
}

/** Everything that happened, as rows: what has been flushed, and what is being collected now. */
function knownRows(logs: LogStore, { dataSet }: AlertSpec, now: number): LogRow[] {
  const flushed = logs.all(dataSet);
  const known = new Set(flushed);
  return [...flushed, ...logs.pending(dataSet, now).filter((row) => !known.has(row))];
}

function answersQuestion(row: LogRow, { causedByInput, where = {} }: Question): boolean {
  if (causedByInput && row.inputs.length === 0) return false;
  const known = Object.entries(where).filter(([key]) => fieldValue(row.document, key) !== undefined);
  return hasValues(row.document, Object.fromEntries(known));
}

function forecastFiring(
  spec: AlertSpec,
  matching: readonly LogRow[],
  wanted: readonly LogRow[],
  nextRun: number,
): RuleCase['forecast'] {
  const waitedFor = new Set(wanted);
  for (let run = 0; run < FORECAST_EVALUATIONS; run++) {
    const at = nextRun + run * spec.period;
    const seen = matching.filter((row) => isSeenAt(row, at, spec));
    const bucket = bucketValues(spec, seen).find(({ fires, rows }) => fires && rows.some((row) => waitedFor.has(row)));
    if (bucket) return { at, bucket };
  }
  return undefined;
}
