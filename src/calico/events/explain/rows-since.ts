import type { DataSet, LogRow, LogStore } from '../../types.ts';

export interface KnownRows {
  /** What alerts can see, then what ships, then what is being collected. */
  rows: readonly LogRow[];
  /** Those that are being collected: their `visibleAt` is only the latest it can be. */
  collecting: ReadonlySet<LogRow>;
}

/** Everything that happened since `from`, as rows. */
export function rowsSince(logs: LogStore, dataSet: DataSet, from: number, now: number): KnownRows {
  const collecting = logs.collecting(dataSet, now);
  const flushed = [...logs.window(dataSet, from, Number.POSITIVE_INFINITY, now), ...logs.shipping(dataSet, now)];
  return { rows: [...flushed, ...collecting], collecting: new Set(collecting) };
}
