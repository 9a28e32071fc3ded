/** What a row without the field holds in its column. */
export const ABSENT = Symbol('absent');

/** The most rows a column takes: every code then fits sixteen bits. */
export const COLUMN_ROWS = 65_536;

export type Codes = Uint8Array | Uint16Array;

const FIRST_ROWS = 256;
const NARROW = 256;

/** All columns that hold one value only share these codes, so a constant field costs no memory. */
const ALL_ZERO: Codes = new Uint8Array(COLUMN_ROWS);

/**
 * One field of many rows, dictionary-encoded: every distinct value once, and a code of one or two bytes a row. Values
 * are any JSON; equal objects share one value. Rows are appended in order and never change.
 */
export class Column {
  /** The distinct values in order of appearance; a row's code is an index into it. */
  readonly values: unknown[] = [];
  /** Every value is a text, a number, a boolean, null or absent: a row has one value at most. */
  isSingle = true;
  /** Every value is a whole number that is held exactly. */
  isWhole = true;
  /** The greatest absolute value, while all are whole numbers. */
  largest = 0;
  #codes: Codes = ALL_ZERO;
  #length = 0;
  #codeOf: Map<unknown, number> | undefined = new Map();
  #codeOfJson: Map<string, number> | undefined = new Map();
  /** Rows share many of their objects: the same one need not be written as JSON again. */
  #codeOfObject: WeakMap<object, number> | undefined;
  #newest: unknown = ABSENT;
  #newestCode = -1;

  /** `absentRows`: how many rows came before the field first appeared. */
  constructor(absentRows = 0) {
    if (absentRows === 0) return;
    this.#intern(ABSENT);
    this.#length = absentRows;
  }

  /** One code a row; longer than `length`. Another array after an append: do not keep it. */
  get codes(): Codes {
    return this.#codes;
  }

  get length(): number {
    return this.#length;
  }

  append(value: unknown): void {
    if (value !== this.#newest || this.#newestCode < 0) {
      this.#newestCode = this.#intern(value);
      this.#newest = value;
    }
    if (this.#newestCode > 0) this.#codes = this.#roomFor(this.#newestCode);
    if (this.#codes !== ALL_ZERO) {
      if (this.#length === this.#codes.length) this.#codes = resized(this.#codes, 2 * this.#length);
      this.#codes[this.#length] = this.#newestCode;
    }
    this.#length++;
  }

  valueAt(row: number): unknown {
    return this.values[this.#codes[row]!];
  }

  /** No more rows follow: what only appending needs is given back. */
  seal(): void {
    this.#codeOf = undefined;
    this.#codeOfJson = undefined;
    this.#codeOfObject = undefined;
    this.#newest = ABSENT;
    this.#newestCode = -1;
  }

  #intern(value: unknown): number {
    if (!this.#codeOf || !this.#codeOfJson) throw new TypeError('Column.append: the column is sealed');
    if (typeof value !== 'object' || value === null) return this.#codeIn(this.#codeOf, value, value);
    const objects = (this.#codeOfObject ??= new WeakMap());
    let code = objects.get(value);
    if (code === undefined) {
      code = this.#codeIn(this.#codeOfJson, JSON.stringify(value), value);
      objects.set(value, code);
    }
    return code;
  }

  #codeIn<Key>(known: Map<Key, number>, key: Key, value: unknown): number {
    const code = known.get(key);
    if (code !== undefined) return code;
    known.set(key, this.values.length);
    this.#note(value);
    return this.values.push(value) - 1;
  }

  #note(value: unknown): void {
    if (typeof value === 'object' && value !== null) this.isSingle = false;
    if (!Number.isSafeInteger(value)) this.isWhole = false;
    else if (Math.abs(value as number) > this.largest) this.largest = Math.abs(value as number);
  }

  /** Codes that are wide and long enough for one more row with this code. */
  #roomFor(code: number): Codes {
    if (this.#codes === ALL_ZERO) {
      let room = FIRST_ROWS;
      while (room <= this.#length) room *= 2;
      return code < NARROW ? new Uint8Array(room) : new Uint16Array(room);
    }
    if (code < NARROW || this.#codes instanceof Uint16Array) return this.#codes;
    return Uint16Array.from(this.#codes);
  }
}

function resized(codes: Codes, length: number): Codes {
  const longer = codes instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  longer.set(codes);
  return longer;
}
