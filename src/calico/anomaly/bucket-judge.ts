import { SHIPPING_DELAY } from '../logs/index.ts';
import type { EventStore, LogStore } from '../types.ts';
import { BUCKET, bucketStart } from './buckets.ts';
import type { Detector, DistinctCount } from './detector-table.ts';
import { countDistinct } from './distinct-counts.ts';
import { findingEvent } from './finding-event.ts';

/** One search of one detector. */
export interface Search {
  detector: Detector & { counts: DistinctCount };
  alert: string;
  threshold: number;
  origin: string;
  severity: number;
  /** Milliseconds between searches. */
  interval: number;
}

/** Judges each bucket once, however many searches see it. */
export interface BucketJudge {
  /** Judges every bucket that is complete at `now` and not judged yet; one event per bucket and source. */
  search(search: Search, now: number): void;
  /** When a bucket is complete: all of its flows flushed and shipped (ms). */
  completeAt(bucket: number): number;
  /** The last bucket that detector has judged; undefined before the first. */
  judgedThrough(detector: string): number | undefined;
}

export function createBucketJudge(logs: LogStore, events: EventStore): BucketJudge {
  const judged = new Map<string, number>();
  const completeAt = (bucket: number): number => bucket + BUCKET + logs.flushInterval('flows') + SHIPPING_DELAY.most;

  return {
    completeAt,
    judgedThrough: (detector) => judged.get(detector),
    search(search, now) {
      const { id } = search.detector;
      // A search reads one interval back, plus what a bucket may take to fill and arrive.
      const oldest = bucketStart(now - search.interval) - 2 * BUCKET;
      const after = judged.get(id);
      const first = after === undefined ? oldest : Math.max(oldest, after + BUCKET);
      for (let bucket = first; completeAt(bucket) <= now; bucket += BUCKET) {
        judgeBucket(search, bucket, now);
        judged.set(id, bucket);
      }
    },
  };

  function judgeBucket(search: Search, bucket: number, now: number): void {
    const { detector, alert, threshold, origin, severity } = search;
    const rows = logs.window('flows', bucket, bucket + BUCKET - 1, now);
    for (const source of countDistinct(rows, detector.counts.field)) {
      if (source.values.size < threshold) continue;
      const event = findingEvent({ detector, source, bucket, threshold, origin, severity, now });
      events.append({ event, at: now, alert, inputs: source.inputs });
    }
  }
}
