import { linesOf } from '../files/file-rows.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { editText, inputOf, insert, moveLine } from '../text/text-input.ts';
import { geometryOf } from './geometry.ts';
import type { FileState, LabView, UiState } from './lab-state.ts';
import type { Update } from './update.ts';

export const NEW_FILE: FileState = { row: 0, scroll: 0 };

/** A key in a file tab; undefined when it means nothing there. */
export function updateFile(ui: UiState, key: KeyPress, view: LabView): Update | undefined {
  const file = ui.files[ui.tab] ?? NEW_FILE;
  const shown = view.files[ui.tab];
  const set = (change: Partial<FileState>): Update => ({
    ui: { ...ui, files: { ...ui.files, [ui.tab]: { ...file, ...change } } },
    effects: [],
  });
  if (file.edit) return editFile(ui, file, key, set);
  if (!shown) return undefined;
  const lines = shown.open ? linesOf(shown.open.text).length : shown.names.length;
  const page = geometryOf(ui).tab.height - 2;
  const move = (by: number): Update => {
    if (shown.open) return set({ scroll: Math.min(Math.max(0, file.scroll + by), Math.max(0, lines - 1)) });
    return set({ row: Math.min(Math.max(0, file.row + by), Math.max(0, lines - 1)) });
  };
  switch (key.name) {
    case 'down':
    case 'j':
      return move(1);
    case 'up':
    case 'k':
      return move(-1);
    case 'pagedown':
    case ' ':
      return move(page);
    case 'pageup':
    case 'b':
      return move(-page);
    case 'g':
    case 'home':
      return set({ row: 0, scroll: 0 });
    case 'G':
    case 'end':
      return set({ row: Math.max(0, lines - 1), scroll: Math.max(0, lines - page) });
    case 'enter':
      if (shown.open || shown.names.length === 0) return set({});
      return { ...set({ scroll: 0 }), effects: [{ type: 'open-file', tab: ui.tab, row: file.row }] };
    case 'e':
      return shown.open ? set({ edit: { ...inputOf(shown.open.text), cursor: 0 }, scroll: 0 }) : set({});
    case 'escape':
      if (!shown.open || shown.names.length < 2) return undefined;
      return { ...set({ scroll: 0 }), effects: [{ type: 'open-file', tab: ui.tab, row: -1 }] };
    default:
      return undefined;
  }
}

function editFile(ui: UiState, file: FileState, key: KeyPress, set: (change: Partial<FileState>) => Update): Update {
  const input = file.edit!;
  if (key.name === 'escape') return set({ edit: undefined });
  if (key.name === 'ctrl-s') {
    return { ...set({ edit: undefined }), effects: [{ type: 'save-file', tab: ui.tab, text: input.text }] };
  }
  const next =
    key.name === 'enter'
      ? insert(input, '\n')
      : key.name === 'tab'
        ? insert(input, '  ')
        : key.name === 'up' || key.name === 'down'
          ? moveLine(input, key.name === 'up' ? -1 : 1)
          : editText(input, key);
  if (!next) return set({});
  const row = next.text.slice(0, next.cursor).split('\n').length - 1;
  const { height } = geometryOf(ui).tab;
  const scroll = Math.min(Math.max(file.scroll, row - height + 2), row);
  return set({ edit: next, scroll });
}
