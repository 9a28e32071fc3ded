import { startJob, waitForJobs } from './jobs.ts';
import {
  bytesToText,
  type InterpreterHost,
  type Outcome,
  outcomeBytes,
  parse,
  type Redirection,
  type ShellState,
  textToBytes,
} from './just-bash.ts';
import { runStage } from './pipeline.ts';
import { runProgram } from './run-program.ts';
import { runScriptFile } from './script-file.ts';
import { readAll, readLine, type Streams, within } from './streams.ts';
import { readsStandardInput } from './utilities.ts';

const STATEMENTS_PER_TURN = 128;
let statements = 0;

/** Answers what the patched interpreter asks. It holds nothing itself: all is in the state's process and streams. */
export const hostOfInterpreters: InterpreterHost = {
  // Without a turn of the event loop now and then, an endless loop could not even be interrupted.
  beforeStatement({ state }) {
    const { budget } = state.process;
    if (budget && !budget.spend()) return budget.wait(state.signal);
    statements++;
    if (statements % STATEMENTS_PER_TURN !== 0) return undefined;
    return new Promise((resolve) => setImmediate(resolve));
  },

  background(context, statement) {
    const foreground = { ...statement, background: false };
    if (context.state.streams.collector === 'capture') return context.executeStatement(foreground);
    return startJob(context, foreground);
  },

  async onFailure(context, exitCode) {
    const { process } = context.state;
    const trap = process.traps.get('ERR');
    if (!trap) return nothing(exitCode);
    process.traps.delete('ERR');
    try {
      return await context.executeScript(parse(trap));
    } finally {
      process.traps.set('ERR', trap);
    }
  },

  emit({ state }, outcome) {
    if (!outcome.stdout && !outcome.stderr) return outcome;
    const { stdout } = state.streams;
    const stderr = errorsFollowOutput(state) ? stdout : state.streams.stderr;
    if (!stdout && !stderr) return outcome;
    // What the interpreter says of its own abort is for its host, not for the screen.
    if (stderr && outcome.stderr && !state.signal?.aborted) stderr(outcome.stderr);
    if (stdout && outcome.stdout) stdout(bytesToText(outcomeBytes(outcome)));
    return {
      ...outcome,
      stdout: stdout ? '' : outcome.stdout,
      stderr: stderr ? '' : outcome.stderr,
      internalOutputAccounting: undefined,
    };
  },

  stage: runStage,

  redirected(context, redirections, run) {
    const streams = redirections.reduce(redirect, context.state.streams);
    return streams === context.state.streams ? run() : within(context.state, streams, run);
  },

  async captured(context, script) {
    const { state } = context;
    const { options, functions, fileDescriptors, streams } = state;
    // As bash without inherit_errexit: `set -e` does not reach into a substitution.
    state.options = { ...options, errexit: false };
    state.functions = new Map(functions);
    const joined = errorsFollowOutput(state);
    if (joined) state.fileDescriptors = new Map([...fileDescriptors!].filter(([descriptor]) => descriptor !== 2));
    const stderr = joined ? streams.stdout : streams.stderr;
    try {
      return await within(
        state,
        {
          ...streams,
          stdout: undefined,
          stderr,
          collector: 'capture',
          terminal: { ...streams.terminal, stdout: false },
        },
        () => context.executeScript(script),
      );
    } finally {
      state.options = options;
      state.functions = functions;
      state.fileDescriptors = fileDescriptors;
    }
  },

  program: runProgram,

  async utilityStdin({ state }, name, args) {
    const { stdin } = state.streams;
    if (!stdin || state.groupStdin !== undefined || !readsStandardInput(name, args)) return '';
    return textToBytes(await readAll(stdin, state.signal));
  },

  async builtinStdin({ state }, name) {
    const { stdin } = state.streams;
    if (!stdin || state.groupStdin !== undefined) return '';
    const text = name === 'read' ? await readLine(stdin, state.signal) : await readAll(stdin, state.signal);
    return textToBytes(text ?? '');
  },

  wait: waitForJobs,

  scriptFile: runScriptFile,

  isTerminal({ state }, descriptor) {
    const { terminal } = state.streams;
    return { 0: terminal.stdin, 1: terminal.stdout, 2: terminal.stderr }[Number(descriptor)] ?? false;
  },
};

/** Which streams still lead where they did once `redirection` is in force; the interpreter moves the rest. */
function redirect(streams: Streams, { operator, fd, target }: Redirection): Streams {
  if (operator.startsWith('<')) return streams;
  const word = target.parts?.length === 1 ? target.parts[0]!.value : undefined;
  const off = { ...streams, collector: 'file' as const };
  if (operator === '&>' || operator === '&>>' || (operator === '>&' && fd === null && !/^\d+$/.test(word ?? ''))) {
    return {
      ...off,
      stdout: undefined,
      stderr: undefined,
      merged: true,
      terminal: { ...streams.terminal, stdout: false, stderr: false },
    };
  }
  if (fd === 2) {
    const terminal = { ...streams.terminal, stderr: false };
    if (operator === '>&' && word === '1') {
      return { ...streams, stderr: streams.stdout, merged: true, terminal: { ...terminal, stderr: terminal.stdout } };
    }
    return { ...streams, stderr: undefined, merged: false, terminal };
  }
  if (fd === null || fd === 1) {
    const terminal = { ...streams.terminal, stdout: false };
    if (operator === '>&' && word === '2') return { ...streams, stdout: undefined, terminal };
    return { ...off, stdout: undefined, terminal };
  }
  // Some other descriptor: let the interpreter collect and sort it out.
  return { ...streams, stdout: undefined, stderr: undefined };
}

/** `exec 2>&1` is in force. The interpreter marks it so in its table of descriptors. */
function errorsFollowOutput({ fileDescriptors }: ShellState): boolean {
  return fileDescriptors?.get(2) === '__dupout__:1';
}

function nothing(exitCode: number): Outcome {
  return { stdout: '', stderr: '', exitCode };
}
