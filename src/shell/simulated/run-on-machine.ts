import type { Machine, Shell } from '../types.ts';
import { commandLine } from './command-line.ts';
import { Computer } from './computer.ts';
import { startLineDiscipline } from './line-discipline.ts';
import { Process } from './process.ts';
import { exportedVariables } from './shell-state.ts';
import { computerOf } from './simulated-shell.ts';
import { StatementBudget } from './statement-budget.ts';
import type { Input } from './streams.ts';

export interface MachineStreams {
  stdin?: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Standard input and output are a terminal (`exec -t`). */
  tty: boolean;
  /** The terminal at the other end shows texts page by page. */
  pages?: boolean;
  /** The terminal's size, and each later one. */
  resize?: AsyncIterable<{ columns: number; rows: number }>;
  signal: AbortSignal;
}

interface RunOnMachineOptions {
  input?: number;
  env?: Record<string, string>;
  cwd?: string;
  /** Nobody is there to interrupt it: a loop that never waits is slowed down rather than stopping time. */
  unattended?: boolean;
}

const SIGINT = 2;

/**
 * Runs `command` on a machine as a container runtime does: `sh -c '...'`, a plain program, or an interactive shell
 * when it is `bash` or `sh` alone. Resolves with the exit code; 127, without a word, when there is no such program
 * (`SimulatedShell.has` tells, so that a container runtime can say it its own way).
 * Takes a shell of the machine, or a machine that is switched on just for this.
 */
export async function runOnMachine(
  place: Shell | Machine,
  command: readonly string[],
  streams: MachineStreams,
  { input, env, cwd, unattended }: RunOnMachineOptions = {},
): Promise<number> {
  const computer = 'run' in place ? computerOf(place) : new Computer(place);
  if (!(await computer.has(command[0] ?? ''))) return 127;
  const source = streams.stdin && iterated(streams.stdin, computer, streams.tty);
  const discipline =
    source && streams.tty ? startLineDiscipline(source, computer.machine.clock, () => process.kill(SIGINT)) : undefined;
  const stdin = discipline?.lines ?? source;
  const process = Process.start(
    computer,
    {
      stdin,
      stdout: streams.stdout,
      stderr: streams.tty ? streams.stdout : streams.stderr,
      merged: false,
      collector: 'none',
      terminal: { stdin: streams.tty && stdin !== undefined, stdout: streams.tty, stderr: streams.tty },
    },
    { input, cwd, env: env && { ...exportedVariables(computer.freshState()), ...env }, signal: streams.signal },
  );
  process.screen.pages = streams.pages === true;
  if (unattended) process.budget = new StatementBudget(computer.machine.clock);
  if (streams.resize) void followSize(process, streams.resize).catch(() => {});
  try {
    return await process.runToEnd(commandLine(command));
  } finally {
    await discipline?.release();
  }
}

async function followSize(process: Process, sizes: NonNullable<MachineStreams['resize']>): Promise<void> {
  for await (const { columns, rows } of sizes) process.resize(columns, rows);
}

/** Pieces of an iterable as an `Input`; whoever feeds it may need time to pass, so each wait is on the clock. */
function iterated(source: AsyncIterable<string>, { machine: { clock } }: Computer, terminal: boolean): Input {
  let pieces = source[Symbol.asyncIterator]();
  const back: string[] = [];
  let pending: Promise<IteratorResult<string>> | undefined;
  return {
    live: true,
    next: async (signal) => {
      const kept = back.shift();
      if (kept !== undefined) return kept;
      // A keyboard of ours waits on the clock by itself, also when nobody here asks any more.
      pending ??= 'takeRaw' in source ? clock.activity(() => pieces.next()) : pieces.next();
      const result = await clock.waiting(untilAborted(pending, signal));
      pending = undefined;
      if (!result.done) return result.value;
      // A terminal goes on after Ctrl-D.
      if (terminal) pieces = source[Symbol.asyncIterator]();
      return undefined;
    },
    unread: (text) => void back.unshift(text),
    takeRaw: () => (source as Partial<Input>).takeRaw?.() ?? (() => {}),
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
