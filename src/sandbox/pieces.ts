const BREAK = Symbol('break');

/** Pieces somebody adds and somebody else awaits, in order. */
export class Pieces<T> implements AsyncIterable<T> {
  readonly #kept: (T | typeof BREAK)[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  add(piece: T): void {
    if (this.#ended) return;
    this.#kept.push(piece);
    this.#wake?.();
  }

  /** Ends for whoever reads now; the next reader gets what comes after. */
  break(): void {
    if (this.#ended) return;
    this.#kept.push(BREAK);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#kept.length > 0) {
        const piece = this.#kept.shift()!;
        if (piece === BREAK) return;
        yield piece as T;
      }
      if (this.#ended) return;
      await new Promise<void>((resolve) => void (this.#wake = resolve));
    }
  }
}
