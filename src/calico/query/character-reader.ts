import type { QueryPosition } from './query-error.ts';

/** Reads a text character by character, one ahead, and knows where it is as Go's text/scanner does. */
export class CharacterReader {
  readonly #characters: readonly string[];
  #index = 0;
  #line = 1;
  #column = 0;
  #lastLineLength = 0;
  #atEnd = false;

  /** The character looked at; undefined at the end. */
  current: string | undefined;

  /** Where a NUL was last read, which Go does not allow anywhere. */
  nullAt: QueryPosition | undefined;

  constructor(text: string) {
    this.#characters = Array.from(text);
    this.current = this.next();
    if (this.current === '\uFEFF') this.current = this.next();
  }

  /** Moves on by one character and returns it. */
  next(): string | undefined {
    const character = this.#characters[this.#index];
    if (character === undefined) {
      // The end counts as one more column, once.
      if (!this.#atEnd) this.#column++;
      this.#atEnd = true;
      this.current = undefined;
      return undefined;
    }
    this.#index++;
    this.#column++;
    if (character === '\n') {
      this.#line++;
      this.#lastLineLength = this.#column;
      this.#column = 0;
    }
    this.current = character;
    if (character === '\0') this.nullAt = this.position();
    return character;
  }

  /** Where `current` stands. */
  position(): QueryPosition {
    if (this.#column > 0) return { line: this.#line, column: this.#column };
    if (this.#lastLineLength > 0) return { line: this.#line - 1, column: this.#lastLineLength };
    return { line: 1, column: 1 };
  }

  /** How many characters stand before `current`; for `slice`. */
  offset(): number {
    return this.#atEnd ? this.#index : this.#index - 1;
  }

  slice(from: number): string {
    return this.#characters.slice(from, this.offset()).join('');
  }
}
