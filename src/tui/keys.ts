import { keyTexts, screenTexts as texts } from '../texts/index.ts';
import { keyName, PREFIX } from './key-names.ts';
import { isSeen } from './lab/act.ts';
import { geometryOf } from './lab/geometry.ts';
import type { LabTab, LabView, UiState } from './lab/lab-state.ts';

export type Action = keyof typeof keyTexts.does;

export interface KeyBinding {
  action: Action;
  group: keyof typeof keyTexts.groups;
  /** Keys while the text has the keyboard, or after Ctrl-G anywhere. */
  keys: readonly string[];
  /** Keys that work everywhere, in the shell too. */
  everywhere?: readonly string[];
  /** Its words in the footer; without it the key is only in the help. */
  footer?(ui: UiState, view: LabView): string;
  /** Whether it would do something now. */
  works(ui: UiState, view: LabView): boolean;
}

const words = () => keyTexts.footer;
const always = () => true;
const hasBlock = (ui: UiState) => ui.selected !== undefined;
const hasBlocks = (_: UiState, { layout }: LabView) => layout.blocks.length > 0;
const hasStep = (_: UiState, { current }: LabView) => current !== undefined;
const canScroll = (_: UiState, { layout }: LabView) => layout.lines.length > 0;
const linesBelow = (ui: UiState, { layout }: LabView) =>
  ui.showing === 'text' || geometryOf(ui).wide ? layout.lines.length - ui.scroll - geometryOf(ui).text.height : 0;
const isOnScreen = (ui: UiState, line: number) => line >= ui.scroll && line < ui.scroll + geometryOf(ui).text.height;
const shownTitle = ({ tab }: UiState, { tabs }: LabView) => tabs[tab]?.title ?? '';
/** Where Tab leads: to what is named, or, where that is what one looks at already, into it. */
const otherPane = (ui: UiState, view: LabView) => {
  if (ui.focus === 'tab') return words().text;
  if (geometryOf(ui).wide || ui.showing === 'text') return shownTitle(ui, view);
  return view.tabs[ui.tab]?.kind === 'shell' ? words().typeHere : words().useThis;
};

/**
 * The one table of keys: handlers, footer, help and docs/keys.md come from it. The footer shows what works now, in this
 * order, as far as there is room.
 */
export const KEYS: readonly KeyBinding[] = [
  {
    action: 'hurry',
    group: 'step',
    keys: ['f'],
    everywhere: ['f8'],
    footer: () => words().hurry,
    works: (_, { canHurry }) => canHurry,
  },
  {
    action: 'next',
    group: 'step',
    keys: ['N'],
    everywhere: ['f5'],
    footer: (_, { session, steps }) => (session.current === steps ? words().finish : words().next),
    works: (_, { current, mayGoOn }) => current !== undefined && mayGoOn,
  },
  {
    action: 'run',
    group: 'blocks',
    keys: ['enter'],
    footer: (ui, view) => (isSeen(ui, view) ? words().run(ui.selected!) : words().show(ui.selected!)),
    works: (ui, view) => hasBlock(ui) && !view.shells[view.terminal]?.running,
  },
  {
    action: 'check',
    group: 'step',
    keys: ['c'],
    everywhere: ['f4'],
    footer: (_, { quiz }) => (quiz ? words().quiz : words().check),
    works: (_, { current, hasCheck, quiz }) => current !== undefined && (hasCheck || quiz !== undefined),
  },
  {
    action: 'hint',
    group: 'step',
    keys: ['h'],
    everywhere: ['f6'],
    footer: () => words().hint,
    works: (_, { hints }) => hints.length > 0,
  },
  {
    action: 'page-down',
    group: 'reading',
    keys: [' ', 'pagedown'],
    footer: (ui, view) => (geometryOf(ui).wide ? words().more : words().moreBelow(linesBelow(ui, view))),
    works: (ui, view) => linesBelow(ui, view) > 0,
  },
  {
    action: 'other-pane',
    group: 'around',
    keys: ['tab'],
    everywhere: ['f2'],
    footer: otherPane,
    works: always,
  },
  {
    action: 'help',
    group: 'around',
    keys: ['?'],
    everywhere: ['f1'],
    footer: () => words().help,
    works: always,
  },
  {
    action: 'quit',
    group: 'around',
    keys: ['q'],
    everywhere: ['f10'],
    footer: () => words().quit,
    works: always,
  },
  {
    action: 'next-block',
    group: 'blocks',
    keys: ['n'],
    footer: () => words().nextBlock,
    works: hasBlocks,
  },
  { action: 'previous-block', group: 'blocks', keys: ['p'], works: hasBlocks },
  {
    action: 'number',
    group: 'blocks',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    works: hasBlocks,
  },
  {
    action: 'edit',
    group: 'blocks',
    keys: ['e'],
    footer: () => words().edit,
    works: hasBlock,
  },
  {
    action: 'copy',
    group: 'blocks',
    keys: ['y'],
    footer: () => words().copy,
    works: hasBlock,
  },
  {
    action: 'zoom',
    group: 'blocks',
    keys: ['z'],
    works: hasBlock,
  },
  {
    action: 'solve',
    group: 'step',
    keys: ['s'],
    everywhere: ['f7'],
    footer: () => words().solve,
    works: hasStep,
  },
  {
    action: 'undo',
    group: 'step',
    keys: ['u'],
    footer: () => words().undo,
    works: (_, { undoable }) => undoable !== undefined,
  },
  {
    action: 'reset',
    group: 'step',
    keys: ['R'],
    works: hasStep,
  },
  { action: 'down', group: 'reading', keys: ['j', 'down'], works: canScroll },
  { action: 'up', group: 'reading', keys: ['k', 'up'], works: canScroll },
  { action: 'page-up', group: 'reading', keys: ['b', 'pageup'], works: canScroll },
  { action: 'top', group: 'reading', keys: ['g', 'home'], works: canScroll },
  { action: 'bottom', group: 'reading', keys: ['G', 'end'], works: canScroll },
  {
    action: 'fold',
    group: 'reading',
    keys: ['o'],
    works: (_, { layout }) => layout.folds.length > 0,
  },
  {
    action: 'link',
    group: 'reading',
    keys: ['t'],
    footer: () => words().link,
    works: (ui, { layout }) => layout.links.some(({ line }) => isOnScreen(ui, line)),
  },
  {
    action: 'picture',
    group: 'reading',
    keys: ['i'],
    footer: () => words().picture,
    works: (ui, { layout }) => layout.pictures.some(({ line }) => isOnScreen(ui, line)),
  },
  {
    action: 'next-tab',
    group: 'around',
    keys: [']'],
    everywhere: ['f3'],
    works: (_, { tabs }) => tabs.length > 1,
  },
  {
    action: 'previous-tab',
    group: 'around',
    keys: ['['],
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

/** What a table or a file has its own meaning for, or none. */
const TAKEN: Readonly<Record<LabTab['kind'], readonly Action[]>> = {
  shell: [],
  alerts: ['run', 'page-down'],
  file: ['run', 'page-down', 'edit'],
  message: [],
};

/** Who looks at a tab while the text has the keyboard must see how to type there, however little room there is. */
function inOrderFor(ui: UiState): readonly KeyBinding[] {
  if (ui.focus === 'tab' || ui.showing === 'text' || geometryOf(ui).wide) return KEYS;
  const first = KEYS.findIndex(({ action }) => action === 'check');
  const intoTab = KEYS.find(({ action }) => action === 'other-pane')!;
  return [...KEYS.slice(0, first), intoTab, ...KEYS.slice(first).filter((binding) => binding !== intoTab)];
}

/** The keys that work now as `key words`, the most useful first. */
export function footerKeys(ui: UiState, view: LabView): string[] {
  const inTab = ui.focus === 'tab' && !ui.prefix;
  const kind = view.tabs[ui.tab]?.kind;
  const typing = inTab && (kind === 'shell' || ui.files[ui.tab]?.edit !== undefined);
  const shown = inOrderFor(ui).flatMap((binding) => {
    if (!binding.footer || !binding.works(ui, view)) return [];
    if (inTab && kind !== undefined && TAKEN[kind].includes(binding.action)) return [];
    const key = typing ? binding.everywhere?.[0] : binding.keys[0];
    return key === undefined ? [] : [`${keyName(key)} ${binding.footer(ui, view)}`];
  });
  // One way out that every terminal lets through.
  return typing ? [texts.prefixKey(keyName(PREFIX)), ...shown] : shown;
}

/** The table as lines for the help: group, keys, what they do. */
export function helpRows(): { group: string; keys: string; everywhere: string; does: string }[] {
  const inOrder = [...KEYS].sort((left, right) => GROUPS.indexOf(left.group) - GROUPS.indexOf(right.group));
  return inOrder.map(({ group, keys, everywhere = [], action }) => ({
    group: keyTexts.groups[group],
    keys: action === 'number' ? '0-9' : keys.map(keyName).join(' '),
    everywhere: everywhere.map(keyName).join(' '),
    does: keyTexts.does[action],
  }));
}

const GROUPS: readonly string[] = ['reading', 'blocks', 'step', 'around'] satisfies KeyBinding['group'][];
