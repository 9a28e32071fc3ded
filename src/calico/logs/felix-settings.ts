import { parseDuration } from '../../clock/index.ts';
import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';

export const FELIX_CONFIGURATIONS = 'felixconfigurations.projectcalico.org';

/** What of the `default` FelixConfiguration shapes the logs. Intervals are milliseconds, kinds 0 (no aggregation) to 3. */
export interface FelixSettings {
  flowFlushInterval: number;
  dnsFlushInterval: number;
  flowKindForAllowed: AggregationKind;
  flowKindForDenied: AggregationKind;
  dnsKind: AggregationKind;
  /** Whether host endpoints report what their policies say; what pods say about them is logged anyhow. */
  hostEndpointsReport: boolean;
}

export type AggregationKind = 0 | 1 | 2 | 3;

const DEFAULT_FLUSH_INTERVAL = 300_000;
const SHORTEST_FLUSH_INTERVAL = 1_000;

/** The settings in force; what is absent or unreadable falls back to Felix's own defaults, as Felix does. */
export function readFelixSettings(store: ReadStore): FelixSettings {
  const spec = store.get(FELIX_CONFIGURATIONS, undefined, 'default')?.['spec'] as KubernetesObject['spec'];
  return {
    flowFlushInterval: interval(spec?.flowLogsFlushInterval),
    dnsFlushInterval: interval(spec?.dnsLogsFlushInterval),
    flowKindForAllowed: kind(spec?.flowLogsFileAggregationKindForAllowed, 2, 3),
    flowKindForDenied: kind(spec?.flowLogsFileAggregationKindForDenied, 1, 3),
    dnsKind: kind(spec?.dnsLogsFileAggregationKind, 1, 1),
    hostEndpointsReport: spec?.flowLogsEnableHostEndpoint === true,
  };
}

function interval(value: unknown): number {
  const duration = typeof value === 'string' ? parseDuration(value) : undefined;
  if (duration === undefined || duration <= 0) return DEFAULT_FLUSH_INTERVAL;
  return Math.max(duration, SHORTEST_FLUSH_INTERVAL);
}

function kind(value: unknown, fallback: AggregationKind, highest: number): AggregationKind {
  const valid = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highest;
  return valid ? (value as AggregationKind) : fallback;
}
