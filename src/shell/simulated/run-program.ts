import type { ToolContext } from '../types.ts';
import { commandLine } from './command-line.ts';
import { FILTERS, type Filter } from './filters.ts';
import {
  AbortedError,
  bytesToText,
  ExitError,
  type InterpreterContext,
  type Outcome,
  textToBytes,
} from './just-bash.ts';
import { Process } from './process.ts';
import { versionOf } from './program-versions.ts';
import { type Program, REWRITINGS } from './programs.ts';
import { type Input, readAll, type Streams, textInput } from './streams.ts';

/** Starts the program `name` if it is one of ours; undefined leaves it to the interpreter's utilities. */
export function runProgram(
  context: InterpreterContext,
  name: string,
  args: string[],
  stdin: string,
  ownsStdin: boolean,
): Promise<Outcome> | undefined {
  const { process } = context.state;
  if (process.bypass === name) return undefined;
  const version = process.computer.commands.has(name) ? versionOf(name, args) : undefined;
  if (version !== undefined) return run(context, printing(name, version), args, stdin, ownsStdin);
  const filter = FILTERS.get(name);
  if (filter && readsLive(context.state, stdin, ownsStdin) && filter.suits(args)) {
    return run(context, filter, args, stdin, ownsStdin);
  }
  const rewritten = REWRITINGS.get(name)?.rewrite(args, (path) =>
    process.computer.files.memory.resolvePath(context.state.cwd, path),
  );
  if (rewritten) {
    args.splice(0, args.length, ...rewritten.args);
    tell(context.state, rewritten.says);
    return undefined;
  }
  const program = process.computer.programs.get(name);
  if (!program || program.suits?.(args) === false) return undefined;
  return run(context, program, args, stdin, ownsStdin);
}

/** Says it where errors are seen at once; a file they are sent to does not hear of it. */
function tell({ streams }: InterpreterContext['state'], text: string): void {
  (streams.stderr ?? (streams.merged ? streams.stdout : undefined))?.(text);
}

function printing(name: string, text: string): Program {
  return {
    name,
    async run({ stdout }) {
      stdout(text);
      return 0;
    },
  };
}

/** Standard input comes bit by bit, from a terminal or a running stage of the pipeline. */
function readsLive({ streams, groupStdin }: InterpreterContext['state'], stdin: string, owned: boolean): boolean {
  return streams.stdin !== undefined && groupStdin === undefined && stdin === '' && !owned;
}

async function run(
  { state }: InterpreterContext,
  program: Program | Filter,
  args: string[],
  stdin: string,
  ownsStdin: boolean,
): Promise<Outcome> {
  const { process, streams } = state;
  const collected = { stdout: '', stderr: '' };
  const direct = followsTerminal(state) ? streams : { ...streams, stdout: undefined, stderr: undefined };
  const writeOut = direct.stdout ?? ((text: string) => void (collected.stdout += text));
  const writeError = direct.stderr ?? (streams.merged ? writeOut : (text: string) => void (collected.stderr += text));
  const input = standardInput(state, stdin, ownsStdin);
  const signal = state.signal ?? process.signal;
  const context = toolContext(process, program.name, args, {
    input,
    signal,
    stdout: writeOut,
    stderr: writeError,
    terminal: { ...streams.terminal, stdin: streams.terminal.stdin && input === streams.stdin },
  });
  const exitCode = await outcome(() => program.run(context, process, input), program.name, signal, writeError);
  // Text on its way into a pipe travels as bytes.
  return { stdout: textToBytes(collected.stdout), stderr: collected.stderr, exitCode, stdoutKind: 'bytes' };
}

async function outcome(
  work: () => Promise<number>,
  name: string,
  signal: AbortSignal,
  stderr: (text: string) => void,
): Promise<number> {
  try {
    const code = await work();
    return code & 255;
  } catch (error) {
    if (signal.aborted || error instanceof AbortedError) return 130;
    if (error instanceof ExitError) throw error;
    stderr(`${name}: ${(error as Error).message}\n`);
    return 1;
  }
}

interface Ends {
  input: Input | undefined;
  signal: AbortSignal;
  stdout(text: string): void;
  stderr(text: string): void;
  terminal: Streams['terminal'];
}

function toolContext(process: Process, name: string, args: string[], ends: Ends): ToolContext {
  const { computer, state } = process;
  const { machine, files } = computer;
  const { input, signal, terminal } = ends;
  return {
    args,
    name,
    stdin: () => (input ? readAll(input, signal) : Promise.resolve('')),
    stdinChunks: () => chunks(input, signal),
    takeTerminal: () => input?.takeRaw?.() ?? (() => {}),
    keyboard: process.keyboard && (() => chunks(process.keyboard, signal)),
    stdout: ends.stdout,
    stderr: ends.stderr,
    env: new Map(Object.entries(process.exported())),
    cwd: state.cwd,
    resolve: (path) => files.memory.resolvePath(state.cwd, path),
    fs: files,
    clock: machine.clock,
    random: computer.random,
    signal,
    tty: {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      ...process.screen,
      pages: canPage(process),
    },
    input: process.input,
    exec: (command, options = {}) => {
      const child = Process.start(
        computer,
        {
          stdin: options.stdin === undefined ? input : undefined,
          stdout: options.stdout ?? ends.stdout,
          stderr: options.stderr ?? ends.stderr,
          merged: false,
          collector: options.stdout ? 'capture' : 'none',
          terminal: {
            stdin: terminal.stdin && options.stdin === undefined,
            stdout: terminal.stdout && !options.stdout,
            stderr: terminal.stderr && !options.stderr,
          },
        },
        {
          parent: process,
          stdin: options.stdin,
          cwd: state.cwd,
          env: { ...process.exported(), ...options.env },
          signal: options.signal ?? signal,
        },
      );
      return child.runToEnd(commandLine(command));
    },
    user: { ...machine.user, hostname: machine.hostname, kernel: machine.kernel },
  };
}

/** The learner's own machine is told by a variable what its terminal can do, what is executed elsewhere by its client. */
function canPage({ screen, state }: Process): boolean {
  return screen.pages ?? state.env.get('FIREDRILL_SCREEN') === '1';
}

/** Output that `exec >file` moved elsewhere must go the interpreter's way. */
function followsTerminal({ fileDescriptors }: InterpreterContext['state']): boolean {
  return !fileDescriptors?.has(1) && !fileDescriptors?.has(2);
}

function standardInput(state: InterpreterContext['state'], stdin: string, owned: boolean): Input | undefined {
  if (owned || stdin !== '') return textInput(bytesToText(stdin));
  if (state.groupStdin === undefined) return state.streams.stdin;
  return groupInput(state);
}

/** The input a loop or group shares: what this program reads, the next one does not see. */
function groupInput(state: InterpreterContext['state']): Input {
  return {
    next: async () => {
      const text = state.groupStdin ?? '';
      state.groupStdin = '';
      return text === '' ? undefined : bytesToText(text);
    },
    unread: (text) => {
      state.groupStdin = textToBytes(text) + (state.groupStdin ?? '');
    },
  };
}

/** Each iteration reads up to the next end of input: at a terminal, Ctrl-D ends one reader, not the terminal. */
function chunks(input: Input | undefined, signal: AbortSignal): AsyncIterable<string> & Pick<Input, 'takeRaw'> {
  return {
    takeRaw: () => input?.takeRaw?.() ?? (() => {}),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const piece = await input?.next(signal);
        if (piece === undefined) return;
        yield piece;
      }
    },
  };
}
