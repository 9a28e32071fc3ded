/** One after the other in each terminal: what is typed while something else is about to run comes after it. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` at once, or when what was asked for earlier in this terminal has ended, however it ended. */
  take<T>(terminal: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(terminal);
    const mine = before ? before.then(work, work) : work();
    this.#last.set(terminal, mine);
    const leave = () => {
      if (this.#last.get(terminal) === mine) this.#last.delete(terminal);
    };
    mine.then(leave, leave);
    return mine;
  }
}
