export { COLUMN_ROWS, type Column } from './column.ts';
export { fieldCodes } from './field-codes.ts';
export { compileRowFilter, type RowFilter } from './row-filter.ts';
export { createRowSeries, type RowSeries, type RowSpan, type SegmentSlice } from './row-series.ts';
export type { Segment } from './segment.ts';
export { SegmentMemo } from './segment-memo.ts';
