import { fieldCodes, type Segment, SegmentMemo } from '../columns/index.ts';
import type { Field } from '../query/index.ts';
import { numbersIn } from './metric.ts';

/** The numbers of a metric's field, summed up for each code of a segment. */
export interface CodeNumbers {
  readonly codes: Uint8Array | Uint16Array;
  counts: Float64Array;
  sums: Float64Array;
  least: Float64Array;
  most: Float64Array;
  /** Every number is a whole one, so that sums do not depend on their order. */
  whole: boolean;
}

/** Reads a metric's field out of columns, each distinct value once. */
export class FieldNumbers {
  readonly #field: Field;
  readonly #memo = new SegmentMemo<CodeNumbers & { known: number }>();

  constructor(field: Field) {
    this.#field = field;
  }

  in(segment: Segment): CodeNumbers {
    const { codes, size, document } = fieldCodes(segment, this.#field);
    const found = this.#memo.get(segment) ?? { ...empty(size), codes, known: 0 };
    if (found.counts.length < size) Object.assign(found, longer(found, 2 * size));
    for (; found.known < size; found.known++) {
      const numbers = numbersIn(this.#field, document(found.known));
      found.counts[found.known] = numbers.length;
      found.sums[found.known] = numbers.reduce((sum, number) => sum + number, 0);
      found.least[found.known] = Math.min(...numbers);
      found.most[found.known] = Math.max(...numbers);
      found.whole &&= numbers.every(Number.isInteger);
    }
    const current = { ...found, codes };
    this.#memo.set(segment, current);
    return current;
  }
}

type Figures = Omit<CodeNumbers, 'codes'>;

function empty(size: number): Figures {
  const column = (): Float64Array => new Float64Array(size);
  return { counts: column(), sums: column(), least: column(), most: column(), whole: true };
}

function longer({ counts, sums, least, most, whole }: Figures, size: number): Figures {
  const grown = empty(size);
  grown.counts.set(counts);
  grown.sums.set(sums);
  grown.least.set(least);
  grown.most.set(most);
  return { ...grown, whole };
}
