import { FILTERS } from './filters.ts';
import type { InterpreterContext, Outcome, Pipeline, PipelineStage } from './just-bash.ts';
import { Pipe } from './pipe.ts';
import type { Process } from './process.ts';
import { type Streams, within } from './streams.ts';

const SIGPIPE = 13;

/** What is known of a pipeline between its stages. */
export interface PipelineRun {
  codes: (number | Promise<number>)[];
  /** The stage before this one is still running: it writes here. */
  pipe?: Pipe;
  writer?: Process;
}

/**
 * One stage of `a | b | c`. The interpreter runs stages one after another and hands each the whole output of the one
 * before. That would never end for `kubectl get -w | grep x` or `yes | head`, so a stage whose reader takes its input
 * line by line runs beside it, and is stopped (SIGPIPE) once the reader has enough.
 */
export async function runStage(
  context: InterpreterContext,
  pipeline: Pipeline,
  index: number,
  stdin: string,
  run: (stage: PipelineStage, stdin: string) => Promise<Outcome>,
): Promise<Outcome> {
  const { state } = context;
  const command = pipeline.commands[index]!;
  const next = pipeline.commands[index + 1];
  if (pipeline.commands.length === 1) return run(command, stdin);
  const pipelineRun: PipelineRun = (index > 0 && state.pipeline) || { codes: [] };
  state.pipeline = undefined;
  const streams = stageStreams(state.streams, pipeline, index, pipelineRun.pipe);
  if (next && readsAsItComes(context, next)) {
    startWriter(context, command, stdin, streams, pipelineRun);
    state.pipeline = pipelineRun;
    return { stdout: '', stderr: '', exitCode: 0 };
  }
  const outcome = await withWriter(pipelineRun, () => within(state, streams, () => run(command, stdin)));
  pipelineRun.codes.push(outcome.exitCode);
  if (next) {
    state.pipeline = pipelineRun;
    return outcome;
  }
  return withStatus(outcome, await settled(context, pipelineRun), state.options['pipefail'] ?? false);
}

function stageStreams(streams: Streams, pipeline: Pipeline, index: number, pipe: Pipe | undefined): Streams {
  const last = index === pipeline.commands.length - 1;
  const joined = !last && (pipeline.pipeStderr?.[index] ?? false);
  return {
    stdin: index === 0 ? streams.stdin : pipe,
    stdout: last ? streams.stdout : undefined,
    stderr: joined ? undefined : streams.stderr,
    merged: joined || (last && streams.merged),
    collector: last ? streams.collector : 'capture',
    terminal: {
      stdin: index === 0 && streams.terminal.stdin,
      stdout: last && streams.terminal.stdout,
      stderr: !joined && streams.terminal.stderr,
    },
  };
}

/** Loops around `read`, and the filters that work line by line. */
function readsAsItComes({ state }: InterpreterContext, stage: PipelineStage): boolean {
  if (stage.type === 'While' || stage.type === 'Until') return true;
  if (stage.type !== 'SimpleCommand' || stage.redirections.some(({ operator }) => operator.startsWith('<')))
    return false;
  const name = literal(stage.name);
  if (name === undefined || state.functions.has(name)) return false;
  if (state.process.computer.programs.get(name)?.streamsInput) return true;
  // An argument not known before it is expanded is a pattern or a count; its first letter could still be a dash.
  const args = stage.args.map((word) => literal(word) ?? 'word');
  return FILTERS.get(name)?.suits(args) ?? false;
}

function literal(word: { parts: readonly { type: string; value?: unknown }[] } | null): string | undefined {
  const texts = word?.parts.map(({ type, value }) =>
    (type === 'Literal' || type === 'SingleQuoted' || type === 'Escaped') && typeof value === 'string'
      ? value
      : undefined,
  );
  return texts?.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function startWriter(
  { state }: InterpreterContext,
  command: PipelineStage,
  stdin: string,
  streams: Streams,
  pipelineRun: PipelineRun,
): void {
  const { clock } = state.process.computer.machine;
  const pipe = new Pipe(clock);
  const write = (text: string) => pipe.write(text);
  const upstream = pipelineRun.writer;
  const writer = state.process.fork({ ...streams, stdout: write, stderr: streams.stderr ?? write }, state.signal);
  const end = clock.activity(async () => {
    try {
      return await writer.execute((interpreter) => interpreter.executeCommand(command, stdin));
    } finally {
      pipe.close();
      writer.close();
      upstream?.kill(SIGPIPE);
    }
  });
  end.catch(() => {});
  pipelineRun.codes.push(end);
  pipelineRun.pipe = pipe;
  pipelineRun.writer = writer;
}

/** Runs the reader of a pipe, and stops whoever still writes into it afterwards. */
async function withWriter<T>(pipelineRun: PipelineRun, work: () => Promise<T>): Promise<T> {
  const { writer } = pipelineRun;
  try {
    return await work();
  } finally {
    writer?.kill(SIGPIPE);
    pipelineRun.pipe = undefined;
    pipelineRun.writer = undefined;
  }
}

async function settled({ state }: InterpreterContext, { codes }: PipelineRun): Promise<number[]> {
  const { clock } = state.process.computer.machine;
  return codes.some((code) => typeof code !== 'number') ? clock.waiting(Promise.all(codes)) : (codes as number[]);
}

function withStatus(outcome: Outcome, codes: number[], pipefail: boolean): Outcome {
  const failed = codes.findLast((code) => code !== 0);
  return {
    ...outcome,
    exitCode: pipefail ? (failed ?? 0) : outcome.exitCode,
    internalPipeStatusOverride: codes,
  };
}
