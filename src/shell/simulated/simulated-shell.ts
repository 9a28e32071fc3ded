import type {
  FileSystem,
  Machine,
  OutputEvent,
  RunOptions,
  ScriptOptions,
  ScriptResult,
  Shell,
  Surroundings,
  Terminal,
} from '../types.ts';
import { Computer } from './computer.ts';
import { foregroundOf } from './foreground.ts';
import { isIncomplete } from './incomplete.ts';
import { jobLine } from './jobs.ts';
import { MachineFiles } from './machine-files.ts';
import { Pipe } from './pipe.ts';
import { Process } from './process.ts';
import { promptOf } from './prompt.ts';
import { exportedVariables } from './shell-state.ts';
import { surroundingsOf } from './surroundings.ts';

export interface SimulatedShellOptions {
  /** Called for each piece of output of `run`, in order. */
  onOutput(event: OutputEvent): void;
  /** The files of a shell already open on this machine; new ones otherwise. */
  files?: FileSystem;
}

/** A terminal on a simulated machine. */
export interface SimulatedShell extends Terminal {
  /** Nobody types here: whatever reads from the terminal is at the end of its input. */
  closeInput(): void;
  /** Another terminal on the same machine: same files and programs, its own variables, jobs and directory. */
  open(options: Pick<SimulatedShellOptions, 'onOutput'>): SimulatedShell;
  /** True when `name` can be run here: a program of the machine, or a path that exists. */
  has(name: string): Promise<boolean>;
  /** The lines typed so far, oldest first. */
  readonly history: readonly string[];
}

/**
 * Switches `machine` on and opens a terminal on it. `run` and `script` never call `clock.activity`: wrap each call in
 * one. All that waits inside waits on the clock.
 *
 * @example
 * const shell = createSimulatedShell(machine, { onOutput: ({ text }) => screen.write(text) });
 * await clock.activity(() => shell.run('X=1; echo $X'));
 */
export function createSimulatedShell(machine: Machine, { onOutput, files }: SimulatedShellOptions): SimulatedShell {
  if (files && !(files instanceof MachineFiles)) {
    throw new TypeError('createSimulatedShell: `files` must be the `fs` of another simulated shell');
  }
  return new MachineTerminal(new Computer(machine, files), onOutput);
}

/** The machine behind a shell made by `createSimulatedShell`. */
export function computerOf(shell: Shell): Computer {
  if (!(shell instanceof MachineTerminal)) throw new TypeError('this shell does not run on a simulated machine');
  return shell.computer;
}

class MachineTerminal implements SimulatedShell {
  readonly computer: Computer;
  readonly #onOutput: SimulatedShellOptions['onOutput'];
  readonly #keyboard: Pipe;
  #process: Process;
  #interruption: AbortController | undefined;
  #ahead = '';
  #begun = false;

  constructor(computer: Computer, onOutput: SimulatedShellOptions['onOutput']) {
    this.computer = computer;
    this.#onOutput = onOutput;
    this.#keyboard = new Pipe(computer.machine.clock);
    this.#process = Process.start(
      computer,
      {
        stdin: this.#keyboard,
        stdout: (text) => onOutput({ stream: 'stdout', text }),
        stderr: (text) => onOutput({ stream: 'stderr', text }),
        merged: false,
        collector: 'none',
        terminal: { stdin: true, stdout: true, stderr: true },
      },
      { interactive: true },
    );
  }

  get fs(): FileSystem {
    return this.computer.files;
  }

  get exited(): boolean {
    return this.#process.exited;
  }

  get prompt(): string {
    this.#enter();
    return promptOf(this.#process);
  }

  get cwd(): string {
    this.#enter();
    return this.#process.state.cwd;
  }

  get running(): boolean {
    return this.#interruption !== undefined;
  }

  get wantsInput(): boolean {
    return this.running && this.#keyboard.awaited;
  }

  get innerPrompt(): string | undefined {
    const inner = foregroundOf(this.#process);
    return this.wantsInput && inner !== this.#process && inner.awaitsCommand ? promptOf(inner) : undefined;
  }

  get surroundings(): Surroundings {
    return surroundingsOf(this.running ? foregroundOf(this.#process) : this.#process);
  }

  get history(): readonly string[] {
    return this.#process.history;
  }

  open({ onOutput }: Pick<SimulatedShellOptions, 'onOutput'>): SimulatedShell {
    return new MachineTerminal(this.computer, onOutput);
  }

  has(name: string): Promise<boolean> {
    return this.computer.has(name);
  }

  resize(columns: number, rows: number): void {
    this.#process.resize(columns, rows);
  }

  isIncomplete(line: string): boolean {
    return isIncomplete(line);
  }

  write(text: string | undefined): void {
    if (text === undefined) this.#keyboard.end();
    else this.#keyboard.write(text);
  }

  typedAhead(): string {
    const ahead = this.#ahead;
    this.#ahead = '';
    return ahead;
  }

  closeInput(): void {
    this.#keyboard.close();
  }

  interrupt(): void {
    if (this.#keyboard.interrupt()) return;
    // What was typed ahead goes with it, as in a terminal.
    this.#keyboard.clear();
    this.#interruption?.abort(new Error('interrupted'));
  }

  async run(line: string, { input, signal }: RunOptions = {}): Promise<number> {
    if (this.#interruption) throw new Error('the shell is still running a command: write to it, or interrupt it first');
    const process = this.#process;
    const interruption = new AbortController();
    const stop = () => interruption.abort(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    this.#interruption = interruption;
    process.input = input;
    process.exited = false;
    if (line.trim() !== '') process.history.push(line.trimEnd());
    try {
      if (!this.#begun) await this.#begin(interruption.signal);
      if (process.exited) return await process.leave(process.state.lastExitCode);
      const code = await process.run(line, interruption.signal);
      if (interruption.signal.aborted) await this.#onInterrupt();
      if (process.exited) return await process.leave(code);
      this.#reportJobs();
      return code;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#interruption = undefined;
      this.#ahead += this.#keyboard.drain();
      this.#keyboard.clear();
    }
  }

  async script(text: string, options: ScriptOptions = {}): Promise<ScriptResult> {
    const result: ScriptResult = { code: 0, stdout: '', stderr: '' };
    const process = Process.start(
      this.computer,
      {
        stdin: undefined,
        stdout: (piece) => void (result.stdout += piece),
        stderr: (piece) => void (result.stderr += piece),
        merged: false,
        collector: 'none',
        terminal: { stdin: false, stdout: false, stderr: false },
      },
      {
        name: options.name,
        source: options.name,
        args: options.args,
        stdin: options.stdin,
        env: options.env && { ...exportedVariables(this.computer.freshState()), ...options.env },
        cwd: options.cwd,
        signal: options.signal,
        input: options.input,
      },
    );
    result.code = await process.runToEnd(text);
    return result;
  }

  /** A terminal opens when it is first typed into: where a set-up script may have said by then (`set-workdir`). */
  #enter(): void {
    if (this.#begun) return;
    const { state } = this.#process;
    state.cwd = this.computer.machine.cwd;
    state.env.set('PWD', state.cwd);
  }

  /** What a set-up script wrote into ~/.bashrc is for the terminals that are opened after it. */
  async #begin(signal: AbortSignal): Promise<void> {
    this.#enter();
    this.#begun = true;
    const path = `${this.computer.machine.user.home}/.bashrc`;
    const { files } = this.computer;
    if (!(await files.exists(path)) || (await files.readFile(path)).trim() === '') return;
    await this.#process.run('. ~/.bashrc', signal);
  }

  async #onInterrupt(): Promise<void> {
    const trap = this.#process.traps.get('INT');
    if (trap) await this.#process.run(trap);
  }

  #reportJobs(): void {
    const { jobs } = this.#process;
    for (const job of [...jobs.all]) {
      if (job.code === undefined) continue;
      const mark = jobs.all.at(-1) === job ? '+' : '-';
      this.#onOutput({ stream: 'stderr', text: jobLine(job, mark) });
      jobs.forget(job);
    }
  }
}
