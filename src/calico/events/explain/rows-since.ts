import type { DataSet, LogRow, LogStore } from '../../types.ts';

/** Everything that happened since `from`, as rows: what alerts can see, what ships, and what is being collected. */
export function rowsSince(logs: LogStore, dataSet: DataSet, from: number, now: number): LogRow[] {
  return [...logs.window(dataSet, from, Number.POSITIVE_INFINITY, now), ...logs.pending(dataSet, now)];
}
