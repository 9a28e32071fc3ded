import type { DataSet, LogRow, LogStore } from '../../types.ts';

export interface KnownRows {
  /** What alerts can see, then what ships, then what is being collected. */
  rows: readonly LogRow[];
  /** Those that are being collected: their `visibleAt` is only the latest it can be. */
  collecting: ReadonlySet<LogRow>;
}

/** Everything that happened since `from`, as rows. */
export function rowsSince(logs: LogStore, dataSet: DataSet, from: number, now: number): KnownRows {
  const pending = logs.pending(dataSet, now);
  const collecting = new Set(pending);
  const flushed = logs.all(dataSet);
  for (let index = flushed.length - 1; index >= 0 && flushed[index]!.visibleAt > now; index--) {
    collecting.delete(flushed[index]!);
  }
  return { rows: [...logs.window(dataSet, from, Number.POSITIVE_INFINITY, now), ...pending], collecting };
}
