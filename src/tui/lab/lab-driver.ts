import { lookAtAlerts, switchDetector } from '../../runner/index.ts';
import { readFiles } from '../files/read-files.ts';
import type { ShellEffect } from '../shell/index.ts';
import { createStore, type Store } from '../store.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { texts } from '../texts.en.ts';
import { showBlock } from './act.ts';
import { NO_ALERTS, type Passing, ViewBuilder, type ViewSource } from './build-view.ts';
import { geometryOf } from './geometry.ts';
import type { LabModel } from './lab-screen.tsx';
import { initialUi, type LabEffect, type UiState } from './lab-state.ts';
import { openStep, resize, update } from './update.ts';

export interface DriverOptions extends ViewSource {
  columns: number;
  rows: number;
  /** The three lines of a first run are shown. */
  firstRun: boolean;
  /** A sentence to begin with. */
  notice: string;
  copy(text: string): void;
}

/** Real milliseconds of mere waiting before fast-forward is offered. */
const OFFER_AFTER = 3_000;
/** Real milliseconds between two looks at what runs. */
const TICK = 250;
/** Real milliseconds output is collected before it is drawn. */
const COALESCE = 15;
/** The most simulated time one `f` lets pass for a command that does not end by itself. */
const HURRY_LIMIT = 10 * 60_000;

/** Carries out what keys ask for and keeps the store up to date with the session. */
export class LabDriver {
  readonly store: Store<LabModel>;
  /** Resolves with the exit code when the learner leaves; rejects when the track or firedrill breaks. */
  readonly done: Promise<number>;
  readonly #options: DriverOptions;
  readonly #views: ViewBuilder;
  readonly #stopListening: (() => void)[] = [];
  #finish!: (code: number) => void;
  #fail!: (error: unknown) => void;
  #ui: UiState;
  #passing: Passing = { check: undefined, canHurry: false, hurrying: false, alerts: NO_ALERTS, files: {} };
  /** What is being waited for, and since when (real milliseconds). */
  #waiting: { since: number; hurry(): Promise<unknown> } | undefined;
  #stopCheck: AbortController | undefined;
  #busy = false;
  #step: number;
  #drawn: NodeJS.Timeout | undefined;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#views = new ViewBuilder(options);
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.done.catch(() => {});
    this.#step = options.session.state.current;
    const ui = initialUi(options.columns, options.rows);
    const view = this.#views.build(ui, this.#passing);
    this.#ui = {
      ...openStep(ui, view),
      notice: options.notice,
      overlay: options.firstRun ? { kind: 'welcome' } : undefined,
    };
    this.store = createStore({ ui: this.#ui, view });
    this.#listen();
  }

  /** Runs the set-up of where the learner is, and takes up again what an earlier sitting left running. */
  start(): void {
    const { session } = this.#options;
    this.#work(
      this.#alone(async () => {
        await session.open();
        const running = session.continue();
        if (running) this.#work(this.#awaited(running));
      }),
    );
  }

  key(key: KeyPress): void {
    const { ui, effects } = update(this.#ui, key, this.#views.build(this.#ui, this.#passing));
    this.#ui = ui;
    for (const effect of effects) this.#carryOut(effect);
    this.#loadFiles();
    this.#draw();
  }

  resize(columns: number, rows: number): void {
    this.#ui = resize(this.#ui, columns, rows);
    this.#tellShells();
    this.#draw();
  }

  stop(): void {
    clearTimeout(this.#drawn);
    this.#stopCheck?.abort();
    for (const stop of this.#stopListening) stop();
  }

  #listen(): void {
    const { session, consoles } = this.#options;
    const ticking = setInterval(() => this.#tick(), TICK);
    const soon = () => void (this.#drawn ??= setTimeout(() => this.#draw(), COALESCE));
    this.#stopListening.push(() => clearInterval(ticking), session.subscribe(soon), consoles.onChange(soon));
    this.#tellShells();
  }

  /** Time went on: countdowns, the offer to let it run, the tables of the Calico Cloud tab. */
  #tick(): void {
    const { session } = this.#options;
    const { now } = this.store.get().view;
    const wants = session.sandbox.terminal(session.terminal).wantsInput;
    const waited = this.#waiting !== undefined && performance.now() - this.#waiting.since >= OFFER_AFTER;
    const canHurry = waited && !this.#passing.hurrying && (!wants || this.#stopCheck !== undefined);
    const second = Math.floor(session.sandbox.now / 1_000) !== Math.floor(now / 1_000);
    if (canHurry === this.#passing.canHurry && !second) return;
    this.#passing = { ...this.#passing, canHurry };
    this.#draw();
  }

  #draw(): void {
    clearTimeout(this.#drawn);
    this.#drawn = undefined;
    this.#lookAtAlerts();
    const { check } = this.#passing;
    const nextAt = check?.result?.nextAt;
    const { sandbox } = this.#options.session;
    const passing =
      check?.running && nextAt !== undefined
        ? { ...this.#passing, check: { ...check, remaining: nextAt - sandbox.now } }
        : this.#passing;
    let view = this.#views.build(this.#ui, passing);
    const { current } = this.#options.session.state;
    if (current !== this.#step) {
      this.#step = current;
      this.#ui = openStep({ ...this.#ui, openFolds: [] }, view);
      view = this.#views.build(this.#ui, passing);
      this.#ui = openStep(this.#ui, view);
    }
    this.store.set({ ui: this.#ui, view });
  }

  #lookAtAlerts(): void {
    const { view } = this.store.get();
    const { wide } = geometryOf(this.#ui);
    if (view.tabs[this.#ui.tab]?.kind !== 'alerts' || !(wide || this.#ui.showing === 'tab')) return;
    this.#passing = { ...this.#passing, alerts: lookAtAlerts(this.#options.session.sandbox) };
  }

  #tellShells(): void {
    const { tab } = geometryOf(this.#ui);
    const { sandbox } = this.#options.session;
    for (const name of Object.keys(this.store.get().view.shells)) sandbox.terminal(name).resize(tab.width, tab.height);
  }

  #carryOut(effect: LabEffect): void {
    const work = this.#effect(effect);
    if (work) this.#work(work);
  }

  #effect(effect: LabEffect): Promise<unknown> | undefined {
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
      case 'hurry':
        return this.#hurry();
      case 'switch-detector':
        return this.#switchDetector(effect.row);
      case 'open-file':
        return this.#openFile(effect.tab, effect.row);
      case 'save-file':
        return this.#saveFile(effect.tab, effect.text);
      default:
        this.#atOnce(effect);
        return undefined;
    }
  }

  #atOnce(effect: LabEffect): void {
    const { session, copy } = this.#options;
    if (effect.type === 'stop-check') this.#stopCheck?.abort();
    if (effect.type === 'hint') session.showHint();
    if (effect.type === 'copy') copy(this.#views.commands(session.block(effect.block)!.code.text));
    if (effect.type === 'quit') this.#finish(effect.code);
    if (effect.type === 'answer') {
      this.#passing = { ...this.#passing, check: { running: false, result: session.answer(effect.chosen) } };
    }
  }

  /** Mistakes of the engine's users are theirs to read; a track's broken script or our own mistake ends the screen. */
  #work(work: Promise<unknown>): void {
    work.then(() => this.#draw(), this.#fail);
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
    const block = session.block(number)!;
    const work = session.runBlock(block, this.#views.commands(text ?? block.code.text));
    const { failed, because } = await this.#awaited(work);
    if (failed) this.#say(texts.blockFailed(number, because!));
    else this.#markNext(number);
  }

  /** The next block of the step is marked when the one that ran still is. */
  #markNext(number: number): void {
    if (this.#ui.selected !== number || this.#ui.overlay) return;
    const view = this.#views.build(this.#ui, this.#passing);
    const next = view.layout.blocks.find(({ block }) => block.number > number);
    if (next) this.#ui = showBlock(this.#ui, view, next.block.number);
  }

  async #shell(terminal: string, effect: ShellEffect): Promise<void> {
    const { session, consoles } = this.#options;
    const { sandbox } = session;
    if (effect.type === 'run') await this.#awaited(session.runLine(effect.text, terminal));
    if (effect.type === 'end-of-input') await sandbox.keys(terminal, null);
    if (effect.type === 'echo') consoles.typed(terminal, sandbox.terminal(terminal).prompt, effect.text);
    if (effect.type === 'clear') consoles.of(terminal).clear();
    if (effect.type === 'keys') {
      consoles.append(terminal, effect.text);
      await sandbox.keys(terminal, effect.text);
    }
    if (effect.type === 'interrupt') {
      consoles.append(terminal, '^C\n');
      await sandbox.interrupt(terminal);
    }
  }

  /** Waits for a command; after a while of nothing but time, `f` is offered. */
  async #awaited<T>(work: Promise<T>): Promise<T> {
    const { sandbox } = this.#options.session;
    const mine = { since: performance.now(), hurry: () => sandbox.free(work, sandbox.now + HURRY_LIMIT) };
    this.#waiting = mine;
    try {
      return await work;
    } finally {
      if (this.#waiting === mine) this.#settled();
    }
  }

  #settled(): void {
    this.#waiting = undefined;
    this.#passing = { ...this.#passing, canHurry: false };
  }

  async #check(): Promise<boolean> {
    const { session } = this.#options;
    if (this.#stopCheck) return false;
    this.#stopCheck = new AbortController();
    this.#passing = { ...this.#passing, check: { running: true } };
    this.#draw();
    try {
      const result = await session.check({
        signal: this.#stopCheck.signal,
        onWait: (waiting) => {
          this.#passing = { ...this.#passing, check: { running: true, result: waiting } };
          this.#waiting = {
            since: this.#waiting?.since ?? performance.now(),
            hurry: () => session.sandbox.advance(waiting.nextAt ?? session.sandbox.now + 1_000),
          };
          this.#draw();
        },
      });
      this.#passing = { ...this.#passing, check: { running: false, result } };
      return result.verdict === 'passed';
    } finally {
      this.#stopCheck = undefined;
      this.#settled();
    }
  }

  /** What passed earlier may be broken by now: the check is asked again. */
  async #next(): Promise<void> {
    const { session } = this.#options;
    const { hasCheck, quiz } = this.store.get().view;
    if (hasCheck && !(await this.#check())) return;
    const solved = this.#solved.has(session.current!.challenge.slug);
    await this.#leave(solved ? 'solved' : hasCheck || quiz ? 'passed' : 'unchecked');
  }

  readonly #solved = new Set<string>();

  async #leave(how: 'passed' | 'unchecked' | 'solved' | 'skipped'): Promise<void> {
    this.#passing = { ...this.#passing, check: undefined };
    await this.#options.session.next(how);
  }

  async #solve(): Promise<void> {
    const { session } = this.#options;
    this.#say(texts.solving);
    const found = await this.#awaited(session.solve());
    if (found) this.#solved.add(session.current!.challenge.slug);
    this.#say(found ? texts.solved : texts.noSolution);
  }

  async #skip(): Promise<void> {
    await this.#leave('skipped');
    this.#draw();
    this.#say(texts.skipped);
  }

  async #hurry(): Promise<void> {
    if (!this.#waiting || this.#passing.hurrying) return;
    this.#passing = { ...this.#passing, hurrying: true, canHurry: false };
    try {
      await this.#waiting.hurry();
    } catch (error) {
      if ((error as Error).name !== 'Stalled') throw error;
      this.#say(texts.stillRunning);
    } finally {
      this.#passing = { ...this.#passing, hurrying: false };
      if (this.#waiting) this.#waiting = { ...this.#waiting, since: performance.now() };
    }
  }

  async #switchDetector(row: number): Promise<void> {
    const detector = this.#passing.alerts.detectors[row];
    if (!detector) return;
    const problem = await switchDetector(this.#options.session.sandbox, detector);
    if (problem) this.#say(texts.mistake(problem));
    else if (!detector.enabled && !detector.implemented) this.#say(texts.notImplemented);
  }

  /** A file tab that comes onto the screen is read; what commands changed since is seen. */
  #loadFiles(): void {
    const tab = this.#views.build(this.#ui, this.#passing).tabs[this.#ui.tab];
    if (tab?.kind !== 'file' || this.#passing.files[this.#ui.tab]) return;
    this.#work(this.#openFile(this.#ui.tab, -1));
  }

  async #openFile(index: number, row: number): Promise<void> {
    const tab = this.store.get().view.tabs[index];
    if (tab?.kind !== 'file') return;
    const open = row < 0 ? undefined : this.#passing.files[index]?.names[row];
    const file = await readFiles(this.#options.session, tab.host, tab.path, open);
    this.#passing = { ...this.#passing, files: { ...this.#passing.files, [index]: file } };
  }

  async #saveFile(index: number, text: string): Promise<void> {
    const tab = this.store.get().view.tabs[index];
    const open = this.#passing.files[index]?.open;
    if (tab?.kind !== 'file' || !open) return;
    await this.#options.session.sandbox.writeFile(tab.host, open.path, text);
    await this.#openFile(index, this.#passing.files[index]!.names.indexOf(open.path));
    this.#say(texts.saved(open.path));
  }

  #say(notice: string): void {
    this.#ui = { ...this.#ui, notice };
    this.#draw();
  }
}
