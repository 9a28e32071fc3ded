export {
  type AnomalyDetection,
  type DetectionPath,
  type DetectorState,
  startAnomalyDetection,
} from './anomaly-detection.ts';
export { BUCKET, bucketStart } from './buckets.ts';
export type { DetectorHost } from './detector-host.ts';
export { type Detector, type DistinctCount, detectorAlertName } from './detector-table.ts';
export { countDistinct, type SourceCount } from './distinct-counts.ts';
