import type { LogRow } from '../types.ts';

/** The rows of one data set in the order alerts get to see them; both `time` and `visibleAt` never decrease. */
export interface RowSeries {
  append(row: LogRow): void;
  /** Rows visible at `now` with `from <= time <= to`. */
  window(from: number, to: number, now: number): readonly LogRow[];
  /** Rows that alerts cannot see yet at `now`. */
  shipping(now: number): readonly LogRow[];
  all(): readonly LogRow[];
  /** When the newest row is or will be visible; `-Infinity` while there is none. */
  readonly newestVisibleAt: number;
  /** The time of the newest row; `-Infinity` while there is none. */
  readonly newestTime: number;
}

/** Keeps at least the newest `retained` rows; older ones are dropped in bulk, so that appending stays cheap. */
export function createRowSeries(retained: number): RowSeries {
  let rows: LogRow[] = [];

  return {
    append(row) {
      const newest = rows.at(-1);
      // One tailer ships each data set, so nothing overtakes: that is what makes every window a plain slice.
      if (newest && (row.visibleAt < newest.visibleAt || row.time < newest.time)) {
        throw new RangeError(`a ${row.dataSet} row may not be older than the one before it`);
      }
      rows.push(row);
      if (rows.length > retained * 1.25) rows = rows.slice(rows.length - retained);
    },
    window(from, to, now) {
      const start = firstIndex(rows, (row) => row.time >= from);
      const end = Math.min(
        firstIndex(rows, (row) => row.time > to),
        firstIndex(rows, (row) => row.visibleAt > now),
      );
      return rows.slice(start, Math.max(start, end));
    },
    shipping: (now) => rows.slice(firstIndex(rows, (row) => row.visibleAt > now)),
    all: () => rows,
    get newestTime() {
      return rows.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
    },
    get newestVisibleAt() {
      return rows.at(-1)?.visibleAt ?? Number.NEGATIVE_INFINITY;
    },
  };
}

/** The first index at which `reached` holds, given that it holds for every later one too. */
function firstIndex(rows: readonly LogRow[], reached: (row: LogRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
