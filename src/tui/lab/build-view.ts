import { whatIsOpen } from '../../advice/index.ts';
import { complete } from '../../complete/index.ts';
import type { MarkdownRenderer, RenderOptions } from '../../markdown/index.ts';
import {
  type AlertsView,
  checkSource,
  fillVariables,
  innerCommand,
  type Lab,
  quizOf,
  referencePath,
  type Session,
} from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { Palette } from '../../theme/index.ts';
import { foldsOf } from '../assignment/folds.ts';
import { type LaidOut, layOut } from '../assignment/lay-out.ts';
import { pictureRows } from '../pictures/picture-screen.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Consoles, ShellView } from '../shell/index.ts';
import { geometryOf } from './geometry.ts';
import type { LabTab, LabView, UiState } from './lab-state.ts';
import { tabsOf } from './tabs.ts';

export interface ViewSource {
  lab: Lab;
  session: Session;
  consoles: Consoles;
  render: MarkdownRenderer;
  /** The colours of the text; undefined: none. */
  palette: Palette | undefined;
  coarse: boolean;
  speed: number | 'max';
  pictures: Pictures;
}

/** What the driver alone knows. */
export type Passing = Pick<LabView, 'check' | 'canHurry' | 'hurrying' | 'settingUp' | 'alerts' | 'files'>;

/** A bar and a blank at either side of a sheet. */
const SHEET_FRAME = 4;

export const NO_ALERTS: AlertsView = { events: [], alerts: [], detectors: [] };

/** Puts together what the screen shows; the laid-out text is kept per step, width and open folds. */
export class ViewBuilder {
  readonly #source: ViewSource;
  #kept: { key: string; layout: LaidOut } | undefined;
  #tabs: { slug: string; tabs: LabTab[] } | undefined;

  constructor(source: ViewSource) {
    this.#source = source;
  }

  build(ui: UiState, passing: Passing): LabView {
    const { session, lab, speed, coarse } = this.#source;
    const { current, state, track } = session;
    const hasCheck = current !== undefined && checkSource(current, lab.obligations) !== 'none';
    const quiz = quizOf(current, lab.obligations);
    const passed = state.steps[state.current - 1]?.lastCheck?.verdict === 'passed';
    const tabs = this.#tabsOf();
    return {
      ...passing,
      title: track.title,
      terminal: session.terminal,
      current,
      steps: session.labSteps.length,
      session: state,
      layout: this.#layout(ui),
      tabs,
      shells: Object.fromEntries(
        tabs.flatMap((tab) => (tab.kind === 'shell' ? [[tab.terminal, this.#shell(tab.terminal)]] : [])),
      ),
      hints: current
        ? foldsOf(this.#fill(current.step.body)).flatMap(({ isHint, text }) => (isHint ? [text] : []))
        : [],
      hint: ui.overlay?.kind === 'hint' ? this.#hint(ui, ui.overlay.number) : [],
      notes: ui.overlay?.kind === 'notes' ? this.#notes(ui) : [],
      picture: this.#picture(ui),
      undoable: session.undoable,
      canRewind: session.target.rewind !== undefined,
      mayGoOn: passed || (!hasCheck && quiz === undefined),
      hasCheck,
      quiz: quiz && { answers: quiz.answers },
      now: session.target.now,
      estimate: track.timelimit,
      speed,
      coarse,
      target: session.target.name,
    };
  }

  /** A block's text as it runs. */
  commands(text: string): string {
    return this.#fill(text);
  }

  #tabsOf(): readonly LabTab[] {
    const { session } = this.#source;
    const challenge = session.current?.challenge ?? session.track.challenges.at(-1);
    if (!challenge) return [{ title: texts.shellTab, kind: 'shell', terminal: session.terminal }];
    if (this.#tabs?.slug !== challenge.slug) this.#tabs = { slug: challenge.slug, tabs: tabsOf(challenge, session) };
    return this.#tabs.tabs;
  }

  #shell(terminal: string): ShellView {
    const { session } = this.#source;
    const { target } = session;
    const shell = target.terminal(terminal);
    return {
      scrollback: this.#source.consoles.of(terminal),
      prompt: shell.prompt,
      running: shell.running,
      wantsInput: shell.wantsInput,
      atInnerPrompt: shell.innerPrompt !== undefined,
      history: session.history(terminal),
      isIncomplete: (text) => shell.isIncomplete(text),
      whatIsOpen,
      ownCommand: (line) => innerCommand(shell, line),
      read: (path) => shell.surroundings.read(path),
      complete: (text, cursor) => complete(text, cursor, { surroundings: shell.surroundings, cluster: target.cluster }),
    };
  }

  #layout(ui: UiState): LaidOut {
    const { session, render, palette, pictures } = this.#source;
    const { current, track, state } = session;
    const { measure } = geometryOf(ui);
    const key = [current?.step.id ?? 'end', measure, pictures.version, ...ui.openFolds].join('|');
    if (this.#kept?.key === key) return this.#kept.layout;
    const layout = current
      ? layOut(current, {
          render,
          width: measure,
          color: palette !== undefined,
          palette,
          open: new Set(ui.openFolds),
          substitute: (text) => this.#fill(text),
          picture: (target, width) => pictures.lines(this.pictureFile(target), target, width),
          label: ({ number, language, flags }) =>
            texts.blockLabel(number, language, flags.filter((flag) => flag === 'nocopy').join(' ')),
        })
      : closingPage(track.title, track.challenges.at(-1)?.closing ?? '', state, {
          render,
          color: palette !== undefined,
          palette,
          width: measure,
          picture: (target, width) => pictures.lines(this.pictureFile(target), target, width),
        });
    this.#kept = { key, layout };
    return layout;
  }

  #notes(ui: UiState): string[][] {
    const { session, render, palette, pictures } = this.#source;
    const width = Math.max(20, Math.min(ui.columns - 8, 76));
    const picture = (target: string, most: number) => pictures.lines(this.pictureFile(target), target, most);
    return (session.current?.challenge.notes ?? []).map(({ type, contents, url = '' }) => {
      const text = contents ?? (type === 'image' ? `![](<${url}>)` : url);
      return [...render(this.#fill(text), { width, color: palette !== undefined, palette, picture }).lines];
    });
  }

  #hint({ columns }: UiState, number: number): readonly string[] {
    const { session, render, palette } = this.#source;
    const fold = foldsOf(this.#fill(session.current?.step.body ?? '')).filter(({ isHint }) => isHint)[number - 1];
    return fold ? render(fold.text, { width: columns - SHEET_FRAME, color: palette !== undefined, palette }).lines : [];
  }

  /** The file of the track a picture of the current text is in. */
  pictureFile(target: string): string | undefined {
    const { current, track } = this.#source.session;
    const challenge = current?.challenge ?? track.challenges.at(-1);
    return challenge && referencePath(challenge.folder, target);
  }

  #picture({ overlay, columns, rows }: UiState): readonly string[] {
    if (overlay?.kind !== 'picture') return [];
    const { pictures } = this.#source;
    const words = overlay.text || overlay.target;
    return pictureRows(pictures.loaded(this.pictureFile(overlay.target)), words, {
      columns,
      rows,
      depth: pictures.depth,
    });
  }

  #fill(text: string): string {
    const { session } = this.#source;
    return fillVariables(text, session.track, session.target);
  }
}

function closingPage(
  title: string,
  closing: string,
  { steps }: Session['state'],
  options: { render: MarkdownRenderer } & Pick<RenderOptions, 'color' | 'palette' | 'width' | 'picture'>,
): LaidOut {
  const passed = steps.filter(({ status }) => status === 'passed' || status === 'unchecked').length;
  const { lines, references } = options.render(closing, options);
  const done = options.render(texts.finishedTitle(title, passed, steps.length), options).lines;
  const above = done.length + 1;
  const pictures = references.flatMap(({ kind, target, text, line }) =>
    kind === 'image' ? [{ line: line + above, target, text }] : [],
  );
  return { lines: [...done, '', ...lines], blocks: [], folds: [], links: [], pictures };
}
