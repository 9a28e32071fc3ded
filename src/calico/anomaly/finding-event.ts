import type { SecurityEvent } from '../types.ts';
import { BUCKET } from './buckets.ts';
import type { Detector, DistinctCount } from './detector-table.ts';
import type { SourceCount } from './distinct-counts.ts';

export interface Finding {
  detector: Detector & { counts: DistinctCount };
  source: SourceCount;
  /** Milliseconds. */
  bucket: number;
  threshold: number;
  /** `anomaly_detection.port_scan` from a pod in the cluster, the bare id from the management side. */
  origin: string;
  severity: number;
  now: number;
}

/** The security event of a finding (calico.md 5.3), without its id. */
export function findingEvent(finding: Finding): Omit<SecurityEvent, 'id'> {
  const { detector, source, bucket, threshold, origin, severity, now } = finding;
  const count = source.values.size;
  const confidence = confidenceOf(count, threshold);
  const promoted = { source_namespace: source.namespace, source_name_aggr: source.name };
  return {
    time: Math.floor(now / 1000),
    type: 'anomaly_detection_job',
    description: describe(origin, `${source.namespace}/${source.name}`, count, detector.counts.noun, confidence),
    severity,
    origin,
    record: {
      start_time: bucket / 1000,
      end_time: (bucket + BUCKET) / 1000,
      ...promoted,
      count,
      confidence,
    },
    ...promoted,
  };
}

/** Half the count over the threshold, two decimals, ties to even, never quite sure: fits every recorded event. */
export function confidenceOf(count: number, threshold: number): number {
  const hundredths = (count * 50) / threshold;
  const whole = Math.floor(hundredths);
  const rest = hundredths - whole;
  const rounded = rest === 0.5 ? whole + (whole % 2) : Math.round(hundredths);
  return Math.min(0.99, rounded / 100);
}

function describe(origin: string, source: string, count: number, noun: string, confidence: number): string {
  const figure = count.toLocaleString('en-US');
  return `[${origin}] The '${source}' has scanned ${figure} ${noun}. It is an anomaly with ${confidence} confidence.`;
}
