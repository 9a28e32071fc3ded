import { expandTabs, printable } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { FileState } from '../lab/lab-state.ts';
import { hardWrap, toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import type { FileView } from './file-state.ts';

/** A `code` tab: the list of files, or one file with its line numbers, or its editor. */
export function fileRows(
  view: FileView | undefined,
  state: FileState,
  width: number,
  height: number,
  focused: boolean,
  styles: Styles,
): string[] {
  const room = height - 1;
  const rows = bodyRows(view, state, width, room, focused, styles);
  while (rows.length < room) rows.push('');
  const keys = state.edit
    ? texts.fileEditKeys
    : view?.open
      ? texts.fileKeys(view.names.length > 1)
      : view && !view.problem
        ? texts.folderKeys
        : '';
  return [...rows.slice(0, room), focused ? styles.quiet(keys) : ''].map((row) => toWidth(row, width));
}

function bodyRows(
  view: FileView | undefined,
  state: FileState,
  width: number,
  room: number,
  focused: boolean,
  styles: Styles,
): string[] {
  if (!view) return [texts.loading];
  if (state.edit) return editorRows(state, width, room, styles);
  if (view.open) {
    const lines = linesOf(view.open.text).slice(state.scroll, state.scroll + room - 1);
    return [
      styles.bold(printable(view.open.path)),
      ...lines.flatMap((line, index) => numbered(line, state.scroll + index + 1, width)),
    ];
  }
  if (view.problem) return [view.problem];
  const from = Math.max(0, Math.min(state.row - Math.floor(room / 2), view.names.length - room));
  return view.names.slice(from, from + room).map((name, index) => {
    const row = toWidth(`${index + from === state.row && focused ? '▸ ' : '  '}${printable(name)}`, width);
    return index + from === state.row && focused ? styles.inverse(row) : row;
  });
}

/** The lines of a text: the line feed at the end of the last one begins no other. */
export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function numbered(line: string, number: number, width: number): string[] {
  const gutter = `${String(number).padStart(4)} `;
  return hardWrap(expandTabs(printable(line)), Math.max(10, width - gutter.length)).map(
    (piece, index) => (index === 0 ? gutter : ' '.repeat(gutter.length)) + piece,
  );
}

function editorRows({ edit, scroll }: FileState, width: number, room: number, styles: Styles): string[] {
  const { text, cursor } = edit!;
  const before = text.slice(0, cursor).split('\n');
  const cursorRow = before.length - 1;
  const column = before.at(-1)!.length;
  return text
    .split('\n')
    .slice(scroll, scroll + room)
    .map((line, index) => {
      if (index + scroll !== cursorRow) return toWidth(expandTabs(printable(line)), width);
      // A line longer than the pane moves along with the cursor.
      const from = Math.max(0, column - width + 2);
      const visible = line.slice(from);
      const at = column - from;
      return (
        printable(visible.slice(0, at)) +
        styles.inverse(printable(visible.slice(at, at + 1)) || ' ') +
        printable(visible.slice(at + 1))
      );
    });
}
