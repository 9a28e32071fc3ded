import type { Job } from './job-table.ts';
import { type InterpreterContext, type Outcome, type StatementNode, serialize } from './just-bash.ts';

/** Starts `statement` beside the shell; the shell goes on at once. */
export async function startJob({ state }: InterpreterContext, statement: StatementNode): Promise<Outcome> {
  const { process, streams } = state;
  const child = process.fork({ ...streams, stdin: undefined, terminal: { ...streams.terminal, stdin: false } });
  const { clock } = process.computer.machine;
  child.text = commandText(statement);
  const job = process.jobs.add(child, child.text, () => clock.activity(() => child.runStatement(statement)));
  state.lastBackgroundPid = child.pid;
  if (process.interactive) streams.stderr?.(`[${job.number}] ${child.pid}\n`);
  return { stdout: '', stderr: '', exitCode: 0 };
}

/** The `wait` built-in: for the jobs named, or for all. */
export async function waitForJobs({ state }: InterpreterContext, args: string[]): Promise<Outcome> {
  const { process, signal } = state;
  const { jobs } = process;
  const names = args.filter((argument) => !argument.startsWith('-'));
  if (args[0] === '-n') {
    const next = jobs.running;
    if (next.length === 0) return done(127);
    const job = await ended(process, Promise.race(next.map((each) => each.end.then(() => each))), signal);
    jobs.forget(job);
    return done(job.code ?? 0);
  }
  if (names.length === 0) {
    for (const job of [...jobs.all]) {
      await ended(process, job.end, signal);
      jobs.forget(job);
    }
    return done(0);
  }
  let code = 0;
  for (const name of names) {
    const job = jobs.find(name);
    const known = job ? await ended(process, job.end, signal) : jobs.codeOf(name);
    if (job) jobs.forget(job);
    if (known === undefined) {
      const problem = name.startsWith('%') ? `${name}: no such job` : `pid ${name} is not a child of this shell`;
      return done(127, `bash: wait: ${problem}\n`);
    }
    code = known;
  }
  return done(code);
}

/** Waits for a job, or until Ctrl-C, while time may pass. */
export async function ended<T>(
  process: InterpreterContext['state']['process'],
  end: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const interrupted = Promise.withResolvers<never>();
  const stop = () => interrupted.reject(signal?.reason);
  interrupted.promise.catch(() => {});
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await process.computer.machine.clock.waiting(Promise.race([end, interrupted.promise]));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** `[1]+  Done                    sleep 5`, as bash reports a job. */
export function jobLine(job: Job, mark: string, withPid = false): string {
  const state = job.code === undefined ? 'Running' : describe(job.code);
  const tail = job.code === undefined ? ' &' : '';
  const pid = withPid ? `${job.process.pid} ` : '';
  return `[${job.number}]${mark}  ${pid}${state.padEnd(24)}${job.text}${tail}\n`;
}

function describe(code: number): string {
  if (code === 0) return 'Done';
  return { 130: 'Interrupt', 137: 'Killed', 143: 'Terminated' }[code] ?? `Exit ${code}`;
}

function done(exitCode: number, stderr = ''): Outcome {
  return { stdout: '', stderr, exitCode };
}

function commandText(statement: StatementNode): string {
  const text = statement.sourceText ?? serialize({ type: 'Script', statements: [statement] });
  return text.replace(/\s*&?\s*$/, '').replace(/\s*\n\s*/g, '; ');
}
