import { fieldCodes, type Segment, SegmentMemo } from '../columns/index.ts';
import type { Metric } from '../kinds/index.ts';
import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';
import { numbersIn } from './metric.ts';

/** The numbers of a metric's field by code, each code's already made one: their sum, their least or their most. */
export interface CodeNumbers {
  readonly codes: Uint8Array | Uint16Array;
  /** NaN for a code without a number. */
  readonly numbers: Float64Array;
  /** How many numbers a code has, where that is more than one. */
  readonly several: ReadonlyMap<number, number>;
}

const NOT_READ = Number.POSITIVE_INFINITY;

/** Reads a metric's field out of columns, each distinct value once. */
export class FieldNumbers {
  /** False once a fraction was read: sums then depend on their order. */
  whole = true;
  readonly #field: Field;
  readonly #metric: Metric;
  readonly #memo = new SegmentMemo<{ numbers: Float64Array; several: Map<number, number>; read: number }>();

  constructor(field: Field, metric: Metric) {
    this.#field = field;
    this.#metric = metric;
  }

  /** The numbers of these rows; those of other rows may not be read yet. */
  of(segment: Segment, rows: ArrayLike<number>, count: number): CodeNumbers {
    const { codes, size, document, plainValue } = fieldCodes(segment, this.#field);
    const known = this.#memo.get(segment) ?? { numbers: new Float64Array(0), several: new Map(), read: 0 };
    this.#memo.set(segment, known);
    if (known.numbers.length < size) known.numbers = longer(known.numbers, size);
    const { numbers, several } = known;
    for (let index = 0; index < count && known.read < size; index++) {
      const code = codes[rows[index]!]!;
      if (numbers[code] !== NOT_READ) continue;
      known.read++;
      const value = plainValue(code);
      const isPlain = typeof value === 'number' && this.#field.type === 'number';
      numbers[code] = isPlain ? this.#noted(value) : this.#read(code, document(code), several);
    }
    return { codes, numbers, several };
  }

  #noted(value: number): number {
    if (!Number.isInteger(value)) this.whole = false;
    return value;
  }

  #read(code: number, document: LogDocument, several: Map<number, number>): number {
    const numbers = numbersIn(this.#field, document).map((number) => this.#noted(number));
    if (numbers.length > 1) several.set(code, numbers.length);
    if (numbers.length === 0) return Number.NaN;
    if (this.#metric === 'min') return Math.min(...numbers);
    return this.#metric === 'max' ? Math.max(...numbers) : numbers.reduce((sum, number) => sum + number, 0);
  }
}

/** Twice what is needed when a segment grows under the eyes of its readers, else exactly that. */
function longer(numbers: Float64Array, size: number): Float64Array {
  const grown = new Float64Array(numbers.length > 0 ? 2 * size : size).fill(NOT_READ);
  grown.set(numbers);
  return grown;
}
