import {
  COLUMN_ROWS,
  compileRowFilter,
  type RowFilter,
  type RowSeries,
  type RowSpan,
  type SegmentSlice,
} from '../columns/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import { type Field, fieldOf } from '../query/index.ts';
import type { DataSet } from '../types.ts';
import { readAlert } from './alert-reading.ts';
import { MOST_BUCKETS } from './buckets.ts';
import { type AlertResult, type EvaluatedBucket, type Finding, MOST_DOCUMENTS } from './evaluate.ts';
import { FieldNumbers } from './field-numbers.ts';
import { GroupTotals } from './group-totals.ts';
import { conditionHolds } from './metric.ts';
import { type RecordMaker, recordMaker } from './record-maker.ts';
import { RowGroups } from './row-groups.ts';

const SPARE_GROUPS = 4_096;

/**
 * An alert's window over the columns of its data set. It slides: what a run worked out is kept, the next one adds the
 * rows that came and takes away those that went, and says exactly what `evaluate` says of the whole window.
 */
export class AlertWindow {
  readonly #spec: GlobalAlertSpec;
  readonly #filter: RowFilter;
  readonly #fields: readonly Field[];
  readonly #isSingleRows: boolean;
  readonly #numbers: FieldNumbers | undefined;
  readonly #record: RecordMaker;
  #groups: RowGroups;
  #totals: GroupTotals;
  #span: RowSpan = { first: 0, end: 0 };
  #hasEmptyGroups = false;
  #matched = 0;
  /** Numbers of the matching rows, for an alert that makes an event of each. */
  #matching: number[] = [];

  /** Throws `QueryError` or `EvaluationError` when the alert cannot run. */
  constructor(spec: GlobalAlertSpec) {
    const { query, dataSet } = readAlert(spec);
    this.#spec = spec;
    this.#filter = compileRowFilter(query, dataSet);
    this.#fields = (spec.aggregateBy ?? []).map((name) => fieldOf(dataSet, name));
    this.#isSingleRows = this.#fields.length === 0 && !spec.metric;
    this.#numbers = metricNumbers(spec, dataSet);
    this.#record = recordMaker(this.#fields, spec.metric);
    this.#groups = new RowGroups(this.#fields);
    this.#totals = new GroupTotals(spec.metric, this.#numbers);
  }

  /** Evaluates a span of rows; of the buckets at most `keptBuckets` are told, those that hold first. */
  evaluate(series: RowSeries, span: RowSpan, keptBuckets: number): AlertResult {
    this.#slideTo(series, span);
    return this.#isSingleRows ? this.#everyRow(series) : this.#judge(keptBuckets);
  }

  #slideTo(series: RowSeries, span: RowSpan): void {
    const { first, end } = this.#span;
    const goesOn = span.first >= first && span.end >= end && span.first < end && first >= series.kept.first;
    const isCheaper = span.first - first + (span.end - end) < span.end - span.first;
    if (goesOn && isCheaper && this.#totals.exact && !this.#isLittered()) {
      for (const slice of series.slices({ first, end: span.first })) this.#remove(slice);
      this.#hasEmptyGroups = true;
      for (const slice of series.slices({ first: end, end: span.end })) this.#add(slice);
    } else {
      this.#clear();
      for (const slice of series.slices(span)) this.#add(slice);
    }
    this.#span = span;
  }

  #add(slice: SegmentSlice): void {
    const matching = this.#select(slice);
    this.#matched += matching.count;
    if (this.#isSingleRows) {
      for (let index = 0; index < matching.count; index++) {
        this.#matching.push(slice.segment.first + matching.rows[index]!);
      }
      return;
    }
    const grouped = this.#groups.group(slice.segment, matching.rows, matching.count);
    this.#totals.add(slice.segment, grouped, this.#groups.size);
  }

  #remove(slice: SegmentSlice): void {
    const matching = this.#select(slice);
    this.#matched -= matching.count;
    if (this.#isSingleRows) {
      this.#matching = this.#matching.slice(matching.count);
      return;
    }
    this.#totals.remove(slice.segment, this.#groups.group(slice.segment, matching.rows, matching.count));
  }

  /** What it gives holds until the next slice is looked at. */
  #select({ segment, from, to }: SegmentSlice): { rows: Uint16Array; count: number } {
    SCRATCH.set(ALL_ROWS.subarray(from, to));
    return { rows: SCRATCH, count: this.#filter(segment, SCRATCH, to - from) };
  }

  #everyRow(series: RowSeries): AlertResult {
    const findings = this.#matching.slice(0, MOST_DOCUMENTS).map((number): Finding => {
      const { document, inputs } = series.row(number);
      return { record: structuredClone(document), inputs };
    });
    return { matched: this.#matched, buckets: [], findings };
  }

  #judge(keptBuckets: number): AlertResult {
    const holding: number[] = [];
    const others: number[] = [];
    const order = this.#hasEmptyGroups ? this.#groups.ordered() : this.#groups.firstOrdered(MOST_BUCKETS);
    let seen = 0;
    for (let at = 0; at < order.length && seen < MOST_BUCKETS; at++) {
      const group = order[at]!;
      if (this.#fields.length > 0 && this.#totals.rowsOf(group) === 0) continue;
      seen++;
      if (this.#holds(this.#valueOf(group))) holding.push(group);
      else if (others.length < keptBuckets) others.push(group);
    }
    const told = holding.slice(0, keptBuckets);
    return {
      matched: this.#matched,
      buckets: [
        ...told.map((group) => this.#bucket(group, true)),
        ...others.slice(0, keptBuckets - told.length).map((group) => this.#bucket(group, false)),
      ],
      findings: holding.map((group) => ({
        record: this.#record(this.#groups.valuesOf(group), this.#valueOf(group)),
        inputs: this.#totals.inputsOf(group),
      })),
    };
  }

  #holds(value: number | null): boolean {
    const { metric, condition, threshold = 0 } = this.#spec;
    return !metric || !condition || conditionHolds(condition, value, threshold);
  }

  #valueOf(group: number): number | null {
    return this.#totals.valueOf(group, this.#span.first);
  }

  #bucket(group: number, holds: boolean): EvaluatedBucket {
    const values = this.#groups.valuesOf(group);
    const key = Object.fromEntries(this.#fields.map((field, index) => [field.key, values[index]!]));
    return { key, value: this.#valueOf(group), holds, inputs: this.#totals.inputsOf(group) };
  }

  #clear(): void {
    this.#groups = new RowGroups(this.#fields);
    this.#totals = new GroupTotals(this.#spec.metric, this.#numbers);
    this.#hasEmptyGroups = false;
    this.#matched = 0;
    this.#matching = [];
  }

  /** Far more groups have been seen than the window can hold: most are empty by now. */
  #isLittered(): boolean {
    return this.#groups.size > SPARE_GROUPS + 4 * (this.#span.end - this.#span.first);
  }
}

/** 0, 1, 2, ...: the positions of a full segment. */
const ALL_ROWS = Uint16Array.from({ length: COLUMN_ROWS }, (_, row) => row);

const SCRATCH = new Uint16Array(COLUMN_ROWS);

function metricNumbers({ metric, field }: GlobalAlertSpec, dataSet: DataSet): FieldNumbers | undefined {
  if (field === undefined || metric === undefined || metric === 'count') return undefined;
  const numbers = fieldOf(dataSet, field);
  return numbers.nested === undefined ? new FieldNumbers(numbers, metric) : undefined;
}
