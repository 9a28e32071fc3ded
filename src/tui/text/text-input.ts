import type { KeyPress } from '../terminal/key-press.ts';

/** A text being typed; `cursor` counts UTF-16 units and never stands inside a character. */
export interface TextInput {
  readonly text: string;
  readonly cursor: number;
}

export const EMPTY_INPUT: TextInput = { text: '', cursor: 0 };

export function inputOf(text: string): TextInput {
  return { text, cursor: text.length };
}

/** The input after a key; undefined when the key is none of an editor's. Enter and Tab are left to the caller. */
export function editText(input: TextInput, key: KeyPress): TextInput | undefined {
  const { text, cursor } = input;
  if (key.text !== undefined) return insert(input, key.text);
  switch (key.name) {
    case 'left':
    case 'ctrl-b':
      return { text, cursor: before(text, cursor) };
    case 'right':
    case 'ctrl-f':
      return { text, cursor: after(text, cursor) };
    case 'ctrl-left':
    case 'alt-b':
      return { text, cursor: wordStart(text, cursor) };
    case 'ctrl-right':
    case 'alt-f':
      return { text, cursor: wordEnd(text, cursor) };
    case 'home':
    case 'ctrl-a':
      return { text, cursor: lineStart(text, cursor) };
    case 'end':
    case 'ctrl-e':
      return { text, cursor: lineEnd(text, cursor) };
    case 'backspace':
      return remove(text, before(text, cursor), cursor);
    case 'delete':
      return remove(text, cursor, after(text, cursor));
    case 'ctrl-w':
    case 'alt-backspace':
      return remove(text, wordStart(text, cursor), cursor);
    case 'ctrl-u':
      return remove(text, lineStart(text, cursor), cursor);
    case 'ctrl-k':
      return remove(text, cursor, lineEnd(text, cursor));
    default:
      return undefined;
  }
}

export function insert({ text, cursor }: TextInput, what: string): TextInput {
  return { text: text.slice(0, cursor) + what + text.slice(cursor), cursor: cursor + what.length };
}

/** One line up or down, keeping the column as far as the line goes. */
export function moveLine({ text, cursor }: TextInput, by: -1 | 1): TextInput {
  const start = lineStart(text, cursor);
  const column = cursor - start;
  const target = by < 0 ? start - 1 : lineEnd(text, cursor) + 1;
  if (target < 0 || target > text.length) return { text, cursor: by < 0 ? 0 : text.length };
  const from = lineStart(text, target);
  return { text, cursor: Math.min(from + column, lineEnd(text, from)) };
}

function remove(text: string, from: number, to: number): TextInput {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

function before(text: string, cursor: number): number {
  return cursor - (/[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(0, cursor)) ? 2 : Math.min(cursor, 1));
}

function after(text: string, cursor: number): number {
  return Math.min(cursor + ((text.codePointAt(cursor) ?? 0) > 0xffff ? 2 : 1), text.length);
}

function wordStart(text: string, cursor: number): number {
  return /\S*\s*$/.exec(text.slice(0, cursor))!.index;
}

function wordEnd(text: string, cursor: number): number {
  return cursor + /^\s*\S*/.exec(text.slice(cursor))![0].length;
}

function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}
