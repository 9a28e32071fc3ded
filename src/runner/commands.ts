import type { Pace } from '../sandbox/index.ts';
import type { Target } from './target.ts';

export interface CommandOptions {
  /** A line is about to run in a terminal that shows `prompt`: for screens that show what was typed. */
  onLine?(terminal: string, prompt: string, text: string): void;
  /** Lines typed in earlier sittings, per terminal. */
  history?: Readonly<Record<string, readonly string[]>>;
  /** How long waiting for an alert or a block may take, in simulated milliseconds. */
  timeout?: number;
  /** How long a command may keep this machine busy, in real milliseconds; absent: as long as it likes. */
  patience?: number;
  /**
   * Where nobody sits: a shell that a command opens (`kubectl exec -it POD -- sh`) gets the lines that follow. While
   * `listening`, free time has to stand still once such a shell waits for a line.
   */
  typist?: { listening: boolean };
}

/** How long a command or an alert is waited for unless told otherwise, in simulated milliseconds. */
export const PATIENCE = 2 * 3_600_000;

/** Commands in the learner's terminals, and what was typed there. */
export class Commands {
  readonly #options: CommandOptions & { target: Target; pace: Pace };
  readonly #history: Map<string, readonly string[]>;
  /** Shells that commands opened in terminals and that wait for a line of the typist. */
  readonly #nested = new Map<string, Promise<number>>();

  constructor(options: CommandOptions & { target: Target; pace: Pace }) {
    this.#options = options;
    this.#history = new Map(Object.entries(options.history ?? {}));
  }

  history(terminal: string): readonly string[] {
    return this.#history.get(terminal) ?? [];
  }

  /** Runs a line; see `wait`. A shell that waits for a line gets it, as what is typed at a terminal would. */
  async run(text: string, terminal: string): Promise<number> {
    const { target, pace, patience, onLine } = this.#options;
    const nested = this.#nested.get(terminal);
    if (nested) {
      this.#nested.delete(terminal);
      await target.keys(terminal, `${text}\n`);
      return this.wait(nested, terminal);
    }
    await pace.settle();
    await pace.catchUp();
    // A loop that never waits stops the clock: only real time can tell.
    const watchdog = patience && setTimeout(() => target.interrupt(terminal), patience);
    this.#history.set(terminal, [...this.history(terminal), text]);
    onLine?.(terminal, target.terminal(terminal).prompt, text);
    try {
      return await this.wait(target.line(terminal, text), terminal);
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** Waits for a command. Ends with 130 when free time passes the timeout: the command is interrupted. */
  async wait(work: Promise<number>, terminal: string): Promise<number> {
    const { target, pace, typist, timeout = PATIENCE } = this.#options;
    try {
      if (!typist) return await pace.run(work, target.now + timeout);
      typist.listening = true;
      const asked = Promise.race([work, this.#asksForLine(work, terminal)]);
      const code = await pace.run(asked, target.now + timeout).finally(() => (typist.listening = false));
      if (code !== undefined) return code;
      this.#nested.set(terminal, work);
      return 0;
    } catch (error) {
      if ((error as Error).name !== 'Stalled') throw error;
      await target.interrupt(terminal);
      await pace.run(work.catch(() => {}));
      return 130;
    }
  }

  /** Resolves when a shell opened by `work` waits for a line; never when it ends before. */
  async #asksForLine(work: Promise<number>, terminal: string): Promise<undefined> {
    let ended = false;
    void work.finally(() => (ended = true)).catch(() => {});
    while (!ended && this.#options.target.terminal(terminal).innerPrompt === undefined)
      await new Promise((resolve) => setImmediate(resolve));
    return ended ? new Promise(() => {}) : undefined;
  }
}
