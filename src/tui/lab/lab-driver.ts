import { keepRow } from '../alerts/keep-row.ts';
import { keepPlace } from '../assignment/keep-place.ts';
import { Pictures, type PicturesOptions } from '../pictures/pictures.ts';
import type { Graphics } from '../pictures/protocols/graphics.ts';
import { shellWith } from '../shell/index.ts';
import { createStore, type Store } from '../store.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { isSeen, lastScroll, showBlock } from './act.ts';
import { NO_ALERTS, type Passing, ViewBuilder, type ViewSource } from './build-view.ts';
import type { Desk } from './desk.ts';
import { DrawOver } from './draw-over.ts';
import { geometryOf } from './geometry.ts';
import type { LabModel } from './lab-screen.tsx';
import { initialUi, type LabEffect, type UiState } from './lab-state.ts';
import { LabWork } from './lab-work.ts';
import { TabWork } from './tab-work.ts';
import { openStep, resize, update } from './update.ts';

export interface DriverOptions extends Omit<ViewSource, 'pictures'> {
  columns: number;
  rows: number;
  /** The three lines of a first run are shown. */
  firstRun: boolean;
  /** A sentence to begin with. */
  notice: string;
  copy(text: string): void;
  /** Writes to the terminal past what draws the screen. */
  write(text: string): void;
  pictures: Pick<PicturesOptions, 'read' | 'depth'>;
  graphics: Graphics;
}

/** Real milliseconds between two looks at what runs. */
const TICK = 250;
/** Real milliseconds output is collected before it is drawn. */
const COALESCE = 15;

/** Carries out what keys ask for and keeps the store up to date with the session. */
export class LabDriver {
  readonly store: Store<LabModel>;
  /** Resolves with the exit code when the learner leaves; rejects when the track or firedrill breaks. */
  readonly done: Promise<number>;
  readonly #options: DriverOptions;
  readonly #views: ViewBuilder;
  readonly #pictures: Pictures;
  readonly #stopListening: (() => void)[] = [];
  #finish!: (code: number) => void;
  #fail!: (error: unknown) => void;
  #ui: UiState;
  #passing: Passing = {
    check: undefined,
    canHurry: false,
    hurrying: false,
    settingUp: false,
    alerts: NO_ALERTS,
    files: {},
  };
  readonly #over: DrawOver;
  readonly #lab: LabWork;
  readonly #tabs: TabWork;
  #step: number;
  #drawn: NodeJS.Timeout | undefined;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#pictures = new Pictures({ ...options.pictures, onReady: () => this.#drawSoon() });
    this.#views = new ViewBuilder({ ...options, pictures: this.#pictures });
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
      shells: Object.fromEntries(
        Object.keys(view.shells).map((name) => [name, shellWith(options.session.draftOf(name))]),
      ),
      notice: options.notice,
      overlay: options.firstRun ? { kind: 'welcome' } : undefined,
    };
    this.store = createStore({ ui: this.#ui, view });
    this.#over = new DrawOver({ ...options, store: this.store, picture: (target) => this.#drawable(target) });
    const desk = this.#desk();
    this.#lab = new LabWork(options, desk);
    this.#tabs = new TabWork(options.session, options.lab.alerts, desk);
    this.#listen();
  }

  /** Runs the set-up of where the learner is, and takes up again what an earlier sitting left running. */
  start(): void {
    const { session } = this.#options;
    const { current, state } = session;
    if (current && !state.prepared.includes(current.challenge.slug)) this.#showNotes();
    this.#background(this.#lab.begin());
  }

  key(key: KeyPress): void {
    const { overlay } = this.#ui;
    const { ui, effects } = update(this.#ui, key, this.#views.build(this.#ui, this.#passing));
    if (ui.tab !== this.#ui.tab || ui.showing !== this.#ui.showing) this.#forgetFiles(ui);
    this.#ui = ui;
    for (const effect of effects) this.#carryOut(effect);
    this.#loadFiles();
    this.#draw();
    if (this.#ui.overlay !== overlay) this.#over.joinZoomedLines();
  }

  resize(columns: number, rows: number): void {
    this.#ui = resize(this.#ui, columns, rows);
    this.#tellShells();
    this.#draw();
    this.#over.joinZoomedLines();
    if (this.#ui.overlay?.kind === 'picture') this.#background(this.#over.showPicture(this.#ui.overlay.target));
  }

  stop(): void {
    clearTimeout(this.#drawn);
    this.#over.stop();
    this.#lab.stopCheck();
    for (const stop of this.#stopListening) stop();
  }

  /** The notes of a challenge are read while its set-up runs. */
  #showNotes(): void {
    if ((this.#options.session.current?.challenge.notes.length ?? 0) === 0) return;
    if (this.#ui.overlay?.kind === 'welcome') this.#ui = { ...this.#ui, notesNext: true };
    else this.#ui = { ...this.#ui, overlay: { kind: 'notes', page: 0 } };
  }

  readonly #drawSoon = (): void => {
    this.#drawn ??= setTimeout(() => this.#draw(), COALESCE);
  };

  /** What a command did to the files is seen in their tab. */
  readonly #sessionMoved = (): void => {
    this.#forgetFiles(this.#ui);
    this.#loadFiles();
    this.#drawSoon();
  };

  #listen(): void {
    const { session, consoles } = this.#options;
    const ticking = setInterval(() => this.#tick(), TICK);
    this.#stopListening.push(
      () => clearInterval(ticking),
      session.subscribe(this.#sessionMoved),
      consoles.onChange(this.#drawSoon),
    );
    this.#tellShells();
  }

  /** Time went on: countdowns, the offer to let it run, the tables of the Calico Cloud tab. */
  #tick(): void {
    const { session } = this.#options;
    const { now } = this.store.get().view;
    const { canHurry } = this.#lab;
    const second = Math.floor(session.target.now / 1_000) !== Math.floor(now / 1_000);
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
    const { target } = this.#options.session;
    const passing =
      check?.running && nextAt !== undefined
        ? { ...this.#passing, check: { ...check, remaining: nextAt - target.now } }
        : this.#passing;
    let view = this.#views.build(this.#ui, passing);
    const { current } = this.#options.session.state;
    const before = this.store.get();
    const { layout } = before.view;
    if (current === this.#step && view.layout !== layout) {
      const scroll = keepPlace(this.#ui.scroll, layout, view.layout);
      const ui = { ...this.#ui, scroll: Math.min(scroll, lastScroll(this.#ui, view)) };
      const resized = ui.columns !== before.ui.columns || ui.rows !== before.ui.rows;
      const keeps = resized && ui.selected !== undefined && ui.showing === 'text' && isSeen(before.ui, before.view);
      this.#ui = keeps ? showBlock(ui, view, ui.selected!) : ui;
    }
    if (current !== this.#step) {
      this.#step = current;
      this.#ui = openStep({ ...this.#ui, openFolds: [] }, view);
      view = this.#views.build(this.#ui, passing);
      this.#ui = openStep(this.#ui, view);
      const { challenge } = this.#options.session.current ?? {};
      if (challenge && challenge.steps[0] === this.#options.session.current?.step) this.#showNotes();
      view = this.#views.build(this.#ui, passing);
    }
    this.store.set({ ui: this.#ui, view });
  }

  #lookAtAlerts(): void {
    const { view } = this.store.get();
    const { wide } = geometryOf(this.#ui);
    if (view.tabs[this.#ui.tab]?.kind !== 'alerts' || !(wide || this.#ui.showing === 'tab')) return;
    const alerts = this.#options.lab.alerts.view();
    this.#ui = { ...this.#ui, alerts: keepRow(this.#ui.alerts, this.#passing.alerts, alerts) };
    this.#passing = { ...this.#passing, alerts };
  }

  #tellShells(): void {
    const { tab } = geometryOf(this.#ui);
    const { target } = this.#options.session;
    for (const name of Object.keys(this.store.get().view.shells)) target.terminal(name).resize(tab.width, tab.height);
  }

  #carryOut(effect: LabEffect): void {
    const work = this.#lab.carryOut(effect) ?? this.#inTabs(effect);
    if (work) this.#background(work);
    else this.#atOnce(effect);
  }

  #drawable(target: string) {
    return this.#pictures.depth === 'none' ? undefined : this.#pictures.loaded(this.#views.pictureFile(target));
  }

  #inTabs(effect: LabEffect): Promise<unknown> | undefined {
    if (effect.type === 'switch-detector') return this.#tabs.switchDetector(effect.row);
    if (effect.type === 'open-file') return this.#tabs.openFile(effect.tab, effect.row);
    if (effect.type === 'save-file') return this.#tabs.saveFile(effect.tab, effect.text);
    return undefined;
  }

  #atOnce(effect: LabEffect): void {
    const { session, copy, graphics } = this.#options;
    if (effect.type === 'stop-check') this.#lab.stopCheck();
    if (effect.type === 'hint') session.showHint();
    if (effect.type === 'copy') copy(this.#views.commands(session.block(effect.block)!.code.text));
    if (effect.type === 'show-picture') this.#background(this.#over.showPicture(effect.target));
    if (effect.type === 'hide-picture') graphics.clear();
    if (effect.type === 'quit') this.#finish(effect.code);
    if (effect.type === 'answer') {
      this.#passing = { ...this.#passing, check: { running: false, result: session.answer(effect.chosen) } };
    }
  }

  /** Mistakes of the engine's users are theirs to read; a track's broken script or our own mistake ends the screen. */
  #background(work: Promise<unknown>): void {
    work.then(() => this.#draw(), this.#fail);
  }

  /** The next block of the step is marked when the one that ran still is. */
  #ran(number: number): void {
    if (this.#ui.selected !== number || this.#ui.overlay) return;
    const view = this.#views.build(this.#ui, this.#passing);
    const next = view.layout.blocks.find(({ block }) => block.number > number);
    if (next) this.#ui = showBlock(this.#ui, view, next.block.number);
  }

  /** A file tab one comes back to is read anew, unless something is open in it. */
  #forgetFiles({ tab }: UiState): void {
    const { [tab]: shown, ...others } = this.#passing.files;
    if (shown && !shown.open) this.#passing = { ...this.#passing, files: others };
  }

  /** A file tab that comes onto the screen is read; what commands changed since is seen. */
  #loadFiles(): void {
    const tab = this.#views.build(this.#ui, this.#passing).tabs[this.#ui.tab];
    if (tab?.kind !== 'file' || this.#passing.files[this.#ui.tab]) return;
    this.#background(this.#tabs.openFile(this.#ui.tab, -1));
  }

  #say(notice: string): void {
    this.#ui = { ...this.#ui, notice };
    this.#draw();
  }

  #desk(): Desk {
    const driver = this;
    return {
      get passing() {
        return driver.#passing;
      },
      get view() {
        return driver.store.get().view;
      },
      change(passing) {
        driver.#passing = { ...driver.#passing, ...passing };
        driver.#draw();
      },
      say: (notice) => driver.#say(notice),
      ran: (number) => driver.#ran(number),
      background: (work) => driver.#background(work),
      commands: (text) => driver.#views.commands(text),
    };
  }
}
