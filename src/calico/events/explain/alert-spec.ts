import { parseDuration } from '../../../clock/index.ts';
import type { KubernetesObject } from '../../../cluster/index.ts';
import type { DataSet } from '../../types.ts';

/** What of a RuleBased GlobalAlert decides whether it fires; defaults filled in (calico.md 1.2), times in ms. */
export interface AlertSpec {
  dataSet: DataSet;
  query: string;
  period: number;
  lookback: number;
  aggregateBy: readonly string[];
  metric?: 'count' | 'sum' | 'avg' | 'min' | 'max';
  field?: string;
  condition: 'eq' | 'not_eq' | 'gt' | 'gte' | 'lt' | 'lte';
  threshold: number;
}

const DEFAULT_PERIOD = 300_000;
const DEFAULT_LOOKBACK = 600_000;

export function readAlertSpec(alert: KubernetesObject): AlertSpec {
  const spec = alert['spec'] ?? {};
  return {
    dataSet: spec.dataSet,
    query: spec.query ?? '',
    period: parseDuration(spec.period ?? '') || DEFAULT_PERIOD,
    lookback: parseDuration(spec.lookback ?? '') || DEFAULT_LOOKBACK,
    aggregateBy: spec.aggregateBy ?? [],
    ...(spec.metric && { metric: spec.metric }),
    ...(spec.field && { field: spec.field }),
    condition: spec.condition ?? 'gt',
    threshold: spec.threshold ?? 0,
  };
}

/** When the object was made (ms). */
export function createdAt(object: KubernetesObject): number {
  return Date.parse(object.metadata.creationTimestamp ?? '') || 0;
}
