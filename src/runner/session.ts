import type { Sandbox } from '../sandbox/index.ts';
import type { Block, Script, Track } from '../track/index.ts';
import { askStep } from './ask-step.ts';
import { type BlockOutcome, runStatements } from './block-run.ts';
import type { CheckResult } from './check-result.ts';
import { judgeAnswer } from './judge-answer.ts';
import { knownHost, type Lab, type LabStep, labStepsOf, scriptEnvironment } from './lab.ts';
import { initialState, reduce, type SessionEvent, type SessionState } from './state.ts';

export interface SessionOptions extends Lab {
  /** Appends an event to the journal. */
  record?(event: SessionEvent): void;
  /** A line is about to run in a terminal that shows `prompt`: for screens that show what was typed. */
  onLine?(terminal: string, prompt: string, text: string): void;
  /** Events of an earlier sitting; the sandbox has been brought to the same point. */
  past?: readonly SessionEvent[];
  /** How long waiting for an alert or a block may take, in simulated milliseconds. */
  timeout?: number;
  /** How long a command may keep this machine busy, in real milliseconds; absent: as long as it likes. */
  patience?: number;
}

const TWO_HOURS = 2 * 3_600_000;

/**
 * One learner's session: the driver of what the reducer records. Every method resolves when its effect is over; time
 * passes by the pace.
 */
export class Session {
  readonly track: Track;
  readonly sandbox: Sandbox;
  readonly labSteps: readonly LabStep[];
  readonly #options: SessionOptions;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.track = options.track;
    this.sandbox = options.sandbox;
    this.labSteps = labStepsOf(options.track);
    this.#state = (options.past ?? []).reduce(reduce, initialState(this.labSteps.length, this.sandbox.now));
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Calls `listener` after each change of `state`. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The step the learner is at; undefined when the track is finished. */
  get current(): LabStep | undefined {
    return this.labSteps[this.#state.current - 1];
  }

  /** The terminal blocks run in. */
  get terminal(): string {
    return this.sandbox.hostNames[0]!;
  }

  block(number: number): Block | undefined {
    return this.labSteps.flatMap(({ step }) => step.blocks).find((block) => block.number === number);
  }

  /** Prepares the current step: its challenge's set-up when it is the first of it. Call after creation and after `next`. */
  async open(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const { challenge, step } = current;
    if (!this.#state.prepared.includes(challenge.slug)) {
      if (this.#state.prepared.length === 0) await this.#lifecycle(this.track.scripts.setup, 'setup of the track');
      await this.#lifecycle(challenge.scripts.setup, `setup of ${challenge.slug}`);
      this.#happened({ type: 'prepared', challenge: challenge.slug, at: this.sandbox.now });
    }
    if (this.#state.steps[step.number - 1]?.status === 'ahead') {
      this.#happened({ type: 'step-opened', step: step.number, at: this.sandbox.now });
    }
  }

  /** Runs a block as written, or as the learner changed its text, statement by statement, in the learner's shell. */
  async runBlock(written: Block, text = written.code.text): Promise<BlockOutcome> {
    const block = { ...written, code: { ...written.code, text } };
    const { sandbox, terminal } = this;
    await this.#options.pace.read();
    this.#happened({ type: 'block-started', block: block.number, at: sandbox.now });
    const outcome = await runStatements(block, {
      isIncomplete: (text) => sandbox.terminal(terminal).isIncomplete(text),
      run: (statement) => this.#run(statement),
    });
    this.#happened({
      type: 'block-ended',
      block: block.number,
      code: outcome.code,
      failed: outcome.failed,
      at: sandbox.now,
    });
    return outcome;
  }

  /** Runs a typed line. Rejects with `Stalled` when free time passes the timeout; the command is interrupted first. */
  async runLine(text: string, terminal = this.terminal): Promise<number> {
    await this.#options.pace.read();
    return this.#run(text, terminal);
  }

  async #run(text: string, terminal = this.terminal): Promise<number> {
    const { pace, patience, timeout = TWO_HOURS } = this.#options;
    await pace.catchUp();
    // A loop that never waits stops the clock: only real time can tell.
    const watchdog = patience && setTimeout(() => this.sandbox.interrupt(terminal), patience);
    this.#options.onLine?.(terminal, this.sandbox.terminal(terminal).prompt, text);
    const work = this.sandbox.line(terminal, text);
    try {
      return await pace.run(work, this.sandbox.now + timeout);
    } catch (error) {
      if ((error as Error).name !== 'Stalled') throw error;
      await this.sandbox.interrupt(terminal);
      await pace.run(work.catch(() => {}));
      return 130;
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** Asks the current step's check once. `frozen` keeps time still: for the check that must fail. */
  async ask(options: { frozen?: boolean } = {}): Promise<CheckResult> {
    return askStep(this.#options, this.current!, this.#state, options);
  }

  /** Asks, and while only time is missing lets time run to the moment the answer may change. */
  async check(options: { onWait?(result: CheckResult): void; signal?: AbortSignal } = {}): Promise<CheckResult> {
    const { pace, timeout = TWO_HOURS } = this.#options;
    const deadline = this.sandbox.now + timeout;
    const step = this.current!.step.number;
    for (;;) {
      await pace.catchUp();
      const result = await this.ask();
      const moment = Math.max(result.nextAt ?? 0, this.sandbox.now + 1_000);
      if (result.verdict !== 'waiting' || moment > deadline || options.signal?.aborted) {
        this.#happened({ type: 'checked', step, result, at: this.sandbox.now });
        return result;
      }
      options.onWait?.(result);
      await pace.until(moment, options.signal);
    }
  }

  /** Closes the current step and opens the next. A challenge's clean-up runs after its last step. */
  async next(how: 'passed' | 'unchecked' | 'solved' | 'skipped'): Promise<void> {
    const { challenge, step, last } = this.current!;
    this.#happened({ type: 'step-closed', step: step.number, how, at: this.sandbox.now });
    if (last) await this.#lifecycle(challenge.scripts.cleanup, `cleanup of ${challenge.slug}`);
    if (this.#state.finished) await this.#lifecycle(this.track.scripts.cleanup, 'cleanup of the track');
    await this.open();
  }

  /** Runs the challenge's solve scripts as the learner would have done it. False when there are none. */
  async solve(): Promise<boolean> {
    const { scripts, slug } = this.current!.challenge;
    if (scripts.solve.length === 0) return false;
    await this.#lifecycle(scripts.solve, `solve of ${slug}`, 'learner');
    return true;
  }

  /** Judges the answer to the current step's quiz (positions, 0-based) and records it as a check. */
  answer(chosen: readonly number[]): CheckResult {
    const { challenge, step } = this.current!;
    const result = judgeAnswer(challenge.quiz!, chosen);
    this.#happened({ type: 'checked', step: step.number, result, at: this.sandbox.now });
    return result;
  }

  showHint(): void {
    this.#happened({ type: 'hint-shown', step: this.current!.step.number, at: this.sandbox.now });
  }

  async #lifecycle(scripts: readonly Script[], what: string, cause: 'learner' | 'track' = 'track'): Promise<void> {
    const { pace } = this.#options;
    for (const { host, text, file } of scripts) {
      await pace.catchUp();
      const env = scriptEnvironment(this.track);
      const { code, stderr, stdout } = await pace.run(
        this.sandbox.script({ host: knownHost(this.sandbox, host), name: file, text, env, cause }),
      );
      if (code !== 0)
        throw new LifecycleError(what, file, code, (stderr || stdout).trimEnd().split('\n').slice(-3).join('\n'));
    }
  }

  #happened(event: SessionEvent): void {
    this.#options.record?.(event);
    this.#state = reduce(this.#state, event);
    for (const listener of this.#listeners) listener();
  }
}

/** A set-up, solve or clean-up script of the track did not work: the track's mistake, said with its output. */
export class LifecycleError extends Error {
  override readonly name = 'LifecycleError';

  constructor(what: string, file: string, code: number, output: string) {
    super(`the ${what} failed: ${file} ended with exit code ${code}${output === '' ? '' : `\n${output}`}`);
  }
}
