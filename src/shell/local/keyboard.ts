import { spawn } from 'node:child_process';
import type { IPty } from '@lydell/node-pty';

/** How the running command's standard input is connected. */
export type KeyboardKind =
  /** A terminal of its own, where this machine can make one; a pipe otherwise. */
  | 'terminal'
  /** Typed lines go in through a pipe. */
  | 'lines'
  /** Nobody types: end of input at once. */
  | 'none';

export interface BashOptions {
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  columns: number;
  rows: number;
  onOutput(stream: 'stdout' | 'stderr', text: string): void;
  onExit(code: number): void;
}

/** A bash and its keyboard. It leads a process group of its own. */
export interface BashProcess {
  readonly pid: number;
  /** True: what is typed is shown by the terminal itself. */
  readonly echoes: boolean;
  write(text: string | undefined): void;
  interrupt(): void;
  resize(columns: number, rows: number): void;
}

/** Starts bash on a terminal of its own, or on pipes where there is none to be had. */
export async function startBash(kind: KeyboardKind, options: BashOptions): Promise<BashProcess> {
  if (kind === 'terminal') {
    const pty = await import('@lydell/node-pty').catch(() => undefined);
    if (pty) return onTerminal((pty.default ?? pty).spawn, options);
  }
  return onPipes(kind, options);
}

type SpawnTerminal = typeof import('@lydell/node-pty').spawn;

function onTerminal(spawnTerminal: SpawnTerminal, options: BashOptions): BashProcess {
  const { args, cwd, env, columns, rows, onOutput, onExit } = options;
  const terminal: IPty = spawnTerminal('bash', [...args], { cwd, env, cols: columns, rows });
  terminal.onData((text) => onOutput('stdout', text));
  terminal.onExit(({ exitCode, signal }) => onExit(signal ? 128 + signal : exitCode));
  return {
    pid: terminal.pid,
    echoes: true,
    write: (text) => terminal.write(text ?? '\x04'),
    interrupt: () => terminal.write('\x03'),
    resize: (columns, rows) => terminal.resize(Math.max(1, columns), Math.max(1, rows)),
  };
}

function onPipes(kind: KeyboardKind, { args, cwd, env, onOutput, onExit }: BashOptions): BashProcess {
  const child = spawn('bash', args, {
    cwd,
    env,
    detached: true,
    stdio: [kind === 'none' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]!.setEncoding('utf8').on('data', (text: string) => onOutput(stream, text));
  child.once('close', (code, signal) => onExit(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  child.once('error', () => onExit(127));
  child.stdin?.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    echoes: false,
    write: (text) => (text === undefined ? child.stdin?.end() : child.stdin?.write(text)),
    interrupt: () => signalGroup(child.pid, 'SIGINT'),
    resize: () => {},
  };
}

/** Sends a signal to a process we started and everything it started. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
