import type { ToolContext } from '../types.ts';
import { enterForeground } from './foreground.ts';
import { isIncomplete } from './incomplete.ts';
import { startLineDiscipline } from './line-discipline.ts';
import type { Process } from './process.ts';
import { promptOf } from './prompt.ts';
import { readLine } from './streams.ts';

/** A shell typed into through standard input: prompts, reads lines, runs them, until `exit` or the end of input. */
export async function runInteractively(
  process: Process,
  terminal: Pick<ToolContext, 'stdout' | 'tty'>,
): Promise<number> {
  const { streams } = process.state;
  const { clock } = process.computer.machine;
  const session = new InteractiveSession(process, terminal);
  const discipline =
    terminal.tty.stdin && streams.stdin
      ? startLineDiscipline(streams.stdin, clock, () => session.interrupt())
      : undefined;
  if (discipline) {
    process.state.streams = { ...streams, stdin: discipline.lines };
    process.keyboard = discipline.lines;
  }
  const leaveForeground = enterForeground(process);
  try {
    return await process.leave(await session.run());
  } finally {
    leaveForeground();
    await discipline?.release();
    process.close();
  }
}

class InteractiveSession {
  readonly #process: Process;
  readonly #terminal: Pick<ToolContext, 'stdout' | 'tty'>;
  #text = '';
  #interruption = new AbortController();

  constructor(process: Process, terminal: Pick<ToolContext, 'stdout' | 'tty'>) {
    this.#process = process;
    this.#terminal = terminal;
  }

  /** Ctrl-C: ends the command that runs, or drops the line being typed. */
  interrupt(): void {
    this.#interruption.abort(new Error('interrupted'));
  }

  async run(): Promise<number> {
    const process = this.#process;
    const { stdout, tty } = this.#terminal;
    let code = 0;
    while (!process.exited) {
      if (tty.stdin) stdout(this.#text === '' ? promptOf(process) : '> ');
      const line = await this.#nextLine();
      if (line === undefined) {
        if (tty.stdin) stdout('exit\n');
        break;
      }
      this.#text += line;
      if (isIncomplete(this.#text)) continue;
      if (this.#text.trim() !== '') process.history.push(this.#text.trimEnd());
      code = await process.run(this.#text, this.#signal());
      this.#text = '';
    }
    return code;
  }

  async #nextLine(): Promise<string | undefined> {
    const { stdin } = this.#process.state.streams;
    const signal = this.#signal();
    this.#process.awaitsCommand = this.#text === '';
    try {
      return stdin && (await readLine(stdin, signal));
    } catch (error) {
      if (this.#process.signal.aborted) throw error;
      this.#text = '';
      this.#terminal.stdout('\n');
      return '';
    } finally {
      this.#process.awaitsCommand = false;
    }
  }

  #signal(): AbortSignal {
    this.#interruption = new AbortController();
    return AbortSignal.any([this.#process.signal, this.#interruption.signal]);
  }
}
