import type { KeyPress } from '../terminal/key-press.ts';
import type { LineState } from './line-editor.ts';

/** How far up the history a line is. */
export interface Recall {
  /** Entries from the newest; 0 is the newest. */
  readonly index: number;
  /** What was typed before: only entries that begin with it are shown, and it comes back at the end. */
  readonly typed: string;
}

/** A search through the history, newest first. */
export interface Search {
  readonly query: string;
  /** Entries from the newest, of what is shown; undefined while nothing was found yet. */
  readonly index?: number;
  readonly failed: boolean;
  /** What stood there before. */
  readonly typed: string;
}

/** The entry one older (`by` 1) or one newer (-1), or the line itself when there is none. */
export function recall(state: LineState, history: readonly string[], by: 1 | -1): LineState {
  const { index, typed } = state.recall ?? { index: -1, typed: state.text };
  for (let at = index + by; at < history.length; at += by) {
    if (at < 0) return index < 0 ? state : shown(state, typed, undefined);
    const entry = history.at(-1 - at)!;
    if (entry.startsWith(typed) && entry !== state.text) return shown(state, entry, { index: at, typed });
  }
  return state;
}

export function startSearch(state: LineState, history: readonly string[]): LineState {
  const search: Search = { query: '', failed: false, typed: state.text };
  return history.length === 0 ? state : { ...state, recall: undefined, search };
}

/** The state after a key typed into a search; undefined when the key ends it. */
export function changeSearch(
  state: LineState,
  search: Search,
  key: KeyPress,
  history: readonly string[],
): LineState | undefined {
  const { query } = search;
  if (key.text !== undefined && key.name !== 'paste')
    return look(state, { ...search, query: query + key.text }, history, 0);
  if (key.name === 'backspace' || key.name === 'ctrl-h') {
    const shorter = [...query].slice(0, -1).join('');
    return look(state, { ...search, query: shorter, index: undefined }, history, 0);
  }
  if (key.name === 'ctrl-r') return look(state, search, history, 1);
  if (key.name === 'ctrl-g' || key.name === 'escape') {
    const { search: _, ...rest } = state;
    return shown(rest, search.typed, undefined);
  }
  return undefined;
}

function look(state: LineState, search: Search, history: readonly string[], further: 0 | 1): LineState {
  if (search.query === '') return { ...state, search: { ...search, failed: false } };
  const from = search.index === undefined ? 0 : search.index + further;
  for (let at = from; at < history.length; at++) {
    const entry = history.at(-1 - at)!;
    const found = entry.lastIndexOf(search.query);
    if (found < 0 || (further === 1 && entry === state.text)) continue;
    return { ...state, text: entry, cursor: found, search: { ...search, index: at, failed: false } };
  }
  return { ...state, search: { ...search, failed: true } };
}

function shown(state: LineState, text: string, recalled: Recall | undefined): LineState {
  return { ...state, text, cursor: text.length, recall: recalled };
}
