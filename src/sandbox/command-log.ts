/** A command of ours that ran on one of the learner's machines. */
export interface CommandRecord {
  /** The session's input it ran for. */
  input: number;
  program: string;
  /** Without the program's name. */
  args: readonly string[];
  code: number;
}

/** How many are remembered; a block asks right after it ran. */
const KEPT = 1_000;

/** What ran for which input and how it ended, also inside loops and lists, where only one exit code comes out. */
export class CommandLog {
  readonly #records: CommandRecord[] = [];

  add(record: CommandRecord): void {
    this.#records.push(record);
    if (this.#records.length > KEPT) this.#records.shift();
  }

  /** Those of one input, in the order they ended. */
  of(input: number): readonly CommandRecord[] {
    return this.#records.filter((record) => record.input === input);
  }
}
