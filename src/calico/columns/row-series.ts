import type { DataSet, LogRow } from '../types.ts';
import { Segment } from './segment.ts';

/** Consecutive rows of a data set by number; the first row there ever was is 0, and `end` is not included. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** The part of a span that lies in one segment, by position in the segment. */
export interface SegmentSlice {
  readonly segment: Segment;
  readonly from: number;
  readonly to: number;
}

/** The rows of one data set in the order alerts get to see them; both `time` and `visibleAt` never decrease. */
export interface RowSeries {
  append(row: LogRow): void;
  /** Rows visible at `now` with `from <= time <= to`. */
  span(from: number, to: number, now: number): RowSpan;
  /** Rows that alerts cannot see yet at `now`. */
  shipping(now: number): RowSpan;
  /** Everything that is kept. */
  readonly kept: RowSpan;
  /** The columns of a span, oldest first. Throws a RangeError for rows that are not kept. */
  slices(span: RowSpan): SegmentSlice[];
  row(number: number): LogRow;
  rows(span: RowSpan): LogRow[];
  /** When the newest row is or will be visible; `-Infinity` while there is none. */
  readonly newestVisibleAt: number;
  /** The time of the newest row; `-Infinity` while there is none. */
  readonly newestTime: number;
}

/** Keeps at least the newest `retained` rows; older ones are dropped a segment at a time. */
export function createRowSeries(dataSet: DataSet, retained: number, segmentRows?: number): RowSeries {
  let segments: Segment[] = [];
  let first = 0;
  let end = 0;
  let newestTime = Number.NEGATIVE_INFINITY;
  let newestVisibleAt = Number.NEGATIVE_INFINITY;

  return {
    append(row) {
      // One tailer ships each data set, so nothing overtakes: that is what makes every window a plain span.
      if (row.visibleAt < newestVisibleAt || row.time < newestTime) {
        throw new RangeError(`a ${dataSet} row may not be older than the one before it`);
      }
      segmentWithRoom().append(row);
      end++;
      newestTime = row.time;
      newestVisibleAt = row.visibleAt;
    },
    span(from, to, now) {
      const start = firstRow((segment, at) => segment.timeAt(at) >= from);
      const stop = Math.min(
        firstRow((segment, at) => segment.timeAt(at) > to),
        firstRow((segment, at) => segment.visibleAt(at) > now),
      );
      return { first: start, end: Math.max(start, stop) };
    },
    shipping: (now) => ({ first: firstRow((segment, at) => segment.visibleAt(at) > now), end }),
    get kept() {
      return { first, end };
    },
    slices,
    row(number) {
      const segment = segmentOf(number);
      return segment.row(number - segment.first);
    },
    rows: (span) =>
      slices(span).flatMap(({ segment, from, to }) =>
        Array.from({ length: to - from }, (_, index) => segment.row(from + index)),
      ),
    get newestTime() {
      return newestTime;
    },
    get newestVisibleAt() {
      return newestVisibleAt;
    },
  };

  function segmentWithRoom(): Segment {
    const newest = segments.at(-1);
    if (newest && !newest.isFull) return newest;
    const segment = new Segment(dataSet, end, segmentRows);
    const oldestKept = Math.max(0, end - retained);
    segments = [...segments.filter((each) => each.first + each.length > oldestKept), segment];
    first = segments[0]!.first;
    return segment;
  }

  function slices(span: RowSpan): SegmentSlice[] {
    if (span.first < span.end && (span.first < first || span.end > end)) {
      throw new RangeError(`rows ${span.first} to ${span.end} are not kept: there are ${first} to ${end}`);
    }
    return segments
      .map((segment) => ({
        segment,
        from: Math.max(0, span.first - segment.first),
        to: Math.min(segment.length, span.end - segment.first),
      }))
      .filter(({ from, to }) => from < to);
  }

  function segmentOf(number: number): Segment {
    const segment = segments.find((each) => number >= each.first && number < each.first + each.length);
    if (!segment) throw new RangeError(`row ${number} is not kept: there are ${first} to ${end}`);
    return segment;
  }

  /** The first row at which `reached` holds, given that it holds for every later one too. */
  function firstRow(reached: (segment: Segment, at: number) => boolean): number {
    const segment = segments.find((each) => reached(each, each.length - 1));
    if (!segment) return end;
    let low = 0;
    let high = segment.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reached(segment, middle)) high = middle;
      else low = middle + 1;
    }
    return segment.first + low;
  }
}
