/** Detectors judge whole buckets of five minutes, aligned to the epoch (calico.md 5.3). Milliseconds. */
export const BUCKET = 300_000;

/** The start of the bucket that `time` falls into. */
export function bucketStart(time: number): number {
  return Math.floor(time / BUCKET) * BUCKET;
}
