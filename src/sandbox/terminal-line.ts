const INTERRUPT = '\x03';
const KEY = /\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Za-z]|[^\x1b]|\x1b(?=[^[O])/gu;
const UNFINISHED = /\x1b(?:[[O][\d;]*)?$/;
const RETURN = '\r\n';

/** Where a terminal's output goes, and where its finished lines go: null is Ctrl-D, `\x03` alone Ctrl-C. */
interface Ends {
  screen(text: string): void;
  program(text: string | null): void;
}

/**
 * What stands between a client's keys and a program when `exec -t` gave it a terminal: the client sends every key as it
 * is and shows what comes back, so the echo, the editing of the line and its history are done at this end.
 */
export class TerminalLine {
  readonly #ends: Ends;
  readonly #actions = new Map(this.#allActions().flatMap(([keys, action]) => keys.map((key) => [key, action])));
  readonly #history: string[] = [];
  #line: string[] = [];
  #cursor = 0;
  /** Place in the history; its length is the line being typed. */
  #place = 0;
  /** The beginning of a key whose end is in the next piece. */
  #begun = '';
  /** What a program wrote behind its last newline: the prompt. */
  #prompt = '';

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  /** Output of the program, as a terminal shows it. */
  write(text: string): void {
    this.#prompt = (this.#prompt + text).split('\n').at(-1)!.slice(-1_000);
    this.#ends.screen(text.replace(/\r?\n/g, RETURN));
  }

  /** Keys of the client. */
  type(text: string): void {
    const keys = this.#begun + text;
    this.#begun = UNFINISHED.exec(keys)?.[0] ?? '';
    for (const [key] of keys.slice(0, keys.length - this.#begun.length).matchAll(KEY)) this.#press(key);
  }

  #press(key: string): void {
    const action = this.#actions.get(key);
    if (action) action();
    else if (key >= ' ') this.#insert(key);
  }

  #allActions(): [keys: string[], action: () => void][] {
    return [
      [['\r', '\n'], () => this.#finish()],
      [['\x03'], () => this.#interrupt()],
      [['\x04'], () => this.#end()],
      [['\x0c'], () => this.#clearScreen()],
      [['\x7f', '\b'], () => this.#cut(this.#cursor - 1, this.#cursor)],
      [['\x1b[3~'], () => this.#cut(this.#cursor, this.#cursor + 1)],
      [['\x15'], () => this.#cut(0, this.#cursor)],
      [['\x0b'], () => this.#cut(this.#cursor, this.#line.length)],
      [['\x17'], () => this.#cut(this.#wordStart(), this.#cursor)],
      [['\x01', '\x1b[H', '\x1bOH', '\x1b[1~'], () => this.#show(this.#line, 0)],
      [['\x05', '\x1b[F', '\x1bOF', '\x1b[4~'], () => this.#show(this.#line, this.#line.length)],
      [['\x02', '\x1b[D', '\x1bOD'], () => this.#show(this.#line, this.#cursor - 1)],
      [['\x06', '\x1b[C', '\x1bOC'], () => this.#show(this.#line, this.#cursor + 1)],
      [['\x1b[A', '\x1bOA'], () => this.#recall(this.#place - 1)],
      [['\x1b[B', '\x1bOB'], () => this.#recall(this.#place + 1)],
    ];
  }

  #interrupt(): void {
    this.#ends.screen(`^C${RETURN}`);
    this.#forget();
    this.#ends.program(INTERRUPT);
  }

  #end(): void {
    if (this.#line.length === 0) this.#ends.program(null);
    else this.#cut(this.#cursor, this.#cursor + 1);
  }

  #clearScreen(): void {
    const shown = this.#prompt + this.#line.join('');
    this.#ends.screen(`\x1b[H\x1b[2J${shown}${left(this.#line.length - this.#cursor)}`);
  }

  #finish(): void {
    const line = this.#line.join('');
    this.#ends.screen(RETURN);
    if (line !== '' && line !== this.#history.at(-1)) this.#history.push(line);
    this.#forget();
    this.#ends.program(`${line}\n`);
  }

  #forget(): void {
    this.#line = [];
    this.#cursor = 0;
    this.#place = this.#history.length;
    this.#prompt = '';
  }

  #insert(letter: string): void {
    if (this.#cursor === this.#line.length) {
      this.#line.push(letter);
      this.#cursor++;
      this.#ends.screen(letter);
    } else this.#show(this.#line.toSpliced(this.#cursor, 0, letter), this.#cursor + 1);
  }

  #cut(from: number, to: number): void {
    if (from < 0 || to > this.#line.length || from === to) return;
    this.#show(this.#line.toSpliced(from, to - from), from);
  }

  #wordStart(): number {
    return this.#line
      .slice(0, this.#cursor)
      .join('')
      .replace(/\S+\s*$/, '').length;
  }

  #recall(place: number): void {
    if (place < 0 || place > this.#history.length) return;
    const line = [...(this.#history[place] ?? '')];
    this.#show(line, line.length);
    this.#place = place;
  }

  /** Draws the line anew. */
  #show(line: string[], cursor: number): void {
    if (cursor < 0 || cursor > line.length) return;
    const drawn = line === this.#line ? left(this.#cursor) : `${left(this.#cursor)}\x1b[K`;
    this.#ends.screen(drawn + line.join('') + left(line.length - cursor));
    this.#line = line;
    this.#cursor = cursor;
  }
}

function left(columns: number): string {
  return columns > 0 ? `\x1b[${columns}D` : '';
}
