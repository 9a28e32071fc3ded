export {
  type AnomalyDetection,
  type DetectionPath,
  type DetectorState,
  startAnomalyDetection,
} from './anomaly-detection.ts';
export { BUCKET, bucketStart } from './buckets.ts';
export type { DetectorHost } from './detector-host.ts';
export { countDistinct, type SourceCount } from './distinct-counts.ts';
