import type { Clock } from '../../clock/index.ts';
import { INTERRUPT, type Input } from './streams.ts';

/** An `Input` that is written to while it is read. The reader waits on the clock, so time may pass meanwhile. */
export class Pipe implements Input {
  readonly #clock: Clock;
  readonly #pieces: string[] = [];
  #ends = 0;
  #wake: (() => void) | undefined;
  #closed = false;
  #raw = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  write(text: string): void {
    if (text === '' || this.#closed) return;
    this.#pieces.push(text);
    this.#wake?.();
  }

  /** One end of input (Ctrl-D): the reader of the moment sees it, the next one reads on. */
  end(): void {
    this.#ends++;
    this.#wake?.();
  }

  /** End of input for good. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  takeRaw(): () => void {
    this.#raw++;
    return () => void this.#raw--;
  }

  /** Ctrl-C: false when no reader has taken the terminal raw, so that the caller must deal with it. */
  interrupt(): boolean {
    if (this.#raw === 0) return false;
    this.write(INTERRUPT);
    return true;
  }

  /** Drops what nobody has read: what was typed at a program that ended. */
  clear(): void {
    this.#pieces.length = 0;
    this.#ends = 0;
  }

  /** True while a reader waits and nothing has been written for it. */
  get awaited(): boolean {
    return this.#wake !== undefined && this.#pieces.length === 0 && this.#ends === 0 && !this.#closed;
  }

  /** Takes out what nobody has read. */
  drain(): string {
    return this.#pieces.splice(0).join('');
  }

  unread(text: string): void {
    this.#pieces.unshift(text);
  }

  async next(signal?: AbortSignal): Promise<string | undefined> {
    for (;;) {
      signal?.throwIfAborted();
      const piece = this.#pieces.shift();
      if (piece !== undefined) return piece;
      if (this.#ends > 0) {
        this.#ends--;
        return undefined;
      }
      if (this.#closed) return undefined;
      await this.#clock.waiting(this.#arrival(signal));
    }
  }

  #arrival(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        this.#wake = undefined;
        resolve();
      };
      this.#wake = wake;
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
