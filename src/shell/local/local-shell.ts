import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type {
  FileSystem,
  OutputEvent,
  RunOptions,
  ScriptOptions,
  ScriptResult,
  Surroundings,
  Terminal,
} from '../types.ts';
import { DRIVER } from './driver.ts';
import { isIncomplete } from './is-incomplete.ts';
import { type BashProcess, type KeyboardKind, signalGroup, startBash } from './keyboard.ts';
import { localFiles } from './local-files.ts';
import { localSurroundings } from './local-surroundings.ts';
import { OutputFilter } from './output-filter.ts';
import { runScript } from './run-script.ts';

export interface LocalShellOptions {
  /** Absolute: HOME and where the shell starts; the file tabs see no further. */
  home: string;
  /** A folder for pipes and scripts, nobody else's. */
  control: string;
  /** All the programs see. */
  env: Readonly<Record<string, string>>;
  keyboard: KeyboardKind;
  prompt(cwd: string): string;
  onOutput(event: OutputEvent): void;
}

/** How long output may come after the report of a command's end, when its mark got lost (`exec > file`), ms. */
const DRAIN = 300;
/** Terminals that nobody measured. */
const SIZE = { columns: 80, rows: 24 };

interface Report {
  number: number;
  code: number;
  cwd: string;
}

/** A terminal on this machine: one bash that lives until `close`, or until it is left; the next line then starts another. */
export class LocalShell implements Terminal {
  readonly fs: FileSystem;
  readonly #options: LocalShellOptions;
  readonly #control: string;
  readonly #token = randomBytes(12).toString('hex');
  readonly #commands: Socket;
  #bash: BashProcess | undefined;
  #starting: Promise<BashProcess> | undefined;
  #cwd: string;
  #exited = false;
  /** A pipe's end is an end for good; a terminal's is read once. */
  #inputEnded = false;
  #number = 0;
  #size = SIZE;
  #current: { number: number; end(report: Report): void } | undefined;
  #marked = { stdout: -1, stderr: -1 };
  #onMark: () => void = () => {};

  constructor(options: LocalShellOptions) {
    this.#options = options;
    this.#cwd = options.home;
    this.fs = localFiles(options.home);
    mkdirSync(options.control, { recursive: true, mode: 0o700 });
    this.#control = mkdtempSync(join(options.control, 'shell-'));
    writeFileSync(join(this.#control, 'driver'), DRIVER, { mode: 0o600 });
    const pipes = ['commands', 'reports'].map((name) => join(this.#control, name));
    execFileSync('mkfifo', ['-m', '600', ...pipes]);
    const [commands, reports] = pipes.map((path) => openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
    this.#commands = new Socket({ fd: commands!, readable: false, writable: true });
    this.#listen(new Socket({ fd: reports!, readable: true, writable: false }));
  }

  get prompt(): string {
    return this.#options.prompt(this.#cwd);
  }

  get cwd(): string {
    return this.#cwd;
  }

  get running(): boolean {
    return this.#current !== undefined;
  }

  get exited(): boolean {
    return this.#exited;
  }

  /** Whether a real program reads cannot be seen from outside: whatever runs gets what is typed, where somebody types. */
  get wantsInput(): boolean {
    return this.running && this.#options.keyboard !== 'none' && !this.#inputEnded;
  }

  get echoes(): boolean {
    return this.#bash?.echoes ?? false;
  }

  get surroundings(): Surroundings {
    return localSurroundings(this.#cwd, this.#options.home, this.#options.env);
  }

  isIncomplete(line: string): boolean {
    return isIncomplete(line);
  }

  write(text: string | undefined): void {
    if (text === undefined && !this.echoes) this.#inputEnded = true;
    this.#bash?.write(text);
  }

  interrupt(): void {
    this.#bash?.interrupt();
  }

  resize(columns: number, rows: number): void {
    this.#size = { columns, rows };
    this.#bash?.resize(columns, rows);
  }

  async run(line: string, { signal }: RunOptions = {}): Promise<number> {
    if (this.#current) throw new Error('the shell is still running a command: write to it, or interrupt it first');
    const number = ++this.#number;
    const ended = this.#reportOf(number);
    this.#exited = false;
    await this.#start();
    const stop = () => this.interrupt();
    signal?.addEventListener('abort', stop, { once: true });
    this.#commands.write(`${number}\0${line.replaceAll('\0', '')}\0`);
    const { code, cwd } = await ended;
    signal?.removeEventListener('abort', stop);
    await this.#drained(number);
    this.#cwd = cwd;
    this.#current = undefined;
    return code;
  }

  script(text: string, options: ScriptOptions = {}): Promise<ScriptResult> {
    const { home, env, control } = this.#options;
    return runScript(text, { ...options, cwd: options.cwd ?? home, env: { ...env, ...options.env } }, control);
  }

  /** Ends the shell and everything that was started from it. */
  close(): void {
    signalGroup(this.#bash?.pid, 'SIGHUP');
    signalGroup(this.#bash?.pid, 'SIGKILL');
    this.#commands.destroy();
    this.#stopListening();
    rmSync(this.#control, { recursive: true, force: true });
  }

  #stopListening = () => {};

  #reportOf(number: number): Promise<Report> {
    return new Promise((resolve) => (this.#current = { number, end: resolve }));
  }

  async #start(): Promise<void> {
    if (this.#bash) return;
    const { home, env, keyboard, onOutput } = this.#options;
    const filters = {
      stdout: new OutputFilter(this.#token, (number) => this.#mark('stdout', number)),
      stderr: new OutputFilter(this.#token, (number) => this.#mark('stderr', number)),
    };
    let ready = false;
    this.#marked = { stdout: -1, stderr: -1 };
    this.#starting = startBash(keyboard, {
      args: ['--noprofile', '--rcfile', join(this.#control, 'driver'), '-i'],
      cwd: home,
      env: { ...env, FIREDRILL_CONTROL: this.#control, FIREDRILL_MARK: this.#token },
      ...this.#size,
      onOutput: (stream, text) => {
        // What an interactive bash says before its first mark is about itself: no job control, no terminal.
        const shown = filters[stream].pass(text).replaceAll('\r\n', '\n');
        if (ready && shown !== '') onOutput({ stream, text: shown });
        ready ||= this.#marked.stdout >= 0;
      },
      onExit: (code) => this.#left(code),
    });
    this.#bash = await this.#starting;
    await this.#drained(0, 5_000);
    ready = true;
  }

  /** `exit`, `exec`, or somebody killed it: the next line starts another, where this one began. */
  #left(code: number): void {
    this.#bash = undefined;
    this.#exited = true;
    const { home } = this.#options;
    this.#current?.end({ number: this.#current.number, code, cwd: home });
  }

  #mark(stream: 'stdout' | 'stderr', number: number): void {
    this.#marked[stream] = Math.max(this.#marked[stream], number);
    this.#onMark();
  }

  /** All that a command printed has come: its marks stand behind it. A terminal has one stream for both. */
  async #drained(number: number, patience = DRAIN): Promise<void> {
    const streams = this.echoes ? (['stdout'] as const) : (['stdout', 'stderr'] as const);
    const done = () => !this.#bash || streams.every((stream) => this.#marked[stream] >= number);
    if (done()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#onMark = () => {
        if (!done()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onMark = () => {};
  }

  #listen(reports: Socket): void {
    let pending = '';
    reports.setEncoding('utf8').on('data', (text: string) => {
      const fields = (pending + text).split('\0');
      while (fields.length > 3) {
        const [number, code, cwd] = fields.splice(0, 3) as [string, string, string];
        if (Number(number) === this.#current?.number)
          this.#current.end({ number: Number(number), code: Number(code), cwd });
      }
      pending = fields.join('\0');
    });
    this.#stopListening = () => void reports.destroy();
  }
}
