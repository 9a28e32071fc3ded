/** Pieces somebody adds and somebody else awaits, in order. */
export class Pieces<T> implements AsyncIterable<T> {
  readonly #kept: T[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  add(piece: T): void {
    if (this.#ended) return;
    this.#kept.push(piece);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#kept.length > 0) yield this.#kept.shift()!;
      if (this.#ended) return;
      await new Promise<void>((resolve) => void (this.#wake = resolve));
    }
  }
}
