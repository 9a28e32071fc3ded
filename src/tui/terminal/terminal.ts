import { StringDecoder } from 'node:string_decoder';
import type { KeyPress } from './key-press.ts';
import { KeyReader } from './read-keys.ts';

const ENTER = '\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h';
const LEAVE = '\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l';
/** How long a lone Escape may be the beginning of a sequence, in milliseconds. */
const ESCAPE_WAIT = 40;
/** How long an answer of the terminal is waited for, in milliseconds: a slow line across the world. */
const ANSWER_WAIT = 400;

export interface TerminalStreams {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
}

/** The learner's terminal in raw mode on its second screen, until `restore`. */
export class Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly #stdin: NodeJS.ReadStream;
  readonly #reader = new KeyReader((report) => this.#answer(report));
  readonly #decoder = new StringDecoder('utf8');
  readonly #answers = new Set<(report: string) => void>();
  #listener: ((key: KeyPress) => void) | undefined;
  #escape: NodeJS.Timeout | undefined;
  #restored = false;

  constructor({ stdin, stdout }: TerminalStreams) {
    this.#stdin = stdin;
    this.stdout = stdout;
    stdin.setRawMode?.(true);
    stdin.on('data', this.#onData);
    stdin.resume();
    stdout.write(ENTER);
    process.on('exit', this.restore);
  }

  /** Keys go to the newest listener. */
  onKey(listener: (key: KeyPress) => void): void {
    this.#listener = listener;
  }

  /**
   * Writes a question and gives what the terminal answered until it had enough; after a moment, what came by then. The
   * moment is short: a terminal that does not know the question says nothing.
   */
  ask(question: string, isEnough: (answer: string) => boolean, wait = ANSWER_WAIT): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const done = () => {
        clearTimeout(limit);
        this.#answers.delete(listen);
        resolve(answer);
      };
      // After a long piece of work the time is over before what came meanwhile is read: that still counts.
      const limit = setTimeout(() => setImmediate(done), wait);
      const listen = (report: string) => {
        answer += report;
        if (isEnough(answer)) done();
      };
      this.#answers.add(listen);
      this.stdout.write(question);
    });
  }

  get size(): { columns: number; rows: number } {
    return { columns: this.stdout.columns || 80, rows: this.stdout.rows || 24 };
  }

  onResize(listener: () => void): () => void {
    this.stdout.on('resize', listener);
    return () => void this.stdout.off('resize', listener);
  }

  /** Brings the normal screen back. May be called more than once. */
  readonly restore = (): void => {
    if (this.#restored) return;
    this.#restored = true;
    clearTimeout(this.#escape);
    process.off('exit', this.restore);
    this.#stdin.off('data', this.#onData);
    this.#stdin.setRawMode?.(false);
    this.#stdin.pause();
    this.stdout.write(LEAVE);
  };

  readonly #onData = (chunk: Buffer | string): void => {
    clearTimeout(this.#escape);
    this.#deliver(this.#reader.read(typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)));
    if (!this.#reader.waits) return;
    // Half an answer must not become keys.
    const wait = this.#answers.size > 0 && this.#reader.hasBegunReport ? ANSWER_WAIT : ESCAPE_WAIT;
    this.#escape = setTimeout(() => this.#deliver(this.#reader.flush()), wait);
  };

  #answer(report: string): void {
    for (const listen of this.#answers) listen(report);
  }

  #deliver(keys: readonly KeyPress[]): void {
    for (const key of keys) this.#listener?.(key);
  }
}
