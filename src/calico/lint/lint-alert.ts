import { formatDuration } from '../../clock/index.ts';
import { alertLookback, alertPeriod, checkMetric, EvaluationError } from '../alerts/index.ts';
import { alertProblems, type GlobalAlertSpec } from '../kinds/index.ts';
import {
  DATA_SET_FIELDS,
  fieldOf,
  keyMeant,
  positionBeforeSubstitution,
  type QueryPosition,
  substitute,
} from '../query/index.ts';
import type { DataSet } from '../types.ts';
import { lintQuery } from './query-lint.ts';

/** Something wrong or odd about a GlobalAlert's manifest. */
export interface AlertFinding {
  /** `alert-refused`: the API would not take it; the others it would, and they would disappoint. */
  rule: 'alert-refused' | 'alert-query' | 'alert-never-fires';
  severity: 'error' | 'warning';
  /** Where in the manifest, from its top. */
  path: readonly (string | number)[];
  /** Where in the text at that path, for a query; both count from 1. */
  at?: QueryPosition;
  message: string;
  advice?: string;
}

export interface LintOptions {
  /** How often flow and DNS logs are flushed (ms); Felix's own five minutes by default. */
  flushInterval?: number;
}

const DEFAULT_FLUSH_INTERVAL = 300_000;
const KINDS = ['GlobalAlert', 'GlobalAlertTemplate'];

/**
 * What can be known of a GlobalAlert before anything runs: what the API would refuse, what no evaluation can take, and
 * what people get wrong. `manifest` is any parsed YAML; what is no GlobalAlert has no findings.
 */
export function lintAlert(manifest: unknown, options: LintOptions = {}): AlertFinding[] {
  const { kind, apiVersion, metadata, spec } = objectOf(manifest);
  if (!KINDS.includes(String(kind)) || !String(apiVersion).startsWith('projectcalico.org/')) return [];
  const alert = readSpec(spec);
  if (!alert) return [{ rule: 'alert-refused', severity: 'error', path: ['spec'], message: 'the alert has no spec' }];
  const name = String(objectOf(metadata)['name'] ?? '');
  return [...refusals(alert, name, String(kind)), ...queryFindings(alert), ...disappointments(alert, options)];
}

/** What the API's validator says; a query's problems have an exact place and are told by themselves. */
function refusals(spec: GlobalAlertSpec, name: string, kind: string): AlertFinding[] {
  return alertProblems(spec, name)
    .filter(({ field }) => field !== 'Query' || isSubstitutionProblem(spec))
    .filter(({ field }) => kind === 'GlobalAlert' || field !== 'Name')
    .map(({ field, reason }) => ({
      rule: 'alert-refused',
      severity: 'error',
      path: field === 'Name' ? ['metadata', 'name'] : ['spec', ...pathOf(field)],
      message: `the API refuses this alert: ${reason.trim()}`,
      ...variableAdvice(field, reason, spec),
    }));
}

function pathOf(field: string): string[] {
  return field.split('.').map((part) => part.charAt(0).toLowerCase() + part.slice(1));
}

function variableAdvice(
  field: string,
  reason: string,
  { aggregateBy = [], metric }: GlobalAlertSpec,
): { advice?: string } {
  if (!/^(Description|Summary)$/.test(field) || !reason.startsWith('invalid ')) return {};
  const allowed = [...aggregateBy, ...(metric ? [metric] : [])].map((name) => `\${${name}}`);
  return {
    advice:
      allowed.length > 0
        ? `only ${allowed.join(', ')} can stand there`
        : 'without aggregateBy and metric no ${...} can stand there',
  };
}

function isSubstitutionProblem({ query = '', substitutions = [] }: GlobalAlertSpec): boolean {
  return substituted(query, substitutions) === undefined;
}

function substituted(query: string, substitutions: GlobalAlertSpec['substitutions']): string | undefined {
  try {
    return substitute(query, substitutions ?? []);
  } catch {
    return undefined;
  }
}

function queryFindings({ query = '', dataSet, substitutions }: GlobalAlertSpec): AlertFinding[] {
  const text = substituted(query, substitutions);
  if (text === undefined || !isDataSet(dataSet)) return [];
  return lintQuery(text, dataSet).map(({ at, ...finding }) => ({
    rule: 'alert-query',
    path: ['spec', 'query'],
    ...finding,
    ...placeInManifest(query, substitutions, at),
  }));
}

function placeInManifest(
  query: string,
  substitutions: GlobalAlertSpec['substitutions'],
  made: QueryPosition | undefined,
): { at?: QueryPosition } {
  const at = made && positionBeforeSubstitution(query, substitutions ?? [], made);
  return at ? { at } : {};
}

function disappointments(spec: GlobalAlertSpec, options: LintOptions): AlertFinding[] {
  const { dataSet, type } = spec;
  if (type === 'AnomalyDetection' || !isDataSet(dataSet)) return [];
  const findings = [
    shortLookback(spec, dataSet, options),
    gapBetweenRuns(spec),
    countsNothing(spec),
    wrongField(spec, dataSet),
    ...emptyBuckets(spec, dataSet),
  ];
  return findings.filter((finding) => finding !== undefined);
}

function shortLookback(spec: GlobalAlertSpec, dataSet: DataSet, options: LintOptions): AlertFinding | undefined {
  const flush = options.flushInterval ?? DEFAULT_FLUSH_INTERVAL;
  const lookback = alertLookback(spec);
  if ((dataSet !== 'flows' && dataSet !== 'dns') || lookback > flush) return undefined;
  return {
    rule: 'alert-never-fires',
    severity: 'warning',
    path: ['spec', 'lookback'],
    message: `a lookback of ${formatDuration(lookback)} is over before a row of the ${dataSet} log arrives: logs are flushed every ${formatDuration(flush)}`,
    advice: `look back further, or lower ${dataSet === 'flows' ? 'flowLogsFlushInterval' : 'dnsLogsFlushInterval'} in the FelixConfiguration`,
  };
}

function gapBetweenRuns(spec: GlobalAlertSpec): AlertFinding | undefined {
  const [period, lookback] = [alertPeriod(spec), alertLookback(spec)];
  if (lookback >= period) return undefined;
  return {
    rule: 'alert-never-fires',
    severity: 'warning',
    path: ['spec', spec.lookback === undefined ? 'period' : 'lookback'],
    message: `every ${formatDuration(period)} the alert looks back ${formatDuration(lookback)}: of what happens in between it never sees ${formatDuration(period - lookback)}`,
    advice: 'look back at least as far as the period',
  };
}

/** A bucket exists because of a row in it, so its count is 1 at least. */
function countsNothing({
  metric,
  condition,
  threshold = 0,
  aggregateBy = [],
}: GlobalAlertSpec): AlertFinding | undefined {
  if (metric !== 'count' || !condition) return undefined;
  const least = aggregateBy.length > 0 ? 1 : 0;
  const never = {
    eq: threshold < least,
    lt: threshold <= least,
    lte: threshold < least,
    gt: false,
    gte: false,
    not_eq: false,
  };
  if (!never[condition]) return undefined;
  return {
    rule: 'alert-never-fires',
    severity: 'warning',
    path: ['spec', 'condition'],
    message: `a count is never ${`${CONDITION_WORDS[condition]} ${threshold}`.trim()}${least > 0 ? ': what aggregateBy sorts has at least one row' : ''}`,
    ...(least > 0 && { advice: 'leave aggregateBy out to be told of silence' }),
  };
}

const CONDITION_WORDS = {
  eq: '',
  lt: 'less than',
  lte: 'at most',
  gt: 'more than',
  gte: 'at least',
  not_eq: 'other than',
};

function wrongField({ metric, field }: GlobalAlertSpec, dataSet: DataSet): AlertFinding | undefined {
  if (!metric || metric === 'count' || field === undefined) return undefined;
  const place = { rule: 'alert-never-fires', path: ['spec', 'field'] } as const;
  const read = fieldOf(dataSet, field);
  if (!read.known && !DATA_SET_FIELDS[dataSet].open) {
    return {
      ...place,
      severity: 'warning',
      message: `${dataSet} rows have no ${field}, so its ${metric} is always 0`,
      ...spelling(dataSet, field),
    };
  }
  try {
    checkMetric(metric, read);
    return undefined;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return {
      ...place,
      severity: 'error',
      message: `${field} holds no numbers: every evaluation would fail`,
      advice: 'use metric count, or a numeric field',
    };
  }
}

function emptyBuckets({ aggregateBy = [] }: GlobalAlertSpec, dataSet: DataSet): AlertFinding[] {
  return aggregateBy.flatMap((key, index): AlertFinding[] => {
    const { nested, known } = fieldOf(dataSet, key);
    const place = { rule: 'alert-never-fires', severity: 'warning', path: ['spec', 'aggregateBy', index] } as const;
    if (nested !== undefined) {
      return [
        {
          ...place,
          message: `${key} never makes a bucket, so the alert never fires: ${nested} is a list of its own`,
          advice: 'aggregate by a plain field',
        },
      ];
    }
    if (known || DATA_SET_FIELDS[dataSet].open) return [];
    const message = `${dataSet} rows have no ${key}: no row makes a bucket, so the alert never fires`;
    return [{ ...place, message, ...spelling(dataSet, key) }];
  });
}

function spelling(dataSet: DataSet, key: string): { advice?: string } {
  const meant = keyMeant(dataSet, key);
  return meant ? { advice: `write ${meant}` } : {};
}

function isDataSet(dataSet: unknown): dataSet is DataSet {
  return typeof dataSet === 'string' && Object.hasOwn(DATA_SET_FIELDS, dataSet);
}

/** The spec with what has the wrong type left out: that the API's schema says no to it is another rule's matter. */
function readSpec(spec: unknown): GlobalAlertSpec | undefined {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return undefined;
  const entries = Object.entries(spec).filter(([field, value]) => SHAPES[field]?.(value));
  return Object.fromEntries(entries) as unknown as GlobalAlertSpec;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...Object.fromEntries(
    ['type', 'description', 'summary', 'period', 'lookback', 'dataSet', 'query', 'field', 'metric', 'condition'].map(
      (field) => [field, isText],
    ),
  ),
  severity: isNumber,
  threshold: isNumber,
  aggregateBy: (value) => Array.isArray(value) && value.every(isText),
  substitutions: (value) => Array.isArray(value) && value.every((each) => isText(objectOf(each)['name'])),
  detector: (value) => isText(objectOf(value)['name']),
};

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
