import type { KeyPress } from '../terminal/key-press.ts';
import { type PagedText, type PageLayout, type Place, placeAt, readPattern, rowAt } from './paged-text.ts';

/** A text being read page by page in place of the shell. Keys are those of `less`. */
export interface Pager {
  readonly text: PagedText;
  readonly top: Place;
  /** Columns left out on the left, where long lines are cut off. */
  readonly shift: number;
  /** What is looked for. */
  readonly pattern: string;
  readonly backwards: boolean;
  /** A pattern being typed. */
  readonly typing?: { readonly pattern: string; readonly backwards: boolean };
  /** A number typed before a command. */
  readonly count: string;
  /** What the last key came to, when it came to nothing. */
  readonly said: 'not-found' | 'no-pattern' | undefined;
}

export function openPager(text: PagedText, layout: PageLayout, height: number): Pager {
  const { line = 1, pattern = '', atEnd = false } = text;
  const pager: Pager = {
    text,
    top: { line: 0, part: 0 },
    shift: 0,
    pattern,
    backwards: false,
    count: '',
    said: undefined,
  };
  if (atEnd) return toRow(pager, Number.POSITIVE_INFINITY, layout, height);
  if (pattern !== '') return search(pager, false, -1, layout, height);
  return toRow(pager, rowAt(layout, { line: line - 1, part: 0 }), layout, height);
}

/** The pager after a key; undefined when the learner has read enough. `height` is what it has for text. */
export function updatePager(before: Pager, key: KeyPress, layout: PageLayout, height: number): Pager | undefined {
  if (before.typing) return typePattern(before, before.typing, key, layout, height);
  const pager: Pager = { ...before, said: undefined, count: '' };
  const { name } = key;
  if (/^\d$/.test(name)) return { ...pager, count: before.count + name };
  if (name === 'q' || name === 'Q') return undefined;
  if (name === '/' || name === '?') return { ...pager, typing: { pattern: '', backwards: name === '?' } };
  const count = before.count === '' ? undefined : Number(before.count);
  const row = rowAt(layout, pager.top);
  const by = MOVES[name]?.(height);
  if (by !== undefined)
    return toRow(pager, row + (count !== undefined && Math.abs(by) === 1 ? by * count : by), layout, height);
  switch (name) {
    case 'g':
    case '<':
    case 'home':
      return toRow(pager, count === undefined ? 0 : rowAt(layout, { line: count - 1, part: 0 }), layout, height);
    case 'G':
    case '>':
    case 'end':
      return toRow(
        pager,
        count === undefined ? Number.POSITIVE_INFINITY : rowAt(layout, { line: count - 1, part: 0 }),
        layout,
        height,
      );
    case '%':
      return toRow(pager, Math.floor((layout.rows.length * Math.min(count ?? 0, 100)) / 100), layout, height);
    case 'n':
      return again(pager, pager.backwards, layout, height);
    case 'N':
      return again(pager, !pager.backwards, layout, height);
    case 'right':
      return pager.text.chopped ? { ...pager, shift: pager.shift + SHIFT } : pager;
    case 'left':
      return { ...pager, shift: Math.max(0, pager.shift - SHIFT) };
    default:
      return pager;
  }
}

/** Columns a step to the side moves. */
const SHIFT = 20;

/** Rows a key moves, given the height of a page. */
const MOVES: Readonly<Record<string, (height: number) => number>> = {
  ...keysOf(['j', 'e', 'down', 'enter', 'ctrl-n', 'ctrl-e', 'ctrl-j'], () => 1),
  ...keysOf(['k', 'y', 'up', 'ctrl-p', 'ctrl-k', 'ctrl-y'], () => -1),
  ...keysOf([' ', 'f', 'z', 'pagedown', 'shift-pagedown', 'ctrl-f', 'ctrl-v'], (height) => height),
  ...keysOf(['b', 'w', 'pageup', 'shift-pageup', 'ctrl-b', 'alt-v'], (height) => -height),
  ...keysOf(['d', 'ctrl-d'], (height) => Math.ceil(height / 2)),
  ...keysOf(['u', 'ctrl-u'], (height) => -Math.ceil(height / 2)),
};

function keysOf(names: readonly string[], rows: (height: number) => number) {
  return Object.fromEntries(names.map((name) => [name, rows]));
}

function toRow(pager: Pager, row: number, layout: PageLayout, height: number): Pager {
  const last = Math.max(0, layout.rows.length - height);
  return { ...pager, top: placeAt(layout, Math.max(0, Math.min(row, last))) };
}

function typePattern(
  pager: Pager,
  typing: NonNullable<Pager['typing']>,
  key: KeyPress,
  layout: PageLayout,
  height: number,
): Pager {
  const { typing: _, ...rest } = pager;
  const { pattern, backwards } = typing;
  if (key.name === 'escape' || key.name === 'ctrl-g') return rest;
  if (key.name === 'backspace' || key.name === 'ctrl-h') {
    return pattern === '' ? rest : { ...rest, typing: { backwards, pattern: [...pattern].slice(0, -1).join('') } };
  }
  if (key.name === 'ctrl-u') return { ...rest, typing: { backwards, pattern: '' } };
  if (key.name !== 'enter') return { ...rest, typing: { backwards, pattern: pattern + (key.text ?? '') } };
  // An empty pattern looks for the last one again.
  return again({ ...rest, pattern: pattern || rest.pattern, backwards }, backwards, layout, height);
}

function again(pager: Pager, backwards: boolean, layout: PageLayout, height: number): Pager {
  if (pager.pattern === '') return { ...pager, said: 'no-pattern' };
  return search(pager, backwards, pager.top.line, layout, height);
}

/** The next line behind `from` that has the pattern comes to the top. */
function search(pager: Pager, backwards: boolean, from: number, layout: PageLayout, height: number): Pager {
  const matches = readPattern(pager.text, pager.pattern);
  const { lines } = layout;
  const by = backwards ? -1 : 1;
  for (let line = from + by; line >= 0 && line < lines.length; line += by) {
    if (matches(lines[line]!).length > 0) return toRow(pager, rowAt(layout, { line, part: 0 }), layout, height);
  }
  return { ...pager, said: 'not-found' };
}
