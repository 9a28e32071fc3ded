import type { KeyPress } from '../terminal/key-press.ts';
import { toWidth } from '../text/cells.ts';
import { EMPTY_LINE, edit, type LineState } from './line-editor.ts';
import { lineStart } from './line-text.ts';

/** A file being edited in place of the shell. */
export interface TextEditor {
  readonly path: string;
  readonly line: LineState;
  /** The first line shown. */
  readonly top: number;
}

export function openEditor(path: string, text: string): TextEditor {
  return { path, line: { ...EMPTY_LINE, text }, top: 0 };
}

/** The editor after a key; `height` is what it has for text. Keys to save and leave are the caller's. */
export function updateEditor(editor: TextEditor, key: KeyPress, height: number): TextEditor {
  const { line } = editor;
  if (key.name === 'pagedown' || key.name === 'pageup') return follow(byPage(editor, key, height), height);
  const text = key.name === 'enter' || key.name === 'ctrl-j' ? '\n' : key.name === 'tab' ? '  ' : undefined;
  // There is no history here: the arrows stay in the text.
  const next = edit(line, text === undefined ? key : { name: 'paste', text }, []);
  return next ? follow({ ...editor, line: { ...next, search: undefined } }, height) : editor;
}

/** The rows of the text, long lines cut, and where the cursor is; `height` of them at most. */
export function editorRows({ line, top }: TextEditor, width: number, height: number) {
  const lines = line.text.split('\n').slice(top, top + height);
  const column = line.cursor - lineStart(line.text, line.cursor);
  const row = lineNumber(line) - top;
  // A line longer than the pane moves left under the cursor, which never stands on the mark of what is cut off.
  const shift = Math.max(0, column - width + 2);
  const rows = lines.map((one, index) =>
    toWidth((index === row ? one.slice(shift) : one).replaceAll('\t', ' '), width).trimEnd(),
  );
  return { rows, cursor: { row, column: column - shift } };
}

function byPage(editor: TextEditor, key: KeyPress, height: number): TextEditor {
  const name = key.name === 'pagedown' ? 'down' : 'up';
  let { line } = editor;
  for (let step = 1; step < height; step++) line = edit(line, { name }, []) ?? line;
  return { ...editor, line };
}

function follow(editor: TextEditor, height: number): TextEditor {
  const at = lineNumber(editor.line);
  const top = Math.min(Math.max(editor.top, at - height + 1), at);
  return { ...editor, top };
}

function lineNumber({ text, cursor }: LineState): number {
  return text.slice(0, cursor).split('\n').length - 1;
}
