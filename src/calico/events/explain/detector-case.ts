import type { ReadStore } from '../../../cluster/index.ts';
import { BUCKET, bucketStart, countDistinct, type DetectorState, type SourceCount } from '../../anomaly/index.ts';
import type { LogRow, LogStore, Question, StoredEvent } from '../../types.ts';
import { hasValues } from './question.ts';
import { rowsSince } from './rows-since.ts';

/** All that bears on an alert of type AnomalyDetection, gathered once for the causes to look at. Times are ms. */
export interface DetectorCase {
  name: string;
  now: number;
  createdAt: number;
  question: Question;
  events: readonly StoredEvent[];
  state: DetectorState;
  clusterName: string;
  store: ReadStore;
  /** Flows that could be part of what was asked for, visible or not. */
  rows: readonly LogRow[];
  /** What each source reached in each bucket, the highest count first. */
  counts: readonly BucketCount[];
  /** Connections in rows that no longer say where they went: aggregation took it away. */
  blindConnections: number;
}

export interface BucketCount extends SourceCount {
  /** Start of the bucket. */
  bucket: number;
  /** It can still grow, or some of it is not visible yet. */
  complete: boolean;
}

const REMEMBERED = 2 * 3_600_000;

export function gatherDetectorCase(
  sources: Omit<DetectorCase, 'rows' | 'counts' | 'blindConnections'> & { logs: LogStore },
): DetectorCase {
  const { logs, now, question, state, ...rest } = sources;
  const from = Math.max(now - REMEMBERED, (question.since ?? 0) - BUCKET);
  const rows = rowsSince(logs, 'flows', from, now).rows.filter((row) => isAskedFor(row, question));
  const field = state.detector.counts?.field;
  const counts = field ? countBuckets(rows, field, state, now) : [];
  const blindConnections = field ? countBlind(rows, field) : 0;
  return { ...rest, now, question, state, rows, counts, blindConnections };
}

/** Only ICMP has no ports of its own. */
function countBlind(rows: readonly LogRow[], field: 'dest_port' | 'dest_ip'): number {
  return rows
    .filter(({ document }) => (document[field] ?? null) === null && document['proto'] !== 'icmp')
    .reduce((sum, { document }) => sum + document['num_flows'], 0);
}

function countBuckets(
  rows: readonly LogRow[],
  field: 'dest_port' | 'dest_ip',
  state: DetectorState,
  now: number,
): BucketCount[] {
  const buckets = Map.groupBy(rows, (row) => bucketStart(row.time));
  return [...buckets]
    .flatMap(([bucket, members]) => {
      const complete = state.completeAt(bucket) <= now;
      return countDistinct(members, field).map((source) => ({ ...source, bucket, complete }));
    })
    .sort((left, right) => right.values.size - left.values.size || right.bucket - left.bucket);
}

/** Only the source can be told from a flow; counts and times belong to the event. */
function isAskedFor(row: LogRow, { causedByInput, where = {} }: Question): boolean {
  if (causedByInput && row.inputs.length === 0) return false;
  const sources = Object.entries(where).filter(([key]) => key.startsWith('source_'));
  return hasValues(row.document, Object.fromEntries(sources));
}
