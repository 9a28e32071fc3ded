import { formatDuration, parseDuration } from '../../clock/index.ts';
import { detectorAlertName } from '../anomaly/detector-table.ts';
import {
  checkedAtAdmission,
  parseQuery,
  QueryError,
  substitute,
  templateVariables,
  validateQuery,
} from '../query/index.ts';
import { type ErroredField, tagFailure } from './errored-fields.ts';
import type { GlobalAlertSpec } from './global-alert-spec.ts';
import { detectorNamed, KNOWN_DETECTORS } from './known-detectors.ts';

const MINUTE = 60_000;
const DATA_SETS = ['flows', 'dns', 'audit', 'l7', 'waf', 'vulnerability'];
const METRICS = ['avg', 'max', 'min', 'sum', 'count'];
const CONDITIONS = ['eq', 'not_eq', 'gt', 'gte', 'lt', 'lte'];

/** Everything Calico's validator finds wrong with a GlobalAlert of that name (calico.md 1.2 and 1.3). */
export function alertProblems(spec: GlobalAlertSpec, name: string): ErroredField[] {
  return [...specProblems(spec), ...detectorProblems(spec, name)];
}

/** What is wrong with the spec whatever it belongs to: first what single fields break, then the rules between them. */
export function specProblems(spec: GlobalAlertSpec): ErroredField[] {
  return [...fieldProblems(spec), ...RULES.flatMap((rule) => rule(spec))];
}

function fieldProblems(spec: GlobalAlertSpec): ErroredField[] {
  const problems: ErroredField[] = [];
  const { type, description, severity, dataSet, metric, condition } = spec;
  const oneOf = (field: string, value: string | undefined, allowed: readonly string[], tag = 'oneof') => {
    if (value && !allowed.includes(value)) problems.push(tagFailure(field, tag, value));
  };
  oneOf('Type', type, ['RuleBased', 'AnomalyDetection'], 'globalAlertType');
  if (!description) problems.push(tagFailure('Description', 'required', ''));
  if (!severity) problems.push(tagFailure('Severity', 'required', '0'));
  else if (severity < 1) problems.push(tagFailure('Severity', 'min', String(severity)));
  else if (severity > 100) problems.push(tagFailure('Severity', 'max', String(severity)));
  oneOf('DataSet', dataSet, DATA_SETS);
  oneOf('Metric', metric, METRICS);
  oneOf('Condition', condition, CONDITIONS);
  for (const { name } of spec.substitutions ?? []) if (!name) problems.push(tagFailure('Name', 'required', ''));
  return problems;
}

type Rule = (spec: GlobalAlertSpec) => ErroredField[];

const RULES: readonly Rule[] = [
  dataSetProblems,
  periodProblems,
  lookbackProblems,
  queryProblems,
  (spec) => templateProblems('Description', spec.description, spec),
  (spec) => templateProblems('Summary', spec.summary, spec),
  aggregateByProblems,
  metricProblems,
];

function isRuleBased(spec: GlobalAlertSpec): boolean {
  return spec.type !== 'AnomalyDetection';
}

function dataSetProblems(spec: GlobalAlertSpec): ErroredField[] {
  if (!isRuleBased(spec) || spec.dataSet) return [];
  return [{ field: 'DataSet', value: '', reason: 'empty DataSet for GlobalAlert of Type RuleBased' }];
}

function periodProblems({ period }: GlobalAlertSpec): ErroredField[] {
  if (!isTooShort(period)) return [];
  return [{ field: 'Period', value: shown(period), reason: `period ${shown(period)} < ${formatDuration(MINUTE)}` }];
}

function lookbackProblems({ period, lookback }: GlobalAlertSpec): ErroredField[] {
  if (!isTooShort(lookback)) return [];
  // The product prints the period here, not the lookback.
  const reason = `lookback ${shown(period)} < ${formatDuration(MINUTE)}`;
  return [{ field: 'Lookback', value: shown(lookback), reason }];
}

function isTooShort(duration: string | undefined): boolean {
  const length = duration === undefined ? 0 : (parseDuration(duration) ?? 0);
  return length !== 0 && length < MINUTE;
}

function shown(duration: string | undefined): string {
  return duration === undefined ? '<nil>' : formatDuration(parseDuration(duration) ?? 0);
}

function queryProblems({ query, dataSet, substitutions }: GlobalAlertSpec): ErroredField[] {
  if (!query) return [];
  try {
    const parsed = parseQuery(substitute(query, substitutions ?? []));
    if (dataSet && DATA_SETS.includes(dataSet) && checkedAtAdmission(dataSet)) validateQuery(parsed, dataSet);
    return [];
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [{ field: 'Query', value: query, reason: `invalid query: ${error.message}` }];
  }
}

function templateProblems(field: string, template: string | undefined, spec: GlobalAlertSpec): ErroredField[] {
  if (!template) return [];
  const problem = (reason: string): ErroredField[] => [{ field, value: template, reason }];
  const noun = field.toLowerCase();
  try {
    const variables = templateVariables(template);
    if (variables.includes('')) return problem('empty variable name');
    const allowed = [...(spec.aggregateBy ?? []), ...(spec.metric ? [spec.metric] : [])];
    return variables.every((name) => allowed.includes(name)) ? [] : problem(`invalid ${noun}: ${template}`);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return problem(`invalid ${noun}: ${error.message}`);
  }
}

function aggregateByProblems({ dataSet, aggregateBy = [] }: GlobalAlertSpec): ErroredField[] {
  if (dataSet !== 'vulnerability' || aggregateBy.length === 0) return [];
  const reason = "vulnerability dataset doesn't support aggregateBy field";
  return [{ field: 'AggregateBy', value: `[${aggregateBy.join(' ')}]`, reason }];
}

function metricProblems({ metric, field, condition }: GlobalAlertSpec): ErroredField[] {
  if (!metric) {
    return field ? [{ field: 'Field', value: field, reason: 'field without metric is invalid' }] : [];
  }
  const problems: ErroredField[] = [];
  const value = field ?? '';
  if (metric === 'count') {
    if (field) problems.push({ field: 'Field', value, reason: 'metric count cannot be applied to a field' });
  } else if (!METRICS.includes(metric)) {
    problems.push({ field: 'Metric', value: metric, reason: `invalid metric: ${metric}` });
  } else if (!field) {
    problems.push({ field: 'Field', value, reason: `metric ${metric} requires a field` });
  }
  if (!condition) problems.push({ field: 'Metric', value: metric, reason: `metric ${metric} without condition` });
  return problems;
}

function detectorProblems(spec: GlobalAlertSpec, name: string): ErroredField[] {
  if (isRuleBased(spec)) return [];
  const problems: ErroredField[] = [];
  if (!detectorNamed(name)) {
    const reason = 'name must match an existing GlobalAlertTemplate for GlobalAlert of Type AnomalyDetection';
    problems.push({ field: 'Name', value: name, reason });
  }
  const id = spec.detector?.name;
  if (id === undefined) {
    const reason = 'empty Detector Params for GlobalAlert of Type AnomalyDetection';
    problems.push({ field: 'Detector', value: '<nil>', reason });
  } else if (!KNOWN_DETECTORS.has(id)) {
    const reason = 'unaccepted Detector for GlobalAlert of Type AnomalyDetection';
    problems.push({ field: 'Detector.Name', value: id, reason });
  } else if (detectorAlertName(id) !== name) {
    const reason = 'detector name must match the GlobalAlert Name for GlobalAlert of Type AnomalyDetection';
    problems.push({ field: 'Detector.Name', value: id, reason });
  }
  return problems;
}
