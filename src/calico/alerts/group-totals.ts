import type { Segment } from '../columns/index.ts';
import type { Metric } from '../kinds/index.ts';
import { Extreme } from './extreme.ts';
import type { FieldNumbers } from './field-numbers.ts';
import type { GroupedRows } from './row-groups.ts';

/** What an alert knows of each group of rows in its window; rows come at one end and go at the other. */
export class GroupTotals {
  /** False: rows that went have left rounding errors behind, so the window must be added up anew. */
  exact = true;
  readonly #metric: Metric | undefined;
  readonly #numbers: FieldNumbers | undefined;
  #rows = new Int32Array(64);
  #counts = new Float64Array(64);
  #sums = new Float64Array(64);
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
    this.#countRows(rows, 1);
    this.#addNumbers(segment, rows, 1);
    this.#addInputs(segment, rows, 1);
  }

  /** Takes rows away that were added, oldest first. */
  remove(segment: Segment, rows: GroupedRows): void {
    this.#countRows(rows, -1);
    this.#addNumbers(segment, rows, -1);
    this.#addInputs(segment, rows, -1);
  }

  rowsOf(group: number): number {
    return this.#rows[group] ?? 0;
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
        return this.#counts[group] ? this.#sums[group]! : null;
      case 'avg':
        return this.#counts[group] ? this.#sums[group]! / this.#counts[group]! : null;
    }
  }

  /** Inputs with a part in any row of a group, ascending. */
  inputsOf(group: number): number[] {
    return [...(this.#inputs.get(group)?.keys() ?? [])].sort((left, right) => left - right);
  }

  #makeRoom(groups: number): void {
    if (groups <= this.#rows.length) return;
    const room = 2 * groups;
    const [rows, counts, sums] = [new Int32Array(room), new Float64Array(room), new Float64Array(room)];
    rows.set(this.#rows);
    counts.set(this.#counts);
    sums.set(this.#sums);
    [this.#rows, this.#counts, this.#sums] = [rows, counts, sums];
  }

  #countRows({ groups, count }: GroupedRows, sign: 1 | -1): void {
    const totals = this.#rows;
    for (let index = 0; index < count; index++) totals[groups[index]!]! += sign;
  }

  #addNumbers(segment: Segment, grouped: GroupedRows, sign: 1 | -1): void {
    if (!this.#numbers) return;
    if (this.#metric === 'min' || this.#metric === 'max') {
      if (sign > 0) this.#addExtremes(segment, grouped, this.#numbers, this.#metric);
      return;
    }
    const { rows, groups, count } = grouped;
    const { codes, numbers, several } = this.#numbers.of(segment, rows, count);
    const [totalCounts, totalSums] = [this.#counts, this.#sums];
    let largest = 0;
    for (let index = 0; index < count; index++) {
      const code = codes[rows[index]!]!;
      const number = numbers[code]!;
      if (Number.isNaN(number)) continue;
      const group = groups[index]!;
      const sum = totalSums[group]! + sign * number;
      totalSums[group] = sum;
      totalCounts[group]! += sign * (several.size === 0 ? 1 : (several.get(code) ?? 1));
      if (sum > largest) largest = sum;
      else if (-sum > largest) largest = -sum;
    }
    if (!this.#numbers.whole || largest > Number.MAX_SAFE_INTEGER) this.exact = false;
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
