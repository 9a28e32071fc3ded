import { keyName, PREFIX } from './key-names.ts';
import { isSeen } from './lab/act.ts';
import { geometryOf } from './lab/geometry.ts';
import type { LabView, UiState } from './lab/lab-state.ts';
import { texts } from './texts.en.ts';

export type Action =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'top'
  | 'bottom'
  | 'next-block'
  | 'previous-block'
  | 'run'
  | 'number'
  | 'edit'
  | 'copy'
  | 'zoom'
  | 'fold'
  | 'check'
  | 'next'
  | 'hint'
  | 'solve'
  | 'undo'
  | 'reset'
  | 'hurry'
  | 'other-pane'
  | 'next-tab'
  | 'previous-tab'
  | 'link'
  | 'picture'
  | 'help'
  | 'quit';

export interface KeyBinding {
  action: Action;
  group: 'Reading' | 'Blocks' | 'The step' | 'Around';
  /** Keys while the text has the keyboard, or after Ctrl-G anywhere. */
  keys: readonly string[];
  /** Keys that work everywhere, in the shell too. */
  everywhere?: readonly string[];
  /** What it does, for help and docs. */
  does: string;
  /** Its words in the footer; without it the key is only in the help. */
  footer?(ui: UiState, view: LabView): string;
  /** Whether it would do something now. */
  works(ui: UiState, view: LabView): boolean;
}

const always = () => true;
const hasBlock = (ui: UiState) => ui.selected !== undefined;
const hasBlocks = (_: UiState, { layout }: LabView) => layout.blocks.length > 0;
const hasStep = (_: UiState, { current }: LabView) => current !== undefined;
const canScroll = (_: UiState, { layout }: LabView) => layout.lines.length > 0;
const linesBelow = (ui: UiState, { layout }: LabView) =>
  ui.showing === 'text' || geometryOf(ui).wide ? layout.lines.length - ui.scroll - geometryOf(ui).text.height : 0;
const isOnScreen = (ui: UiState, line: number) => line >= ui.scroll && line < ui.scroll + geometryOf(ui).text.height;
const shownTitle = ({ tab }: UiState, { tabs }: LabView) => tabs[tab]?.title ?? '';

/**
 * The one table of keys: handlers, footer, help and docs/keys.md come from it. The footer shows what works now, in this
 * order, as far as there is room.
 */
export const KEYS: readonly KeyBinding[] = [
  {
    action: 'hurry',
    group: 'The step',
    keys: ['f'],
    everywhere: ['f8'],
    does: 'let time run, when nothing else is missing',
    footer: () => 'let time run',
    works: (_, { canHurry }) => canHurry,
  },
  {
    action: 'next',
    group: 'The step',
    keys: ['N'],
    everywhere: ['f5'],
    does: 'go on to the next step, when this one is done',
    footer: (_, { session, steps }) => (session.current === steps ? 'finish' : 'next step'),
    works: (_, { current, mayGoOn }) => current !== undefined && mayGoOn,
  },
  {
    action: 'run',
    group: 'Blocks',
    keys: ['enter'],
    does: 'run the marked block; show it first when it is not on the screen',
    footer: (ui, view) => (isSeen(ui, view) ? `run ${ui.selected}` : `show ${ui.selected}`),
    works: (ui, view) => hasBlock(ui) && !view.shells[view.terminal]?.running,
  },
  {
    action: 'check',
    group: 'The step',
    keys: ['c'],
    everywhere: ['f4'],
    does: 'check the step, or answer its quiz',
    footer: (_, { quiz }) => (quiz ? 'quiz' : 'check'),
    works: (_, { current, hasCheck, quiz }) => current !== undefined && (hasCheck || quiz !== undefined),
  },
  {
    action: 'hint',
    group: 'The step',
    keys: ['h'],
    everywhere: ['f6'],
    does: 'show a hint, one at a time',
    footer: () => 'hint',
    works: (_, { hints }) => hints.length > 0,
  },
  {
    action: 'page-down',
    group: 'Reading',
    keys: [' ', 'pagedown'],
    does: 'a page down',
    footer: (ui, view) => (geometryOf(ui).wide ? texts.more : texts.moreBelow(linesBelow(ui, view))),
    works: (ui, view) => linesBelow(ui, view) > 0,
  },
  {
    action: 'other-pane',
    group: 'Around',
    keys: ['tab'],
    everywhere: ['f2'],
    does: 'to the tab on the right and back to the text',
    footer: (ui, view) => (ui.focus === 'tab' ? 'text' : shownTitle(ui, view)),
    works: always,
  },
  {
    action: 'help',
    group: 'Around',
    keys: ['?'],
    everywhere: ['f1'],
    does: 'show every key',
    footer: () => texts.helpKey,
    works: always,
  },
  {
    action: 'quit',
    group: 'Around',
    keys: ['q'],
    everywhere: ['f10'],
    does: 'leave; you come back to this step',
    footer: () => 'quit',
    works: always,
  },
  {
    action: 'next-block',
    group: 'Blocks',
    keys: ['n'],
    does: 'mark the next block',
    footer: () => 'next block',
    works: hasBlocks,
  },
  { action: 'previous-block', group: 'Blocks', keys: ['p'], does: 'mark the block before', works: hasBlocks },
  {
    action: 'number',
    group: 'Blocks',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    does: 'run the block of that number',
    works: hasBlocks,
  },
  {
    action: 'edit',
    group: 'Blocks',
    keys: ['e'],
    does: 'edit the marked block, then run it',
    footer: () => 'edit',
    works: hasBlock,
  },
  {
    action: 'copy',
    group: 'Blocks',
    keys: ['y'],
    does: 'copy the marked block: commands only, no prompts, no output',
    footer: () => 'copy',
    works: hasBlock,
  },
  {
    action: 'zoom',
    group: 'Blocks',
    keys: ['z'],
    does: 'show the marked block alone, without frames',
    works: hasBlock,
  },
  {
    action: 'solve',
    group: 'The step',
    keys: ['s'],
    everywhere: ['f7'],
    does: 'have the step solved, or skip it; asks first',
    footer: () => 'solve/skip',
    works: hasStep,
  },
  {
    action: 'undo',
    group: 'The step',
    keys: ['u'],
    does: 'take back what you did last: world, shell and time are as before',
    footer: () => 'undo',
    works: (_, { undoable }) => undoable !== undefined,
  },
  {
    action: 'reset',
    group: 'The step',
    keys: ['R'],
    does: 'begin this step anew; asks first',
    works: hasStep,
  },
  { action: 'down', group: 'Reading', keys: ['j', 'down'], does: 'a line down', works: canScroll },
  { action: 'up', group: 'Reading', keys: ['k', 'up'], does: 'a line up', works: canScroll },
  { action: 'page-up', group: 'Reading', keys: ['b', 'pageup'], does: 'a page up', works: canScroll },
  { action: 'top', group: 'Reading', keys: ['g', 'home'], does: 'to the beginning', works: canScroll },
  { action: 'bottom', group: 'Reading', keys: ['G', 'end'], does: 'to the end', works: canScroll },
  {
    action: 'fold',
    group: 'Reading',
    keys: ['o'],
    does: 'open or close the fold (▸) that is on the screen',
    works: (_, { layout }) => layout.folds.length > 0,
  },
  {
    action: 'link',
    group: 'Reading',
    keys: ['t'],
    does: 'follow a link on the screen: to a tab, or to a section of the text',
    footer: () => texts.linkKey,
    works: (ui, { layout }) => layout.links.some(({ line }) => isOnScreen(ui, line)),
  },
  {
    action: 'picture',
    group: 'Reading',
    keys: ['i'],
    does: 'enlarge the picture on the screen',
    footer: () => texts.pictureKey,
    works: (ui, { layout }) => layout.pictures.some(({ line }) => isOnScreen(ui, line)),
  },
  {
    action: 'next-tab',
    group: 'Around',
    keys: [']'],
    everywhere: ['f3'],
    does: 'show the next tab',
    works: (_, { tabs }) => tabs.length > 1,
  },
  {
    action: 'previous-tab',
    group: 'Around',
    keys: ['['],
    does: 'show the tab before',
    works: (_, { tabs }) => tabs.length > 1,
  },
];

const BY_KEY = new Map(KEYS.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));
const EVERYWHERE = new Map(KEYS.flatMap((binding) => (binding.everywhere ?? []).map((key) => [key, binding] as const)));

export function readingKey(key: string): KeyBinding | undefined {
  return BY_KEY.get(key) ?? EVERYWHERE.get(key);
}

export function keyOfEverywhere(key: string): KeyBinding | undefined {
  return EVERYWHERE.get(key);
}

/** The keys that work now as `key words`, the most useful first. */
export function footerKeys(ui: UiState, view: LabView): string[] {
  // One way out that every terminal lets through.
  const typing = ui.focus === 'tab' && view.tabs[ui.tab]?.kind === 'shell' && !ui.prefix;
  const words = KEYS.flatMap((binding) => {
    if (!binding.footer || !binding.works(ui, view)) return [];
    // A table or a file has Enter for itself.
    if (binding.action === 'run' && ui.focus === 'tab' && !ui.prefix) return [];
    const key = typing ? binding.everywhere?.[0] : binding.keys[0];
    return key === undefined ? [] : [`${keyName(key)} ${binding.footer(ui, view)}`];
  });
  return typing ? [texts.prefixKey(keyName(PREFIX)), ...words] : words;
}

/** The table as lines for the help: group, keys, what they do. */
export function helpRows(): { group: string; keys: string; everywhere: string; does: string }[] {
  return KEYS.map(({ group, keys, everywhere = [], does, action }) => ({
    group,
    keys: action === 'number' ? '0-9' : keys.map(keyName).join(' '),
    everywhere: everywhere.map(keyName).join(' '),
    does,
  })).sort((left, right) => GROUPS.indexOf(left.group) - GROUPS.indexOf(right.group));
}

const GROUPS: readonly string[] = ['Reading', 'Blocks', 'The step', 'Around'];
