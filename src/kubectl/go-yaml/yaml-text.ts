import type { Mark } from './yaml-problem.ts';

/** A text read letter by letter. Its end is an empty letter, and counts as a blank. */
export class YamlText {
  readonly #text: string;
  #at = 0;
  #line = 0;
  #column = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get mark(): Mark {
    return { line: this.#line, column: this.#column };
  }

  get column(): number {
    return this.#column;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  letter(ahead = 0): string {
    return this.#text[this.#at + ahead] ?? '';
  }

  isBreak(ahead = 0): boolean {
    return /^[\n\r\u0085\u2028\u2029]$/.test(this.letter(ahead));
  }

  /** A blank, a line break or the end. */
  isGap(ahead = 0): boolean {
    return this.letter(ahead) === '' || /^[ \t]$/.test(this.letter(ahead)) || this.isBreak(ahead);
  }

  /** `---` or `...` at the beginning of a line. */
  isDocumentMark(): boolean {
    return this.#column === 0 && /^(---|\.\.\.)$/.test(this.#text.slice(this.#at, this.#at + 3)) && this.isGap(3);
  }

  skip(letters = 1): void {
    for (let count = 0; count < letters && !this.atEnd; count += 1) {
      const isBreak = this.isBreak() && !(this.letter() === '\r' && this.letter(1) === '\n');
      this.#at += 1;
      this.#column = isBreak ? 0 : this.#column + 1;
      if (isBreak) this.#line += 1;
    }
  }

  skipWhile(wanted: RegExp): number {
    const start = this.#at;
    while (wanted.test(this.letter())) this.skip();
    return this.#at - start;
  }

  skipLine(): void {
    while (!this.atEnd && !this.isBreak()) this.skip();
  }

  /** The end always begins a line. */
  finish(): void {
    if (this.#column === 0) return;
    this.#column = 0;
    this.#line += 1;
  }
}
