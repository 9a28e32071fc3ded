import type { Lab, Session } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { Consoles, ShellEffect } from '../shell/index.ts';
import type { Desk } from './desk.ts';
import type { LabEffect } from './lab-state.ts';

/** Real milliseconds of mere waiting before fast-forward is offered. */
const OFFER_AFTER = 3_000;
/** Real milliseconds in which a check looks again when its moment has come. */
const ASKS_AGAIN = 20;
/** The most simulated time one `f` lets pass for a command that does not end by itself. */
const HURRY_LIMIT = 10 * 60_000;

/** Does with the session what keys ask for: runs, checks, moves on, takes back. */
export class LabWork {
  readonly #options: { lab: Pick<Lab, 'pace'>; session: Session; consoles: Consoles };
  readonly #desk: Desk;
  /** What is being waited for, and since when (real milliseconds). */
  #waiting: { since: number; hurry(): Promise<unknown> } | undefined;
  #stopCheck: AbortController | undefined;
  #busy = false;
  #setUpDone: Promise<unknown> = Promise.resolve();
  /** What a block waits for that is about to run. */
  #queued: Promise<unknown> | undefined;

  constructor(options: { lab: Pick<Lab, 'pace'>; session: Session; consoles: Consoles }, desk: Desk) {
    this.#options = options;
    this.#desk = desk;
  }

  /** Undefined when the effect is none of these. */
  carryOut(effect: LabEffect): Promise<unknown> | undefined {
    switch (effect.type) {
      case 'run-block':
        return this.#runBlock(effect.block, effect.text);
      case 'shell':
        return this.#shell(effect.terminal, effect.effect);
      case 'check':
        return this.#check();
      case 'next':
        return this.#alone(() => this.#next());
      case 'solve':
        return this.#alone(() => this.#solve());
      case 'skip':
        return this.#alone(() => this.#skip());
      case 'undo':
        return this.#alone(() => this.#undo());
      case 'reset':
        return this.#alone(() => this.#reset());
      case 'hurry':
        return this.#hurry();
      default:
        return undefined;
    }
  }

  /** Runs the set-up of where the learner is, and takes up again what an earlier sitting left running. */
  begin(): Promise<void> {
    return this.#alone(async () => {
      await this.#setUp(() => this.#options.session.open());
      this.#continue();
    });
  }

  /** Nothing but time has been missing for a while. */
  get canHurry(): boolean {
    const { lab, session } = this.#options;
    if (!lab.pace.hurry || !this.#waiting || this.#desk.passing.hurrying) return false;
    if (performance.now() - this.#waiting.since < OFFER_AFTER) return false;
    return this.#stopCheck !== undefined || !session.target.terminal(session.terminal).wantsInput;
  }

  stopCheck(): void {
    this.#stopCheck?.abort();
  }

  async #setUp(work: () => Promise<unknown>): Promise<void> {
    this.#desk.change({ settingUp: true });
    const working = work();
    this.#setUpDone = working.catch(() => {});
    try {
      await working;
    } finally {
      this.#desk.change({ settingUp: false });
    }
  }

  /** What an earlier sitting, or a world that was gone back to, left running. */
  #continue(): void {
    const { session } = this.#options;
    const terminals = Object.keys(this.#desk.view.shells);
    // What was typed ahead in the replayed past has long been run.
    for (const terminal of terminals) session.target.terminal(terminal).typedAhead?.();
    const running = session.continue();
    if (!running) return;
    const goOn = () => {
      for (const terminal of terminals) this.#goOnTyping(terminal);
    };
    this.#desk.background(this.#awaited(running).then(goOn));
  }

  /** One at a time: what moves the learner on must not be asked twice. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
    }
  }

  async #runBlock(number: number, text?: string): Promise<void> {
    const { session } = this.#options;
    if (this.#queued) return;
    this.#queued = this.#setUpDone;
    await this.#setUpDone;
    this.#queued = undefined;
    this.#desk.say('');
    const block = session.block(number)!;
    const commands = this.#desk.commands(text ?? block.code.text);
    const work = session.runBlock(block, commands === block.code.text ? undefined : commands);
    const { failed, because } = await this.#awaited(work);
    const advice = session.advice();
    this.#goOnTyping(session.terminal);
    if (!failed) this.#desk.ran(number);
    // What was said while it ran, as that it still runs, is no longer so.
    this.#desk.say(failed ? (advice ?? texts.blockFailed(number, because!)) : (advice ?? ''));
  }

  async #shell(terminal: string, effect: ShellEffect): Promise<void> {
    const { session, consoles } = this.#options;
    const { target } = session;
    if (effect.type === 'run') {
      if (terminal === session.terminal) await this.#queued;
      await this.#awaited(session.runLine(effect.text, terminal));
      this.#desk.say(session.advice(terminal) ?? '');
      this.#goOnTyping(terminal);
    }
    if (effect.type === 'draft') session.keepDraft(terminal, effect.text);
    if (effect.type === 'end-of-input') await target.keys(terminal, null);
    if (effect.type === 'echo') consoles.typed(terminal, target.terminal(terminal).prompt, effect.text);
    if (effect.type === 'clear') consoles.of(terminal).clear();
    if (effect.type === 'keys') {
      if (!target.terminal(terminal).echoes) consoles.keys(terminal, effect.text);
      await target.keys(terminal, effect.text);
    }
    if (effect.type === 'interrupt') {
      if (!target.terminal(terminal).echoes) consoles.interrupted(terminal);
      await target.interrupt(terminal);
    }
  }

  /** What was typed while a command ran, and not read by it, is for the shell: a line after the other. */
  #goOnTyping(terminal: string): void {
    const { session } = this.#options;
    const lines = (session.target.terminal(terminal).typedAhead?.() ?? '').split('\n').slice(0, -1);
    for (const text of lines.filter((line) => line.trim() !== ''))
      this.#desk.background(this.#shell(terminal, { type: 'run', text }));
  }

  /** Waits for a command; after a while of nothing but time, `f` is offered. */
  async #awaited<T>(work: Promise<T>): Promise<T> {
    const { lab, session } = this.#options;
    const hurry = async () => lab.pace.hurry?.(work, session.target.now + HURRY_LIMIT);
    const mine = { since: performance.now(), hurry };
    this.#waiting = mine;
    try {
      return await work;
    } finally {
      if (this.#waiting === mine) this.#settled();
    }
  }

  #settled(): void {
    this.#waiting = undefined;
    this.#desk.change({ canHurry: false });
  }

  async #check(): Promise<boolean> {
    const { session } = this.#options;
    if (this.#stopCheck) return false;
    const stop = new AbortController();
    this.#stopCheck = stop;
    this.#desk.change({ check: { running: true } });
    let next = 0;
    const hurry = () => this.#hurryCheck(() => (this.#stopCheck === stop && !stop.signal.aborted ? next : undefined));
    try {
      const result = await session.check({
        signal: stop.signal,
        onWait: (waiting) => {
          this.#desk.change({ check: { running: true, result: waiting } });
          next = waiting.nextAt ?? session.target.now + 1_000;
          this.#waiting = { since: this.#waiting?.since ?? performance.now(), hurry };
        },
      });
      this.#desk.change({ check: { running: false, result } });
      return result.verdict === 'passed';
    } finally {
      this.#stopCheck = undefined;
      this.#settled();
    }
  }

  /** Who has once let time run for a check wants its answer: time runs on until there is one. */
  async #hurryCheck(next: () => number | undefined): Promise<void> {
    for (let moment = next(); moment !== undefined; moment = next()) {
      await this.#options.lab.pace.hurryTo?.(moment);
      await new Promise((resolve) => setTimeout(resolve, ASKS_AGAIN));
    }
  }

  /** What passed earlier may be broken by now: the check is asked again. */
  async #next(): Promise<void> {
    const { session } = this.#options;
    const { hasCheck, quiz } = this.#desk.view;
    if (hasCheck && !(await this.#check())) return;
    const solved = session.state.solved.includes(session.current!.challenge.slug);
    await this.#leave(solved ? 'solved' : hasCheck || quiz ? 'passed' : 'unchecked');
  }

  async #leave(how: 'passed' | 'unchecked' | 'solved' | 'skipped'): Promise<void> {
    this.#desk.change({ check: undefined });
    await this.#setUp(() => this.#options.session.next(how));
  }

  async #solve(): Promise<void> {
    const { session } = this.#options;
    this.#desk.say(texts.solving);
    const found = await this.#awaited(session.solve());
    this.#desk.say(found ? texts.solved : (session.target.lifecycleRefusal ?? texts.noSolution));
  }

  async #skip(): Promise<void> {
    await this.#leave('skipped');
    this.#desk.say(texts.skipped);
  }

  async #undo(): Promise<void> {
    const { session } = this.#options;
    const what = await session.undo();
    if (what === undefined) return this.#desk.say(this.#nothingBack());
    this.#wentBack(texts.undone(what));
  }

  async #reset(): Promise<void> {
    const { session } = this.#options;
    if (await session.resetStep()) this.#wentBack(texts.wasReset);
    else this.#desk.say(this.#nothingBack());
  }

  #nothingBack(): string {
    return this.#options.session.target.rewind ? texts.nothingToUndo : texts.nothingBack;
  }

  /** The world is an earlier one: the shells say so, and what ran then runs again. */
  #wentBack(sentence: string): void {
    const { consoles } = this.#options;
    for (const terminal of Object.keys(this.#desk.view.shells)) consoles.append(terminal, `\n-- ${sentence} --\n`);
    this.#desk.change({ check: undefined, files: {} });
    this.#continue();
    this.#desk.say(sentence);
  }

  async #hurry(): Promise<void> {
    if (!this.#waiting || this.#desk.passing.hurrying) return;
    this.#desk.change({ hurrying: true, canHurry: false });
    try {
      await this.#waiting.hurry();
    } catch (error) {
      if ((error as Error).name !== 'Stalled') throw error;
      this.#desk.say(texts.stillRunning);
    } finally {
      this.#desk.change({ hurrying: false });
      if (this.#waiting) this.#waiting = { ...this.#waiting, since: performance.now() };
    }
  }
}
