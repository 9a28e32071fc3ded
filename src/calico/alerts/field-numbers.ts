import { fieldCodes, type Segment, SegmentMemo } from '../columns/index.ts';
import type { Metric } from '../kinds/index.ts';
import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';
import { numbersIn } from './metric.ts';

/** The numbers of a metric's field by code, each code's already made one: their sum, their least or their most. */
export interface CodeNumbers {
  readonly codes: Uint8Array | Uint16Array;
  /** NaN for a code without a number. */
  readonly numbers: ArrayLike<number>;
  /** How many numbers a code has, where that is more than one. */
  readonly several: ReadonlyMap<number, number>;
  /** Every code has exactly one number. */
  readonly isOneEach: boolean;
  /** Every number is whole. */
  readonly isWhole: boolean;
  /** No number is farther from zero. */
  readonly largest: number;
}

const NOT_READ = Number.POSITIVE_INFINITY;
const NONE: ReadonlyMap<number, number> = new Map();

interface Known {
  numbers: Float64Array;
  readonly several: Map<number, number>;
  read: number;
  isWhole: boolean;
  largest: number;
}

/** Reads a metric's field out of columns, each distinct value once; a column of whole numbers is taken as it is. */
export class FieldNumbers {
  readonly #field: Field;
  readonly #metric: Metric;
  readonly #memo = new SegmentMemo<Known>();

  constructor(field: Field, metric: Metric) {
    this.#field = field;
    this.#metric = metric;
  }

  /** The numbers of these rows; those of other rows may not be read yet. */
  of(segment: Segment, rows: ArrayLike<number>, count: number): CodeNumbers {
    const { codes, size, document, plain } = fieldCodes(segment, this.#field);
    if (plain?.isWhole && this.#field.type === 'number') {
      const numbers = plain.values as number[];
      return { codes, numbers, several: NONE, isOneEach: true, isWhole: true, largest: plain.largest };
    }
    const known = this.#known(segment, size);
    for (let index = 0; index < count && known.read < size; index++) {
      const code = codes[rows[index]!]!;
      if (known.numbers[code] !== NOT_READ) continue;
      known.read++;
      known.numbers[code] = this.#read(code, document(code), known);
    }
    const { numbers, several, isWhole, largest } = known;
    return { codes, numbers, several, isOneEach: false, isWhole, largest };
  }

  #known(segment: Segment, size: number): Known {
    const known: Known = this.#memo.get(segment) ?? {
      numbers: new Float64Array(0),
      several: new Map(),
      read: 0,
      isWhole: true,
      largest: 0,
    };
    this.#memo.set(segment, known);
    if (known.numbers.length < size) known.numbers = longer(known.numbers, size);
    return known;
  }

  #read(code: number, document: LogDocument, known: Known): number {
    const numbers = numbersIn(this.#field, document);
    if (numbers.some((number) => !Number.isInteger(number))) known.isWhole = false;
    if (numbers.length > 1) known.several.set(code, numbers.length);
    if (numbers.length === 0) return Number.NaN;
    const one = this.#reduced(numbers);
    known.largest = Math.max(known.largest, Math.abs(one), ...numbers.map(Math.abs));
    return one;
  }

  #reduced(numbers: readonly number[]): number {
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
