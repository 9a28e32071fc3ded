/** The least or the most of a sliding run of rows: values that a later and better one outdoes are forgotten. */
export class Extreme {
  readonly #sign: 1 | -1;
  #rows: number[] = [];
  #values: number[] = [];
  #head = 0;

  constructor(which: 'min' | 'max') {
    this.#sign = which === 'min' ? 1 : -1;
  }

  /** Adds a row's value; rows come in ascending order. */
  add(row: number, value: number): void {
    while (this.#values.length > this.#head && this.#sign * (this.#values.at(-1)! - value) >= 0) {
      this.#rows.pop();
      this.#values.pop();
    }
    this.#rows.push(row);
    this.#values.push(value);
  }

  /** The extreme of the rows from `first` on; null when none has a value. */
  since(first: number): number | null {
    while (this.#head < this.#rows.length && this.#rows[this.#head]! < first) this.#head++;
    if (this.#head > 1_000 && this.#head > this.#rows.length / 2) {
      this.#rows = this.#rows.slice(this.#head);
      this.#values = this.#values.slice(this.#head);
      this.#head = 0;
    }
    return this.#values[this.#head] ?? null;
  }
}
