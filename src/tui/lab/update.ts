import type { LearnersCommand } from '../../runner/index.ts';
import { PREFIX } from '../key-names.ts';
import { type Action, keyOfEverywhere, readingKey } from '../keys.ts';
import { NEW_SHELL, type ShellEffect, type ShellView, updateShell } from '../shell/index.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { act, interrupt } from './act.ts';
import { geometryOf } from './geometry.ts';
import type { LabEffect, LabView, UiState } from './lab-state.ts';
import { updateAlerts } from './update-alerts.ts';
import { updateFile } from './update-file.ts';
import { updateOverlay } from './update-overlay.ts';

export interface Update {
  ui: UiState;
  effects: readonly LabEffect[];
}

/** What a key does, given what is on the screen. Pure: the driver carries the effects out. */
export function update(before: UiState, key: KeyPress, view: LabView): Update {
  const ui = before.notice === '' ? before : { ...before, notice: '' };
  const everywhere = keyOfEverywhere(key.name);
  if (ui.overlay) return updateOverlay(ui, ui.overlay, key, view);
  if (ui.prefix) return afterPrefix({ ...ui, prefix: false }, key, view);
  if (key.name === PREFIX) return { ui: { ...ui, prefix: true }, effects: [] };
  if (everywhere) return act(ui, everywhere.action, key, view);
  return (ui.focus === 'tab' ? updateTab(ui, key, view) : undefined) ?? read(ui, key, view);
}

/** The screen has another size: nothing is lost but what no longer fits. */
export function resize(ui: UiState, columns: number, rows: number): UiState {
  return { ...ui, columns, rows };
}

/** Another step begins: its text from the top, its first open block marked. */
export function openStep(ui: UiState, view: LabView): UiState {
  const { blocks } = view.layout;
  const open = blocks.find(({ block }) => view.session.blocks[block.number]?.status !== 'ok') ?? blocks[0];
  return {
    ...ui,
    scroll: 0,
    selected: open?.block.number,
    openFolds: [],
    overlay: undefined,
    focus: 'text',
    showing: 'text',
  };
}

function afterPrefix(ui: UiState, key: KeyPress, view: LabView): Update {
  if (key.name === 'escape') return { ui, effects: [] };
  return read(ui, key, view);
}

function updateTab(ui: UiState, key: KeyPress, view: LabView): Update | undefined {
  const tab = view.tabs[ui.tab];
  if (tab?.kind === 'shell') return typeInShell(ui, tab.terminal, key, view);
  if (tab?.kind === 'alerts') return updateAlerts(ui, key, view);
  if (tab?.kind === 'file') return updateFile(ui, key, view);
  return undefined;
}

/** Commands of the shell pane that do what keys do. */
const COMMANDS: ReadonlyMap<string, Action> = new Map<LearnersCommand, Action>([
  ['task', 'other-pane'],
  ['check', 'check'],
  ['hint', 'hint'],
  ['next', 'next'],
]);

function typeInShell(ui: UiState, terminal: string, key: KeyPress, view: LabView): Update {
  const { height, width } = geometryOf(ui).tab;
  const before = ui.shells[terminal] ?? NEW_SHELL;
  const shell = view.shells[terminal]!;
  const { state, effects } = updateShell(before, key, shell, height - 1, width);
  const action = actionOf(effects[0], shell);
  if (action) return act({ ...ui, shells: { ...ui.shells, [terminal]: state } }, action, key, view);
  return {
    ui: { ...ui, shells: { ...ui.shells, [terminal]: state } },
    effects: effects.map((effect) => ({ type: 'shell', terminal, effect })),
  };
}

/** Typed at the shell itself these words are always ours; inside a pod only where nothing there has that name. */
function actionOf(effect: ShellEffect | undefined, shell: ShellView): Action | undefined {
  if (effect?.type === 'run') return COMMANDS.get(effect.text.trim());
  if (effect?.type !== 'keys') return undefined;
  return COMMANDS.get(shell.ownCommand?.(effect.text) ?? '');
}

function read(ui: UiState, key: KeyPress, view: LabView): Update {
  if (key.name === 'ctrl-c') return interrupt(ui, view);
  const binding = readingKey(key.name);
  if (binding) return act(ui, binding.action, key, view);
  // In a window with room for one, Esc goes back to the text.
  if (key.name === 'escape') return { ui: { ...ui, focus: 'text', showing: 'text' }, effects: [] };
  return { ui, effects: [] };
}
