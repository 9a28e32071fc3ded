import type { Substitution } from '../query/index.ts';
import type { DataSet } from '../types.ts';

export type Metric = 'avg' | 'max' | 'min' | 'sum' | 'count';
export type Condition = 'eq' | 'not_eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** The spec of a GlobalAlert as stored: what is empty or zero is absent, durations are Go durations. */
export interface GlobalAlertSpec {
  readonly type?: 'RuleBased' | 'AnomalyDetection';
  readonly description: string;
  readonly summary?: string;
  readonly severity: number;
  readonly period?: string;
  readonly lookback?: string;
  readonly dataSet?: DataSet;
  readonly query?: string;
  readonly substitutions?: readonly Substitution[];
  readonly aggregateBy?: readonly string[];
  readonly field?: string;
  readonly metric?: Metric;
  readonly condition?: Condition;
  readonly threshold?: number;
  readonly detector?: { readonly name: string };
}
