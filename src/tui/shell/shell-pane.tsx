import { Text } from 'ink';
import { cellsOf, printable, textOf } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { hardWrap, lineWidth, toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import { drawLine } from './draw-line.ts';
import { pageRows } from './page-rows.ts';
import { layOutPage } from './paged-text.ts';
import { editorOf, pagerOf, type ShellState, type ShellView } from './shell-state.ts';
import { editorRows, type TextEditor } from './text-editor.ts';

export interface ShellPaneProps {
  state: ShellState;
  view: ShellView;
  width: number;
  height: number;
  /** True: what is typed goes here, so the cursor is shown. */
  focused: boolean;
  styles: Styles;
}

/** One shell: its scrollback and the line being typed. */
export function ShellPane(props: ShellPaneProps) {
  return <Text wrap="truncate">{shellRows(props).join('\n')}</Text>;
}

/** The pane's rows, each exactly `width` cells, `height` of them. */
export function shellRows({ state, view, width, height, focused, styles }: ShellPaneProps): string[] {
  const editor = editorOf(state, view);
  if (editor) return editing(editor, width, height, focused, styles);
  const pager = pagerOf(state, view, width, height - 1);
  if (pager) return pageRows(pager, layOutPage(pager.text, width), width, height, styles);
  const typing = [
    ...typedRows(state, view, width, focused, styles),
    ...inColumns(state.choices, width, Math.floor(height / 2)),
  ];
  const rows = view.scrollback.rows(width, height, state.back, typing);
  while (rows.length < height) rows.push('');
  return rows.map((row) => toWidth(row, width));
}

/** A file in place of the shell, and the keys that end it below. */
function editing(editor: TextEditor, width: number, height: number, focused: boolean, styles: Styles): string[] {
  const { rows, cursor } = editorRows(editor, width, height - 1);
  const shown = rows.map((row, index) =>
    focused && index === cursor.row ? withCursor(row, cursor.column, styles) : row,
  );
  while (shown.length < height - 1) shown.push('');
  return [...shown, texts.editing(editor.path)].map((row) => toWidth(row, width));
}

/** The unfinished line with what is typed behind it. */
function typedRows({ line }: ShellState, view: ShellView, width: number, focused: boolean, styles: Styles): string[] {
  const { open } = view.scrollback;
  if (view.running && !view.wantsInput && line.text === '') return hardWrap(open, width);
  const { rows, cursor } = drawLine(view.running ? open : open + printable(view.prompt), line, width);
  if (!focused) return [...rows];
  return rows.map((row, index) => (index === cursor.row ? withCursor(row, cursor.column, styles) : row));
}

function withCursor(row: string, column: number, styles: Styles): string {
  const cells = cellsOf(row);
  let at = 0;
  for (let used = 0; at < cells.length && used < column; at++) used += cells[at]!.width;
  const under = cells[at]?.text ?? ' ';
  return textOf(cells.slice(0, at)) + styles.inverse(under) + textOf(cells.slice(at + 1));
}

/** Words in as many columns as fit, in reading order down the columns; at most `height` rows, the last says what is left. */
function inColumns(words: readonly string[], width: number, height: number): string[] {
  if (words.length === 0) return [];
  const cell = Math.min(width, Math.max(...words.map(lineWidth)) + 2);
  const columns = Math.max(1, Math.floor(width / cell));
  const count = Math.ceil(words.length / columns);
  const rows = Array.from({ length: count }, (_, row) =>
    words
      .filter((__, index) => index % count === row)
      .map((word) => toWidth(word, cell))
      .join(''),
  );
  if (rows.length <= height) return rows;
  const shown = Math.max(1, height - 1);
  return [...rows.slice(0, shown), texts.choices(words.length)];
}
