import type { DataSet, LogDocument, LogRow } from '../types.ts';
import { ABSENT, COLUMN_ROWS, Column } from './column.ts';

const NO_INPUTS: readonly number[] = [];

/** Up to 65,536 consecutive rows of a data set, in columns; documents are put together again when somebody looks. */
export class Segment {
  readonly dataSet: DataSet;
  /** The number of its first row within the data set. */
  readonly first: number;
  readonly inputs = new Column();
  readonly #columns = new Map<string, Column>();
  readonly #joined = new Map<string, Column>();
  /** Which keys a document has, in order. */
  readonly #keys = new Column();
  readonly #time = new Column();
  readonly #lastAt = new Column();
  readonly #visibleAt = new Column();
  #newestKeys: readonly string[] = [];
  /** Those of the newest keys, in their order. */
  #newestColumns: readonly Column[] = [];

  readonly #capacity: number;

  /** `capacity`: how many rows it takes, at most 65,536. */
  constructor(dataSet: DataSet, first: number, capacity = COLUMN_ROWS) {
    this.dataSet = dataSet;
    this.first = first;
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#keys.length;
  }

  get isFull(): boolean {
    return this.length === this.#capacity;
  }

  append({ document, time, lastAt, visibleAt, inputs }: LogRow): void {
    const row = this.length;
    const keys = Object.keys(document);
    if (!areEqual(keys, this.#newestKeys)) {
      this.#newestKeys = keys;
      this.#newestColumns = keys.map((key) => this.#columnFor(key, row));
    }
    const values = Object.values(document);
    for (let at = 0; at < values.length; at++) this.#newestColumns[at]!.append(values[at]);
    if (keys.length < this.#columns.size) this.#fillUpTo(row);
    this.#keys.append(this.#newestKeys);
    this.#time.append(time);
    this.#lastAt.append(lastAt);
    this.#visibleAt.append(visibleAt);
    this.inputs.append(inputs.length === 0 ? NO_INPUTS : inputs);
    if (this.isFull) this.#seal();
  }

  /** The column of a document's top-level key; undefined when no row has the key. */
  column(key: string): Column | undefined {
    return this.#columns.get(key);
  }

  /** Several columns as one: its values are documents with those keys only. */
  joinedColumn(keys: readonly string[]): Column {
    const id = JSON.stringify(keys);
    const joined = this.#joined.get(id) ?? new Column();
    this.#joined.set(id, joined);
    while (joined.length < this.length) joined.append(this.#part(joined.length, keys));
    return joined;
  }

  timeAt(row: number): number {
    return this.#time.valueAt(row) as number;
  }

  visibleAt(row: number): number {
    return this.#visibleAt.valueAt(row) as number;
  }

  /** One row, by its position in the segment. The document is made when it is first read. */
  row(row: number): LogRow {
    let document: LogDocument | undefined;
    const make = (): LogDocument => this.#part(row, this.#keys.valueAt(row) as readonly string[]);
    return {
      dataSet: this.dataSet,
      get document() {
        document ??= make();
        return document;
      },
      time: this.timeAt(row),
      lastAt: this.#lastAt.valueAt(row) as number,
      visibleAt: this.visibleAt(row),
      inputs: this.inputs.valueAt(row) as readonly number[],
    };
  }

  #part(row: number, keys: readonly string[]): LogDocument {
    const document: LogDocument = {};
    for (const key of keys) {
      const value = this.#columns.get(key)?.valueAt(row);
      if (value !== ABSENT) document[key] = value;
    }
    return document;
  }

  #columnFor(key: string, row: number): Column {
    let column = this.#columns.get(key);
    if (!column) this.#columns.set(key, (column = new Column(row)));
    return column;
  }

  #fillUpTo(row: number): void {
    for (const column of this.#columns.values()) if (column.length === row) column.append(ABSENT);
  }

  #seal(): void {
    for (const column of this.#columns.values()) column.seal();
    for (const column of [this.#keys, this.#time, this.#lastAt, this.#visibleAt, this.inputs]) column.seal();
  }
}

function areEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key, index) => key === right[index]);
}
