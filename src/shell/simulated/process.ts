import { quoted } from './command-line.ts';
import type { Computer } from './computer.ts';
import { hostOfInterpreters } from './interpreter-host.ts';
import { JobTable } from './job-table.ts';
import {
  AbortedError,
  bytesToText,
  detachState,
  ExecutionScope,
  ExitError,
  Interpreter,
  type NestedOptions,
  type Outcome,
  outcomeBytes,
  parse,
  type ScriptNode,
  type ShellState,
  type StatementNode,
  textToBytes,
} from './just-bash.ts';
import { linesThatParse, syntaxError } from './script-text.ts';
import { exportedVariables, replaceVariables, setOption, setParameters, settle } from './shell-state.ts';
import type { StatementBudget } from './statement-budget.ts';
import type { Input, Streams } from './streams.ts';

export interface ProcessOptions {
  /** `$0`. */
  name?: string;
  args?: readonly string[];
  /** All it finds exported; undefined = what the machine exports at login. */
  env?: Record<string, string>;
  cwd?: string;
  signal?: AbortSignal;
  input?: number;
  parent?: Process;
  /** The script file this runs, for `BASH_SOURCE`. */
  source?: string;
  interactive?: boolean;
  /** Options to set, by letter (`e`) or name (`pipefail`). */
  set?: readonly string[];
  /** All of standard input, where it is known from the start. */
  stdin?: string;
  /** A program of ours that calls the bundled utility of its own name. */
  bypass?: string;
}

/** One shell process: its variables, its jobs, its traps. */
export class Process {
  readonly computer: Computer;
  readonly state: ShellState;
  readonly jobs = new JobTable();
  readonly traps = new Map<string, string>();
  readonly history: string[] = [];
  readonly interactive: boolean;
  readonly bypass: string | undefined;
  readonly pid: number;
  readonly parent: Process | undefined;
  readonly startedAt: number;
  /** The terminal's size and whether it pages, the same for all that runs in it. */
  readonly screen: { columns: number; rows: number; pages?: boolean };
  /** What is typed at the terminal. */
  keyboard: Input | undefined;
  /** A shell typed into, which waits for a command of its own. */
  awaitsCommand = false;
  /** The command line it runs, where it is a job. */
  text: string | undefined;
  /** The signal that ended it, as 128 + its number. */
  killedBy: number | undefined;
  /** `exit` was called, or what it ran ended it. */
  exited = false;
  input: number | undefined;
  /** Bounds what it and all it starts do without waiting. */
  budget: StatementBudget | undefined;
  umask = 0o022;
  readonly #controller = new AbortController();
  #letGo: (() => void) | undefined;

  constructor(computer: Computer, streams: Streams, options: ProcessOptions = {}, state = computer.freshState()) {
    this.computer = computer;
    this.state = state;
    this.pid = computer.pid();
    this.parent = options.parent;
    this.screen = options.parent?.screen ?? { columns: 80, rows: 24 };
    this.keyboard = options.parent?.keyboard ?? (streams.terminal.stdin ? streams.stdin : undefined);
    this.startedAt = computer.machine.clock.now();
    this.input = options.input ?? options.parent?.input;
    this.budget = options.parent?.budget;
    this.interactive = options.interactive ?? false;
    this.bypass = options.bypass;
    this.umask = options.parent?.umask ?? 0o022;
    state.process = this;
    state.streams = streams;
    this.#stopWith(options.signal);
    computer.processes.set(this.pid, this);
  }

  /** A process of its own, as `bash -c` or a script file starts one. */
  static start(computer: Computer, streams: Streams, options: ProcessOptions = {}): Process {
    const process = new Process(computer, streams, options);
    const { state } = process;
    if (options.env) replaceVariables(state, options.env);
    if (options.cwd) state.env.set('PWD', options.cwd);
    state.cwd = options.cwd ?? state.cwd;
    state.virtualPid = process.pid;
    state.bashPid = process.pid;
    state.virtualPpid = options.parent?.pid ?? 1;
    state.shoptOptions['expand_aliases'] = options.interactive ?? false;
    if (options.source) {
      state.currentSource = options.source;
      state.sourceStack = [options.source];
    }
    if (options.stdin !== undefined) state.groupStdin = textToBytes(options.stdin);
    setParameters(state, options.name ?? 'bash', options.args ?? []);
    for (const option of options.set ?? []) setOption(state, option);
    return process;
  }

  /** A copy that goes its own way from here: a job, a stage of a pipeline. */
  fork(streams: Streams, signal?: AbortSignal): Process {
    const state = { ...this.state, localScopes: [] } as ShellState;
    detachState(state);
    const child = new Process(this.computer, streams, { parent: this, signal }, state);
    state.bashPid = child.pid;
    state.signal = undefined;
    state.groupStdin = undefined;
    return child;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  resize(columns: number, rows: number): void {
    Object.assign(this.screen, { columns, rows });
    this.state.env.set('COLUMNS', String(columns));
    this.state.env.set('LINES', String(rows));
  }

  /** Ends the process as a signal does: what it runs stops at its next step. */
  kill(number: number): void {
    this.killedBy ??= 128 + number;
    this.#controller.abort(new Error(`killed by signal ${number}`));
  }

  /** Takes the process off the machine's list: it has ended. */
  close(): void {
    this.computer.processes.delete(this.pid);
    this.#letGo?.();
  }

  /** What a program started from here finds in its environment. */
  exported(): Record<string, string> {
    return exportedVariables(this.state);
  }

  /** Runs `text` to its end, its EXIT trap included, and resolves with the exit code. */
  async runToEnd(text: string): Promise<number> {
    try {
      const code = await this.run(text);
      return await this.leave(code);
    } finally {
      this.close();
    }
  }

  /** Runs `text` in the state as it is, and leaves the state as `text` made it. */
  async run(text: string, signal: AbortSignal = this.signal): Promise<number> {
    let script: ScriptNode;
    try {
      script = parse(text);
    } catch (error) {
      return this.#runUpTo(text, error as Error, signal);
    }
    return this.execute((interpreter) => interpreter.executeScript(script), signal);
  }

  /** Runs one statement as all this process does. */
  async runStatement(statement: StatementNode): Promise<number> {
    try {
      return await this.execute((interpreter) => interpreter.executeStatement(statement));
    } finally {
      this.close();
    }
  }

  /** Lets `work` drive an interpreter on this process's state. */
  async execute(
    work: (interpreter: Interpreter) => Promise<Outcome>,
    signal: AbortSignal = this.signal,
  ): Promise<number> {
    const { computer, state } = this;
    state.signal = signal;
    const executionScope = new ExecutionScope(computer.limits, signal);
    const interpreter = new Interpreter(
      {
        fs: computer.files.memory,
        commands: computer.commands,
        limits: computer.limits,
        executionScope,
        exec: (script, options) => this.nested(script, options),
        host: hostOfInterpreters,
      },
      state,
    );
    try {
      const outcome = await computer.inItsTime(() => work(interpreter));
      this.#show(outcome);
      return this.#finished(signal.aborted ? this.#abortCode() : outcome.exitCode);
    } catch (error) {
      return this.#finished(this.#failed(error as Error & Partial<Outcome>, signal));
    } finally {
      await executionScope.close();
    }
  }

  /** Runs the EXIT trap, once; resolves with the code the process ends with. */
  async leave(code: number): Promise<number> {
    const trap = this.traps.get('EXIT');
    this.traps.delete('EXIT');
    if (!trap) return code;
    this.exited = false;
    this.state.env.set('?', String(code));
    this.state.lastExitCode = code;
    const last = await this.run(trap, new AbortController().signal);
    return this.exited ? last : code;
  }

  /** A command line started by one of the bundled utilities: a child process whose output it collects. */
  async nested(script: string, options: NestedOptions & { bypass?: string } = {}): Promise<Outcome> {
    let stdout = '';
    let stderr = '';
    const streams: Streams = {
      stdin: undefined,
      stdout: (text) => void (stdout += text),
      stderr: (text) => void (stderr += text),
      merged: false,
      collector: 'capture',
      terminal: { stdin: false, stdout: false, stderr: false },
    };
    const child = Process.start(this.computer, streams, {
      parent: this,
      cwd: options.cwd,
      env: options.replaceEnv ? (options.env ?? {}) : { ...this.exported(), ...options.env },
      signal: options.signal ?? this.state.signal,
      bypass: options.bypass,
    });
    child.state.groupStdin = options.stdin;
    const exitCode = await child.runToEnd([script, ...(options.args ?? []).map(quoted)].join(' '));
    return { stdout, stderr, exitCode };
  }

  /** As bash reads line by line, it has run what stands before a syntax error when it comes to it. */
  async #runUpTo(text: string, error: Error, signal: AbortSignal): Promise<number> {
    const sound = linesThatParse(text);
    if (sound) {
      const code = await this.execute((interpreter) => interpreter.executeScript(sound), signal);
      const stopped = this.exited || signal.aborted || (this.state.options['errexit'] && code !== 0);
      if (stopped) return code;
    }
    this.#show({ stdout: '', stderr: `bash: ${syntaxError(error)}\n`, exitCode: 2 });
    return this.#finished(2);
  }

  #stopWith(signal: AbortSignal | undefined): void {
    if (!signal) return;
    const stop = () => this.#controller.abort(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    this.#letGo = () => signal.removeEventListener('abort', stop);
  }

  #show(outcome: Outcome): void {
    const { stdout, stderr } = this.state.streams;
    if (outcome.stderr && !this.state.signal?.aborted) stderr?.(outcome.stderr);
    if (outcome.stdout) stdout?.(bytesToText(outcomeBytes(outcome)));
  }

  #failed(error: Error & Partial<Outcome>, signal: AbortSignal): number {
    const { stdout = '', stderr = '' } = error;
    if (signal.aborted || error instanceof AbortedError) {
      this.#show({ stdout, stderr: '', exitCode: 0 });
      return this.#abortCode();
    }
    const known = error.stdout !== undefined || error.stderr !== undefined;
    const text = known ? stderr : `bash: ${error.message}\n`;
    this.#show({ stdout, stderr: text, exitCode: 0 });
    if (error instanceof ExitError) this.exited = true;
    if (error.exitCode !== undefined) return error.exitCode;
    return error.name === 'ParseException' || error.name === 'LexerError' ? 2 : 1;
  }

  #abortCode(): number {
    return this.killedBy ?? 130;
  }

  #finished(code: number): number {
    settle(this.state, code);
    return code;
  }
}
