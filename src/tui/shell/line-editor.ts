import type { KeyPress } from '../terminal/key-press.ts';
import { changeSearch, type Recall, recall, type Search, startSearch } from './line-history.ts';
import {
  betweenCharacters,
  lineEnd,
  lineStart,
  nextCharacter,
  nextWord,
  previousBlank,
  previousCharacter,
  previousWord,
} from './line-text.ts';

/** A command being typed, of one or more lines. `cursor` counts UTF-16 units and never stands inside a character. */
export interface LineState {
  readonly text: string;
  readonly cursor: number;
  /** What Ctrl-Y puts back. */
  readonly killed: string;
  /** The last key killed too: the next kill joins it. */
  readonly killing: boolean;
  /** What Ctrl-_ goes back to, latest last. */
  readonly before: readonly Typed[];
  /** The last key typed a character: the next joins its undo. */
  readonly typing: boolean;
  /** Where in the history it is; undefined for a line of its own. */
  readonly recall?: Recall;
  /** Ctrl-R is looking. */
  readonly search?: Search;
}

interface Typed {
  readonly text: string;
  readonly cursor: number;
}

export const EMPTY_LINE: LineState = { text: '', cursor: 0, killed: '', killing: false, before: [], typing: false };

/** Undo steps kept. */
const KEPT = 200;

/** A line with this text, the cursor at its end; what was killed stays at hand. */
export function lineOf(text: string, from: LineState = EMPTY_LINE): LineState {
  return { ...EMPTY_LINE, killed: from.killed, text, cursor: text.length };
}

/**
 * The line after a key; undefined when the key is none of a line editor's. Enter, Tab, Ctrl-C and Ctrl-D on an empty
 * line are left to the caller, who first lets `endSearch` take what was found.
 */
export function edit(state: LineState, key: KeyPress, history: readonly string[]): LineState | undefined {
  if (state.search) {
    const found = changeSearch(state, state.search, key, history);
    if (found) return found;
    return edit(endSearch(state), key, history) ?? endSearch(state);
  }
  if (key.text !== undefined) return insert(state, key.text, key.name === 'paste');
  const { text, cursor } = state;
  switch (key.name) {
    case 'left':
    case 'ctrl-b':
      return move(state, previousCharacter(text, cursor));
    case 'right':
    case 'ctrl-f':
      return move(state, nextCharacter(text, cursor));
    case 'alt-b':
    case 'ctrl-left':
    case 'alt-left':
      return move(state, previousWord(text, cursor));
    case 'alt-f':
    case 'ctrl-right':
    case 'alt-right':
      return move(state, nextWord(text, cursor));
    case 'home':
    case 'ctrl-a':
      return move(state, lineStart(text, cursor));
    case 'end':
    case 'ctrl-e':
      return move(state, lineEnd(text, cursor));
    case 'backspace':
    case 'ctrl-h':
      return remove(state, previousCharacter(text, cursor), cursor);
    case 'delete':
    case 'ctrl-d':
      return remove(state, cursor, nextCharacter(text, cursor));
    case 'ctrl-k':
      return kill(
        state,
        cursor,
        cursor === lineEnd(text, cursor) ? nextCharacter(text, cursor) : lineEnd(text, cursor),
      );
    case 'ctrl-u':
      return kill(
        state,
        cursor === lineStart(text, cursor) ? previousCharacter(text, cursor) : lineStart(text, cursor),
      );
    case 'ctrl-w':
      return kill(state, previousBlank(text, cursor));
    case 'alt-backspace':
    case 'alt-\x7f':
      return kill(state, previousWord(text, cursor));
    case 'alt-d':
      return kill(state, cursor, nextWord(text, cursor));
    case 'ctrl-y':
      return insert(state, state.killed, true);
    case 'ctrl-t':
      return transpose(state);
    case 'ctrl-_':
      return undo(state);
    case 'up':
    case 'ctrl-p':
      return upOrRecall(state, history);
    case 'down':
    case 'ctrl-n':
      return downOrRecall(state, history);
    case 'ctrl-r':
      return startSearch(calm(state), history);
    default:
      return undefined;
  }
}

/** Replaces what stands between `from` and the cursor, as completion does. */
export function replaceBefore(state: LineState, from: number, by: string): LineState {
  const { text, cursor } = state;
  return changed(state, text.slice(0, from) + by + text.slice(cursor), from + by.length);
}

/** Leaves a search with what it found. */
export function endSearch(state: LineState): LineState {
  if (!state.search) return state;
  const { search, ...rest } = state;
  return rest;
}

function insert(state: LineState, what: string, atOnce: boolean): LineState {
  if (what === '') return calm(state);
  const { text, cursor } = state;
  const next = changed(state, text.slice(0, cursor) + what + text.slice(cursor), cursor + what.length);
  // A word is undone as one; a paste, and the blank that ends a word, begin anew.
  const joins = state.typing && !atOnce && what !== ' ';
  return { ...next, before: joins ? state.before : next.before, typing: !atOnce };
}

function remove(state: LineState, from: number, to: number): LineState {
  if (from === to) return calm(state);
  return changed(state, state.text.slice(0, from) + state.text.slice(to), from);
}

function kill(state: LineState, from: number, to = state.cursor): LineState {
  if (from === to) return { ...calm(state), killing: state.killing };
  const what = state.text.slice(from, to);
  const joined = from < state.cursor ? what + state.killed : state.killed + what;
  return { ...remove(state, from, to), killed: state.killing ? joined : what, killing: true };
}

function transpose(state: LineState): LineState {
  const { text } = state;
  const end = state.cursor === lineEnd(text, state.cursor) ? state.cursor : nextCharacter(text, state.cursor);
  const middle = previousCharacter(text, end);
  const start = previousCharacter(text, middle);
  if (start === middle || text.slice(start, end).includes('\n')) return calm(state);
  const swapped = text.slice(middle, end) + text.slice(start, middle);
  return changed(state, text.slice(0, start) + swapped + text.slice(end), end);
}

function undo(state: LineState): LineState {
  const last = state.before.at(-1);
  if (!last) return calm(state);
  return { ...calm(state), ...last, before: state.before.slice(0, -1) };
}

/** In a command of several lines the arrows move between them; at its first and last line they go through the history. */
function upOrRecall(state: LineState, history: readonly string[]): LineState {
  const start = lineStart(state.text, state.cursor);
  if (start > 0 && !state.recall) return move(state, sameColumn(state, lineStart(state.text, start - 1)));
  return recall(calm(state), history, 1);
}

function downOrRecall(state: LineState, history: readonly string[]): LineState {
  const end = lineEnd(state.text, state.cursor);
  if (end < state.text.length && !state.recall) return move(state, sameColumn(state, end + 1));
  return recall(calm(state), history, -1);
}

function sameColumn({ text, cursor }: LineState, start: number): number {
  const column = cursor - lineStart(text, cursor);
  return betweenCharacters(text, Math.min(start + column, lineEnd(text, start)));
}

function move(state: LineState, cursor: number): LineState {
  return { ...calm(state), recall: undefined, cursor };
}

function changed(state: LineState, text: string, cursor: number): LineState {
  const before = [...state.before, { text: state.text, cursor: state.cursor }].slice(-KEPT);
  return { ...calm(state), recall: undefined, text, cursor: betweenCharacters(text, cursor), before };
}

function calm(state: LineState): LineState {
  return { ...state, killing: false, typing: false };
}
