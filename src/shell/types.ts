import type { Clock, Random } from '../clock/index.ts';
import type { Mount } from './simulated/volume.ts';

/** One terminal's shell, wherever it runs: simulated host, pod, or real bash. */
export interface Shell {
  /** Runs what was typed (one or many lines, heredocs included) in the session's state and resolves with `$?`. */
  run(line: string, options?: RunOptions): Promise<number>;
  /** Runs a script as its own process on the same files: fresh variables, output captured. Never changes the session. */
  script(text: string, options?: ScriptOptions): Promise<ScriptResult>;
  /** Keystrokes for the running command's standard input. `undefined` is end of input. */
  write(text: string | undefined): void;
  /** Ctrl-C. */
  interrupt(): void;
  /** True when `line` is unfinished (open quote, heredoc, trailing `\`, `|`, `&&`, `do`): the prompt becomes `> `. */
  isIncomplete(line: string): boolean;
  readonly prompt: string;
  readonly cwd: string;
  readonly running: boolean;
}

/** A shell somebody sits at, with the files and the screen around it. */
export interface Terminal extends Shell {
  /** The machine's files, shared by every terminal opened on it. */
  readonly fs: FileSystem;
  /** `exit` was typed, or a script read from here ended the shell. */
  readonly exited: boolean;
  /** The running command reads from the terminal, and nothing has been typed for it. */
  readonly wantsInput: boolean;
  /** The prompt of a shell the running command has opened (in a pod, say) and which waits for a command; absent where nobody can tell. */
  readonly innerPrompt?: string;
  /**
   * Takes what was typed while programs ran and none of them read: lines for the shell, as a terminal would hand them on.
   * Absent where the terminal does so by itself.
   */
  typedAhead?(): string;
  /** True: what is typed into a program is shown by the terminal itself. */
  readonly echoes?: boolean;
  /** What could be named at the prompt: where a shell in a pod is being typed into, what that one sees. */
  readonly surroundings: Surroundings;
  /** Tells the programs how wide the terminal is. */
  resize(columns: number, rows: number): void;
}

/** What a shell could name where it stands. Looking at it changes nothing and takes no time. */
export interface Surroundings {
  readonly cwd: string;
  readonly home: string;
  /** Programs, the shell's own commands, functions, and what lies on the PATH. */
  programs(): readonly string[];
  variables(): readonly string[];
  variable(name: string): string | undefined;
  /** What is in a folder (absolute path); empty when there is none. */
  list(folder: string): readonly { name: string; isFolder: boolean }[];
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
}

export interface RunOptions {
  /** Number of the session's input this line is; marks what it causes. */
  input?: number;
  signal?: AbortSignal;
}

export interface ScriptOptions extends RunOptions {
  /** `$0` and the positional parameters. */
  name?: string;
  args?: string[];
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string;
}

export interface ScriptResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface OutputEvent {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** The files of one simulated machine. Paths are absolute POSIX paths. Errors carry `code` (`ENOENT`, `EISDIR`...). */
export interface FileSystem {
  readFile(path: string): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
  appendFile(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<{ isFile: boolean; isDirectory: boolean; size: number; mode: number; mtime: Date }>;
  readdir(path: string): Promise<string[]>;
  mkdir(path: string, options?: { recursive?: boolean }): Promise<void>;
  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
}

/** What a program is told of its terminal. */
interface TerminalFacts {
  /** Standard input and output are the terminal. */
  stdin: boolean;
  stdout: boolean;
  columns: number;
  rows: number;
  /** It shows texts page by page when asked to: firedrill's own full screen. */
  pages?: boolean;
}

/** A program of ours: one folder under src/shell/tools, pure but for its context. */
export interface Tool {
  name: string;
  aliases?: readonly string[];
  /** Writes line by line while it runs (ping, nmap, kubectl get -w): its output is streamed, not collected. */
  streams?: boolean;
  run(context: ToolContext): Promise<number>;
}

export interface ToolContext {
  /** Without the program's name. */
  args: readonly string[];
  /** The name it was called by. */
  name: string;
  /** All of standard input; waits for its end. */
  stdin(): Promise<string>;
  /** Standard input piece by piece, for programs that talk. */
  stdinChunks(): AsyncIterable<string>;
  /**
   * Takes the terminal raw, as `exec -t` does: until what is returned is called, Ctrl-C does not abort `signal` but
   * arrives as `\x03` in `stdinChunks`. Only needed when the pieces travel on to another machine as they are;
   * `runOnMachine` does it by itself when given `stdinChunks()`.
   */
  takeTerminal?(): () => void;
  /** What is typed at the terminal, wherever standard input comes from: `/dev/tty`. Undefined without a terminal. */
  keyboard?(): AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** The environment the program sees (exported variables). */
  env: ReadonlyMap<string, string>;
  cwd: string;
  /** Resolves a path against `cwd`. */
  resolve(path: string): string;
  fs: FileSystem;
  clock: Clock;
  random: Random;
  /** Aborted by Ctrl-C, a job's kill, or `timeout`. */
  signal: AbortSignal;
  tty: TerminalFacts;
  input?: number;
  /** Runs another command line of this machine (for `watch`, `timeout`, `xargs`, `$EDITOR`). */
  exec(
    command: string[],
    options?: {
      stdin?: string;
      env?: Record<string, string>;
      signal?: AbortSignal;
      stdout?(text: string): void;
      stderr?(text: string): void;
    },
  ): Promise<number>;
  /** Who runs it. */
  user: { name: string; uid: number; home: string; hostname: string; kernel?: string };
}

/** Everything that makes one simulated machine: a host or a container. */
export interface Machine {
  hostname: string;
  /** The kernel's release, as `uname -r` says it. */
  kernel?: string;
  user: { name: string; uid: number; home: string };
  /** Exported at login. */
  env: Record<string, string>;
  /** Files to start with; directories come by themselves. */
  files: Readonly<Record<string, string | Uint8Array>>;
  /** Where it shows files that are not only its own. */
  mounts?: readonly Mount[];
  /** Programs beyond the shell's own. */
  tools: readonly Tool[];
  /** Names of the shell's own utilities that exist here; undefined = all. */
  builtins?: readonly string[];
  cwd: string;
  prompt: string;
  clock: Clock;
  random: Random;
}
