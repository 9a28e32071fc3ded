import { placeholdersOf } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { PlaceLink } from '../assignment/lay-out.ts';
import type { Action } from '../keys.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { EMPTY_INPUT, inputOf } from '../text/text-input.ts';
import { geometryOf } from './geometry.ts';
import type { LabEffect, LabView, UiState } from './lab-state.ts';
import type { Update } from './update.ts';

type Handler = (ui: UiState, view: LabView, key: KeyPress) => Update;

/** Carries out one action of the key table. */
export function act(ui: UiState, action: Action, key: KeyPress, view: LabView): Update {
  const before = action === 'number' || action === 'run' ? ui : { ...ui, digits: '' };
  return HANDLERS[action](before, view, key);
}

const HANDLERS: Readonly<Record<Action, Handler>> = {
  down: (ui, view) => scrollBy(ui, view, 1),
  up: (ui, view) => scrollBy(ui, view, -1),
  'page-down': (ui, view) => scrollBy(ui, view, geometryOf(ui).text.height - 2),
  'page-up': (ui, view) => scrollBy(ui, view, 2 - geometryOf(ui).text.height),
  top: (ui, view) => scrollBy(ui, view, -view.layout.lines.length),
  bottom: (ui, view) => scrollBy(ui, view, view.layout.lines.length),
  'next-block': (ui, view) => mark(ui, view, 1),
  'previous-block': (ui, view) => mark(ui, view, -1),
  run: runMarked,
  number: runNumber,
  edit: (ui, view) =>
    withBlock(ui, view, ({ number, code }) =>
      only({ ...ui, overlay: { kind: 'edit', block: number, input: inputOf(code.text) } }),
    ),
  copy: (ui, view) => withBlock(ui, view, copy(ui)),
  zoom: (ui, view) =>
    withBlock(ui, view, ({ number }) => only({ ...ui, overlay: { kind: 'zoom', block: number, scroll: 0 } })),
  fold: toggleFold,
  check: openCheck,
  next: (ui, { current, mayGoOn, hasCheck, settingUp }) => {
    if (!current) return only(ui);
    if (settingUp) return say(ui, texts.settingUp);
    if (mayGoOn)
      return { ui: { ...ui, overlay: hasCheck ? { kind: 'check' } : undefined }, effects: [{ type: 'next' }] };
    return say(ui, texts.notYetNext);
  },
  hint: openHint,
  solve: (ui, { current }) => only(current ? { ...ui, overlay: { kind: 'solve' } } : ui),
  undo: (ui, { undoable, canRewind }) =>
    undoable === undefined
      ? say(ui, canRewind ? texts.nothingToUndo : texts.nothingBack)
      : { ui, effects: [{ type: 'undo' }] },
  reset: (ui, { current }) => only(current ? { ...ui, overlay: { kind: 'reset' } } : ui),
  hurry: (ui, { canHurry }) => (canHurry ? { ui, effects: [{ type: 'hurry' }] } : only(ui)),
  'other-pane': (ui) => {
    const focus = ui.focus === 'text' ? 'tab' : 'text';
    return only({ ...ui, focus, showing: focus });
  },
  'next-tab': (ui, view) => turnTab(ui, view, 1),
  'previous-tab': (ui, view) => turnTab(ui, view, -1),
  link: followLink,
  picture: showPicture,
  help: (ui) => only({ ...ui, overlay: { kind: 'help', scroll: 0 } }),
  quit: (ui, { shells }) => {
    const running = Object.values(shells).some((shell) => shell.running);
    if (running) return only({ ...ui, overlay: { kind: 'quit' } });
    return { ui, effects: [{ type: 'quit', code: 0 }] };
  },
};

function only(ui: UiState): Update {
  return { ui, effects: [] };
}

function say(ui: UiState, notice: string): Update {
  return only({ ...ui, notice });
}

export function lastScroll(ui: UiState, { layout }: Pick<LabView, 'layout'>): number {
  return Math.max(0, layout.lines.length - geometryOf(ui).text.height);
}

function scrollBy(ui: UiState, view: LabView, lines: number): Update {
  const scroll = Math.min(Math.max(0, ui.scroll + lines), lastScroll(ui, view));
  return only({ ...ui, scroll, focus: 'text', showing: 'text' });
}

/** Marks the next or the previous block and brings it onto the screen. */
function mark(ui: UiState, view: LabView, by: 1 | -1): Update {
  const { blocks } = view.layout;
  if (blocks.length === 0) return say(ui, texts.noBlocks);
  const at = blocks.findIndex(({ block }) => block.number === ui.selected);
  const next = blocks[Math.min(Math.max(0, at + by), blocks.length - 1)]!;
  return only({ ...showBlock(ui, view, next.block.number), focus: 'text', showing: 'text' });
}

/** Marks a block; the text moves as little as it must to show all of it, its label in any case. */
export function showBlock(ui: UiState, view: Pick<LabView, 'layout'>, number: number): UiState {
  const place = view.layout.blocks.find(({ block }) => block.number === number);
  if (!place) return ui;
  const { height } = geometryOf(ui).text;
  let { scroll } = ui;
  if (place.to > scroll + height) scroll = place.to - height;
  if (place.from < scroll) scroll = place.from;
  return { ...ui, selected: number, scroll: Math.min(scroll, lastScroll(ui, view)) };
}

/** The marked block is before the learner's eyes: all of it, or half a screen of a long one. What was not read is not run. */
export function isSeen(ui: UiState, { layout }: Pick<LabView, 'layout'>): boolean {
  const place = layout.blocks.find(({ block }) => block.number === ui.selected);
  const { wide, text } = geometryOf(ui);
  if (!place || (!wide && ui.showing !== 'text')) return false;
  const lines = Math.min(place.to, ui.scroll + text.height) - Math.max(place.from, ui.scroll);
  return lines >= Math.min(place.to - place.from, Math.ceil(text.height / 2));
}

type Block = LabView['layout']['blocks'][number]['block'];

function withBlock({ ...ui }: UiState, { layout }: LabView, then: (block: Block) => Update): Update {
  const place = layout.blocks.find(({ block }) => block.number === ui.selected);
  return place ? then(place.block) : say(ui, texts.noBlocks);
}

function runMarked(ui: UiState, view: LabView): Update {
  if (ui.digits !== '') return runBlock({ ...ui, digits: '' }, view, Number(ui.digits));
  return withBlock(ui, view, ({ number }) =>
    isSeen(ui, view)
      ? runBlock(ui, view, number)
      : only({ ...showBlock(ui, view, number), focus: 'text', showing: 'text' }),
  );
}

/** Digits add up while more than one block of the step begins with them. */
function runNumber(ui: UiState, view: LabView, key: KeyPress): Update {
  const digits = ui.digits + key.name;
  const numbers = view.layout.blocks.map(({ block }) => String(block.number));
  const possible = numbers.filter((number) => number.startsWith(digits));
  if (possible.length === 0) return say({ ...ui, digits: '' }, texts.noBlock(Number(digits)));
  if (possible.length === 1 && possible[0] === digits) return runBlock({ ...ui, digits: '' }, view, Number(digits));
  return say({ ...ui, digits }, texts.whichBlock(digits));
}

function runBlock(ui: UiState, view: LabView, number: number): Update {
  const block = view.layout.blocks.find((place) => place.block.number === number)?.block;
  if (!block) return say(ui, texts.noBlock(number));
  const names = placeholdersOf(block.code.text);
  if (names.length === 0) return startBlock(showBlock(ui, view, number), view, number);
  const overlay = {
    kind: 'placeholders',
    block: number,
    text: block.code.text,
    names,
    values: [],
    input: EMPTY_INPUT,
  } as const;
  return only({ ...showBlock(ui, view, number), overlay });
}

/** Runs a block where its output can be seen; the keyboard stays with the text. */
export function startBlock(ui: UiState, view: LabView, number: number, text?: string): Update {
  const shell = view.tabs.findIndex((tab) => tab.kind === 'shell' && tab.terminal === view.terminal);
  const { running, wantsInput } = view.shells[view.terminal] ?? {};
  if (running) return say({ ...ui, overlay: undefined }, wantsInput ? texts.blockNested : texts.blockBusy);
  const effect: LabEffect = { type: 'run-block', block: number, ...(text === undefined ? {} : { text }) };
  const notice = view.settingUp ? texts.whenSetUp(number) : '';
  return {
    ui: { ...ui, notice, overlay: undefined, tab: Math.max(shell, 0), showing: 'tab', focus: 'text' },
    effects: [effect],
  };
}

function copy(ui: UiState): (block: Block) => Update {
  return ({ number, flags }) =>
    flags.includes('nocopy')
      ? say(ui, texts.noCopy(number))
      : { ui: { ...ui, notice: texts.copied(number) }, effects: [{ type: 'copy', block: number }] };
}

function toggleFold(ui: UiState, { layout }: LabView): Update {
  const { height } = geometryOf(ui).text;
  const onScreen = (line: number) => line >= ui.scroll && line < ui.scroll + height;
  const fold = layout.folds.findIndex(onScreen);
  if (fold < 0) return say(ui, texts.noFold);
  const openFolds = ui.openFolds.includes(fold) ? ui.openFolds.filter((one) => one !== fold) : [...ui.openFolds, fold];
  return only({ ...ui, openFolds, focus: 'text', showing: 'text' });
}

function openCheck(ui: UiState, { current, quiz, hasCheck, settingUp }: LabView): Update {
  if (!current) return say(ui, texts.allPassed);
  if (settingUp) return say(ui, texts.settingUp);
  if (quiz && !hasCheck) return only({ ...ui, overlay: { kind: 'quiz', chosen: [] } });
  return { ui: { ...ui, overlay: { kind: 'check' } }, effects: hasCheck ? [{ type: 'check' }] : [] };
}

function openHint(ui: UiState, { hints, session, current }: LabView): Update {
  if (!current || hints.length === 0) return say(ui, texts.noHint);
  const shown = session.steps[session.current - 1]!.hintsShown;
  const number = Math.min(shown + 1, hints.length);
  return { ui: { ...ui, overlay: { kind: 'hint', number } }, effects: [{ type: 'hint' }] };
}

/** Where there is room for one pane, the text is the first of what is gone through, as in the header. */
function turnTab(ui: UiState, { tabs }: LabView, by: 1 | -1): Update {
  const { wide } = geometryOf(ui);
  if (wide) return only({ ...ui, tab: (ui.tab + by + tabs.length) % tabs.length, showing: 'tab' });
  const at = ui.showing === 'text' ? 0 : ui.tab + 1;
  const next = (at + by + tabs.length + 1) % (tabs.length + 1);
  if (next === 0) return only({ ...ui, showing: 'text', focus: 'text' });
  return only({ ...ui, tab: next - 1, showing: 'tab' });
}

/** Of several links on the screen one is chosen. */
function followLink(ui: UiState, view: LabView): Update {
  const { height } = geometryOf(ui).text;
  const links = view.layout.links.filter(({ line }) => line >= ui.scroll && line < ui.scroll + height);
  if (links.length === 0) return say(ui, texts.noLink);
  if (links.length > 1) return only({ ...ui, overlay: { kind: 'links', links } });
  return goTo(ui, links[0]!, view);
}

export function goTo(before: UiState, link: PlaceLink, view: LabView): Update {
  const ui = { ...before, overlay: undefined };
  if ('tab' in link) {
    return link.tab < view.tabs.length
      ? only({ ...ui, tab: link.tab, showing: 'tab', focus: 'tab' })
      : say(ui, texts.noTab(link.tab));
  }
  if (link.at === undefined) return say(ui, texts.noSection(link.section));
  return only({ ...ui, scroll: Math.min(link.at, lastScroll(ui, view)), focus: 'text', showing: 'text' });
}

function showPicture(ui: UiState, { layout }: LabView): Update {
  const { height } = geometryOf(ui).text;
  const picture = layout.pictures.find(({ line }) => line >= ui.scroll && line < ui.scroll + height);
  if (!picture) return say(ui, texts.noPicture);
  const { target, text } = picture;
  return { ui: { ...ui, overlay: { kind: 'picture', target, text } }, effects: [{ type: 'show-picture', target }] };
}

/** Ctrl-C stops what runs in the shell on the screen; when nothing runs, it leaves. */
export function interrupt(ui: UiState, view: LabView): Update {
  const running = Object.entries(view.shells).find(([, shell]) => shell.running)?.[0];
  if (running === undefined) return { ui, effects: [{ type: 'quit', code: 130 }] };
  return {
    ui: { ...ui, notice: texts.interrupted },
    effects: [{ type: 'shell', terminal: running, effect: { type: 'interrupt' } }],
  };
}
