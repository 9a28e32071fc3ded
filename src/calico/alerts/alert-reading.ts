import type { GlobalAlertSpec } from '../kinds/index.ts';
import { fieldOf, parseQuery, type Query, substitute, validateQuery } from '../query/index.ts';
import type { DataSet } from '../types.ts';
import { EvaluationError } from './evaluation-error.ts';
import { checkMetric } from './metric.ts';

/** What an alert asks for, ready to be compiled. */
export interface AlertReading {
  readonly dataSet: DataSet;
  /** With substitutions made and values rewritten. */
  readonly query: Query;
}

/** Reads a rule-based alert. Throws `QueryError` or `EvaluationError` when it cannot run. */
export function readAlert({ dataSet, query = '', substitutions = [], metric, field }: GlobalAlertSpec): AlertReading {
  if (!dataSet) throw new EvaluationError('the alert names no dataSet');
  const reading = { dataSet, query: validateQuery(parseQuery(substitute(query, substitutions)), dataSet) };
  if (metric) checkMetric(metric, field === undefined ? undefined : fieldOf(dataSet, field));
  return reading;
}
