import type { Segment } from '../columns/index.ts';
import type { Metric } from '../kinds/index.ts';
import type { GroupedRows } from './assign-groups.ts';
import { Extreme } from './extreme.ts';
import type { CodeNumbers, FieldNumbers } from './field-numbers.ts';

/** Places of a group in the totals, beside each other as one is never changed without the others. */
const ROWS = 0;
const SUM = 1;
const WIDTH = 2;

/** What an alert knows of each group of rows in its window; rows come at one end and go at the other. */
export class GroupTotals {
  /** False: rows that went have left rounding errors behind, so the window must be added up anew. */
  exact = true;
  readonly #metric: Metric | undefined;
  readonly #numbers: FieldNumbers | undefined;
  #totals = new Float64Array(64 * WIDTH);
  /** By group: how many numbers there are beyond one a row, below zero where rows have none. */
  readonly #spare = new Map<number, number>();
  /** No sum of a group can be farther from zero. */
  #bound = 0;
  readonly #extremes: Extreme[] = [];
  /** How many rows of a group each input has a part in. */
  readonly #inputs = new Map<number, Map<number, number>>();

  /** `numbers`: those of the metric's field, for a metric that has one. */
  constructor(metric: Metric | undefined, numbers: FieldNumbers | undefined) {
    this.#metric = metric;
    this.#numbers = numbers;
  }

  add(segment: Segment, rows: GroupedRows, groups: number): void {
    this.#makeRoom(groups);
    this.#addRows(segment, rows, 1);
    this.#addInputs(segment, rows, 1);
  }

  /** Takes rows away that were added, oldest first. */
  remove(segment: Segment, rows: GroupedRows): void {
    this.#addRows(segment, rows, -1);
    this.#addInputs(segment, rows, -1);
  }

  rowsOf(group: number): number {
    return this.#totals[group * WIDTH + ROWS] ?? 0;
  }

  /** The metric over a group's rows, of which `first` is the oldest; null when there is none or no row has a number. */
  valueOf(group: number, first: number): number | null {
    switch (this.#metric) {
      case undefined:
        return null;
      case 'count':
        return this.rowsOf(group);
      case 'min':
      case 'max':
        return this.#extremes[group]?.since(first) ?? null;
      case 'sum':
        return this.#numbersOf(group) > 0 ? this.#totals[group * WIDTH + SUM]! : null;
      case 'avg':
        return this.#numbersOf(group) > 0 ? this.#totals[group * WIDTH + SUM]! / this.#numbersOf(group) : null;
    }
  }

  /** Inputs with a part in any row of a group, ascending. */
  inputsOf(group: number): number[] {
    const inputs = this.#inputs.get(group);
    return inputs ? [...inputs.keys()].sort((left, right) => left - right) : [];
  }

  #numbersOf(group: number): number {
    if (!this.#numbers) return 0;
    return this.rowsOf(group) + (this.#spare.size === 0 ? 0 : (this.#spare.get(group) ?? 0));
  }

  #makeRoom(groups: number): void {
    if (groups * WIDTH <= this.#totals.length) return;
    const totals = new Float64Array(2 * groups * WIDTH);
    totals.set(this.#totals);
    this.#totals = totals;
  }

  #addRows(segment: Segment, grouped: GroupedRows, sign: 1 | -1): void {
    const isExtreme = this.#metric === 'min' || this.#metric === 'max';
    if (!this.#numbers || isExtreme) countRows(this.#totals, grouped, sign);
    if (!this.#numbers) return;
    if (this.#metric === 'min' || this.#metric === 'max') {
      if (sign > 0) this.#addExtremes(segment, grouped, this.#numbers, this.#metric);
      return;
    }
    const numbers = this.#numbers.of(segment, grouped.rows, grouped.count);
    if (numbers.isOneEach) addOneEach(this.#totals, grouped, numbers, sign);
    else this.#addNumbers(grouped, numbers, sign);
    this.#bound += numbers.largest * grouped.count;
    if (!numbers.isWhole || this.#bound > Number.MAX_SAFE_INTEGER) this.exact = false;
  }

  #addNumbers({ rows, groups, count }: GroupedRows, { codes, numbers, several }: CodeNumbers, sign: 1 | -1): void {
    const totals = this.#totals;
    for (let index = 0; index < count; index++) {
      const code = codes[rows[index]!]!;
      const group = groups[index]!;
      const number = numbers[code]!;
      totals[group * WIDTH + ROWS]! += sign;
      if (!Number.isNaN(number)) totals[group * WIDTH + SUM]! += sign * number;
      const spare = Number.isNaN(number) ? -1 : several.size === 0 ? 0 : (several.get(code) ?? 1) - 1;
      if (spare !== 0) this.#spare.set(group, (this.#spare.get(group) ?? 0) + sign * spare);
    }
  }

  #addExtremes(segment: Segment, grouped: GroupedRows, source: FieldNumbers, which: 'min' | 'max'): void {
    const { rows, groups, count } = grouped;
    const { codes, numbers } = source.of(segment, rows, count);
    for (let index = 0; index < count; index++) {
      const row = rows[index]!;
      const number = numbers[codes[row]!]!;
      if (Number.isNaN(number)) continue;
      (this.#extremes[groups[index]!] ??= new Extreme(which)).add(segment.first + row, number);
    }
  }

  #addInputs(segment: Segment, { rows, groups, count }: GroupedRows, sign: 1 | -1): void {
    const { codes, values } = segment.inputs;
    const lists = values as (readonly number[])[];
    if (lists.every((list) => list.length === 0)) return;
    for (let index = 0; index < count; index++) {
      for (const input of lists[codes[rows[index]!]!]!) this.#countInput(groups[index]!, input, sign);
    }
  }

  #countInput(group: number, input: number, sign: 1 | -1): void {
    const known = this.#inputs.get(group) ?? new Map<number, number>();
    const count = (known.get(input) ?? 0) + sign;
    if (count > 0) known.set(input, count);
    else known.delete(input);
    this.#inputs.set(group, known);
  }
}

function countRows(totals: Float64Array, { groups, count }: GroupedRows, sign: 1 | -1): void {
  for (let index = 0; index < count; index++) totals[groups[index]! * WIDTH + ROWS]! += sign;
}

function addOneEach(totals: Float64Array, grouped: GroupedRows, { codes, numbers }: CodeNumbers, sign: 1 | -1): void {
  const { rows, groups, count } = grouped;
  for (let index = 0; index < count; index++) {
    const place = groups[index]! * WIDTH;
    totals[place + ROWS]! += sign;
    totals[place + SUM]! += sign * numbers[codes[rows[index]!]!]!;
  }
}
