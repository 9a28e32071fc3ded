/** What `-v` tells on standard error: notes, the heads of messages, and how much data went by. */
export class Verbose {
  readonly #write: ((text: string) => void) | undefined;
  readonly #tellsData: boolean;
  #dataIsTold = false;

  /** Without `write` it is silent. Data is not told of where it is itself on the terminal. */
  constructor(write: ((text: string) => void) | undefined, tellsData: boolean) {
    this.#write = write;
    this.#tellsData = tellsData;
  }

  note(line: string): void {
    this.#dataIsTold = false;
    this.#write?.(`* ${line}\n`);
  }

  /** A line of a head, sent (`>`) or received (`<`). */
  head(mark: '>' | '<', line: string): void {
    this.#dataIsTold = false;
    this.#write?.(`${mark} ${line}\r\n`);
  }

  /** Data sent (`}`) or received (`{`); of several pieces in a row the first is told. */
  data(mark: '}' | '{', bytes: number): void {
    if (this.#tellsData && !this.#dataIsTold) this.#write?.(`${mark} [${bytes} bytes data]\n`);
    this.#dataIsTold = true;
  }
}
