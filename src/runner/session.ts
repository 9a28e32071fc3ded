import type { Block, Script, Track } from '../track/index.ts';
import { askStep } from './ask-step.ts';
import { type BlockOutcome, runStatements } from './block-run.ts';
import type { CheckResult } from './check-result.ts';
import { Commands, PATIENCE } from './commands.ts';
import { judgeAnswer } from './judge-answer.ts';
import { type LabStep, labStepsOf } from './lab.ts';
import { runLifecycle } from './lifecycle.ts';
import { Progress } from './progress.ts';
import { type RewindPoint, stepPoint, undoPoint } from './rewind-point.ts';
import type { SessionOptions } from './session-options.ts';
import type { SessionEvent, SessionState } from './state.ts';
import type { Target } from './target.ts';
import { Turns } from './turns.ts';

type BlockStart = Pick<Extract<SessionEvent, { type: 'block-started' }>, 'text' | 'inputs'>;

/**
 * One learner's session: the driver of what the reducer records. Every method resolves when its effect is over; time
 * passes by the pace.
 */
export class Session {
  readonly track: Track;
  readonly target: Target;
  readonly labSteps: readonly LabStep[];
  readonly #options: SessionOptions;
  readonly #progress: Progress;
  readonly #turns = new Turns();
  readonly #commands: Commands;
  /** Set-up, clean-up or a solution at work: an undo comes after it. */
  #scripts: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.track = options.track;
    this.target = options.target;
    this.labSteps = labStepsOf(options.track);
    const { target, past = [], record } = options;
    this.#progress = new Progress({ target, steps: this.labSteps.length, past, record });
    this.#commands = new Commands(options);
  }

  get state(): SessionState {
    return this.#progress.state;
  }

  /** Calls `listener` after each change of `state`. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    return this.#progress.subscribe(listener);
  }

  /** The step the learner is at; undefined when the track is finished. */
  get current(): LabStep | undefined {
    return this.labSteps[this.state.current - 1];
  }

  /** The terminal blocks run in. */
  get terminal(): string {
    return this.target.hostNames[0]!;
  }

  block(number: number): Block | undefined {
    return this.labSteps.flatMap(({ step }) => step.blocks).find((block) => block.number === number);
  }

  /**
   * Prepares the current step: clean-up after the one before, set-up when it is the first of its challenge. Call after
   * creation. What an earlier sitting began is finished, not begun again.
   */
  async open(): Promise<void> {
    const moved = this.#progress.events.findLast(({ type }) => type === 'step-opened' || type === 'step-closed');
    const since = moved?.inputs ?? 0;
    if (moved?.type === 'step-closed' && moved.inputs !== undefined) await this.#leave(moved.step, since);
    const { current } = this;
    if (!current) return;
    const { challenge, step } = current;
    if (!this.state.prepared.includes(challenge.slug)) {
      if (this.state.prepared.length === 0)
        await this.#lifecycle(this.track.scripts.setup, 'setup of the track', since);
      await this.#lifecycle(challenge.scripts.setup, `setup of ${challenge.slug}`, since);
      this.#progress.happened({ type: 'prepared', challenge: challenge.slug });
    }
    if (this.state.steps[step.number - 1]?.status === 'ahead') {
      this.#progress.happened({ type: 'step-opened', step: step.number });
    }
  }

  /**
   * What was running when the last sitting ended, or in the world an undo led back to, taken up again; undefined when
   * nothing was.
   */
  continue(): Promise<unknown> | undefined {
    const { target } = this;
    const started = this.#progress.events.findLast(({ type }) => type === 'block-started' || type === 'block-ended');
    const block = started?.type === 'block-started' ? this.block(started.block) : undefined;
    const terminals = new Set(target.log.flatMap(({ input }) => (input.kind === 'line' ? [input.terminal] : [])));
    const works: Promise<unknown>[] = [];
    if (block && started?.type === 'block-started')
      works.push(this.#turns.take(this.terminal, () => this.#runStatements(block, started)));
    for (const terminal of terminals) {
      const work = target.running(terminal);
      if (work && !(block && terminal === this.terminal))
        works.push(this.#turns.take(terminal, () => this.#follow(this.#commands.wait(work, terminal), terminal)));
    }
    return works.length > 0 ? Promise.all(works) : undefined;
  }

  /** Runs a block as written, or as the learner changed its text, statement by statement, in the learner's shell. */
  runBlock(block: Block, text?: string): Promise<BlockOutcome> {
    return this.#turns.take(this.terminal, () => this.#runBlock(block, text));
  }

  async #runBlock(block: Block, text?: string): Promise<BlockOutcome> {
    this.#progress.happened({ type: 'acted', what: `block ${block.number}` });
    await this.#options.pace.read();
    const started = this.#progress.happened({
      type: 'block-started',
      block: block.number,
      ...(text !== undefined && { text }),
    });
    return this.#runStatements(block, started);
  }

  /** Runs what of a begun block has not run yet. */
  async #runStatements(written: Block, started: BlockStart): Promise<BlockOutcome> {
    const { target, terminal } = this;
    const { timeline } = target;
    const text = started.text ?? written.code.text;
    const block = { ...written, code: { ...written.code, text } };
    const begun = target.log.filter(
      ({ number, input }) => number > (started.inputs ?? 0) && input.kind === 'line' && input.terminal === terminal,
    );
    const outcome = await runStatements(block, {
      isIncomplete: (text) => target.terminal(terminal).isIncomplete(text),
      run: async (statement) => {
        const earlier = begun.shift();
        const before = earlier ? earlier.number - 1 : target.inputs;
        const work = earlier && (target.effectOf(earlier.number) as Promise<number>);
        const code = await (work ? this.#commands.wait(work, terminal) : this.#commands.run(statement, terminal));
        if (timeline === target.timeline)
          this.#progress.happened({ type: 'line-ended', terminal, code, block: block.number });
        const line = target.log.find(({ number, input }) => number > before && input.kind === 'line');
        return { code, commands: line ? target.commandsOf(line.number) : [] };
      },
    });
    if (timeline === target.timeline) {
      this.#progress.happened({ type: 'block-ended', block: block.number, code: outcome.code, failed: outcome.failed });
    }
    return outcome;
  }

  /** Runs a typed line. Ends with 130 when free time passes the timeout: the command is interrupted. */
  runLine(text: string, terminal = this.terminal): Promise<number> {
    return this.#turns.take(terminal, async () => {
      this.#progress.happened({ type: 'acted', what: text.trim().split('\n')[0]! });
      await this.#options.pace.read();
      return this.#follow(this.#commands.run(text, terminal), terminal);
    });
  }

  /** The line that was being typed in a terminal when an earlier sitting ended. */
  draftOf(terminal: string): string {
    return this.#options.drafts?.[terminal] ?? '';
  }

  /** Keeps the line being typed: a crash loses at most the key that comes next. */
  keepDraft(terminal: string, text: string): void {
    this.#options.drafted?.(terminal, text);
  }

  /** Lines typed in a terminal, oldest first, those of earlier sittings and those taken back too. */
  history(terminal = this.terminal): readonly string[] {
    return this.#commands.history(terminal);
  }

  async #follow(work: Promise<number>, terminal: string): Promise<number> {
    const { timeline } = this.target;
    const code = await work;
    if (timeline === this.target.timeline) this.#progress.happened({ type: 'line-ended', terminal, code });
    return code;
  }

  /** One sentence on what the last line printed, where somebody beside the learner would say one. */
  advice(terminal = this.terminal): string | undefined {
    return this.#options.advice?.(terminal);
  }

  /** Asks a step's check once, the current one's by default. `frozen` keeps time still: for the check that must fail. */
  async ask(options: { frozen?: boolean } = {}, labStep = this.current!): Promise<CheckResult> {
    return askStep(this.#options, labStep, this.state, options);
  }

  /** Asks, and while only time is missing lets time run to the moment the answer may change. */
  async check(options: { onWait?(result: CheckResult): void; signal?: AbortSignal } = {}): Promise<CheckResult> {
    const { pace, timeout = PATIENCE } = this.#options;
    const { timeline } = this.target;
    const patience = pace.patience(timeout);
    const step = this.current!.step.number;
    for (;;) {
      await pace.catchUp();
      const result = await this.ask();
      if (timeline !== this.target.timeline) return result;
      const over = result.verdict === 'waiting' && !options.signal?.aborted ? await patience.over(result) : '';
      if (over !== undefined) {
        const said = over === '' ? result : { ...result, message: `${result.message}; ${over}` };
        this.#progress.happened({ type: 'checked', step, result: said });
        return said;
      }
      options.onWait?.(result);
      await patience.pass(result, options.signal);
      if (timeline !== this.target.timeline) return result;
    }
  }

  /** Closes the current step and opens the next. A challenge's clean-up runs after its last step. */
  async next(how: 'passed' | 'unchecked' | 'solved' | 'skipped'): Promise<void> {
    const { step } = this.current!;
    this.#progress.happened({ type: 'acted', what: how === 'skipped' ? `skipping step ${step.number}` : 'going on' });
    this.#progress.happened({ type: 'step-closed', step: step.number, how });
    await this.open();
  }

  /** Runs the challenge's solve scripts as the learner would have done it. False when there are none it may run. */
  async solve(): Promise<boolean> {
    const { scripts, slug } = this.current!.challenge;
    if (scripts.solve.length === 0 || this.target.lifecycleRefusal !== undefined) return false;
    this.#progress.happened({ type: 'acted', what: 'the solution' });
    await this.#lifecycle(scripts.solve, `solve of ${slug}`, this.target.inputs, 'learner');
    this.#progress.happened({ type: 'solved', challenge: slug });
    return true;
  }

  /** Judges the answer to the current step's quiz (positions, 0-based) and records it as a check. */
  answer(chosen: readonly number[]): CheckResult {
    const { challenge, step } = this.current!;
    const result = judgeAnswer(challenge.quiz!, chosen);
    this.#progress.happened({ type: 'answered', step: step.number, chosen });
    this.#progress.happened({ type: 'checked', step: step.number, result });
    return result;
  }

  showHint(): void {
    this.#progress.happened({ type: 'hint-shown', step: this.current!.step.number });
  }

  /** What `undo` would take back, in the learner's words; undefined when nothing was done yet. */
  get undoable(): string | undefined {
    return this.#undoPoint()?.what;
  }

  /**
   * Takes the learner's last doing back: world, shell, progress and time are as they were before it. Resolves with what
   * was taken back. What still ran at that moment runs again: see `continue`.
   */
  async undo(): Promise<string | undefined> {
    await this.#scripts;
    const point = this.#undoPoint();
    if (point) await this.#rewind(point);
    return point?.what;
  }

  /** Takes back all that was done since the current step was first opened. False when there is no such moment. */
  async resetStep(): Promise<boolean> {
    await this.#scripts;
    const point = this.target.rewind && stepPoint(this.#progress.events, this.state.current);
    if (point) await this.#rewind(point);
    return point !== undefined;
  }

  #undoPoint() {
    return this.target.rewind && undoPoint(this.#progress.events, this.target.log);
  }

  async #rewind(point: RewindPoint): Promise<void> {
    const { inputs, events, at } = point;
    this.#options.rewound?.({ inputs, events, at });
    await this.target.rewind?.(point);
    this.#progress.rewind(events);
    await this.open();
  }

  /** Clean-up after `step`, as far as it was the last of something. */
  async #leave(step: number, since: number): Promise<void> {
    const { challenge, last } = this.labSteps[step - 1]!;
    if (last) await this.#lifecycle(challenge.scripts.cleanup, `cleanup of ${challenge.slug}`, since);
    if (this.state.finished) await this.#lifecycle(this.track.scripts.cleanup, 'cleanup of the track', since);
  }

  async #lifecycle(
    scripts: readonly Script[],
    what: string,
    since: number,
    cause: 'learner' | 'track' = 'track',
  ): Promise<void> {
    const work = runLifecycle(this.#options, { scripts, what, cause, since, skipped: this.#options.skipped });
    this.#scripts = work.catch(() => {});
    await work;
  }
}
