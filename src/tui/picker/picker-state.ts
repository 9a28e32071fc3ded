import type { KeyPress } from '../terminal/key-press.ts';
import { EMPTY_INPUT, editText, type TextInput } from '../text/text-input.ts';

/** A track one can choose, and how far the learner is in it. */
export interface PickerTrack {
  /** As `play` takes it. */
  track: string;
  title: string;
  teaser: string;
  /** Empty when the track says nothing. */
  level: string;
  /** Estimate in seconds. */
  timelimit: number;
  steps: number;
  closed: number;
  finished: boolean;
}

export interface PickerState {
  columns: number;
  rows: number;
  row: number;
  filter: TextInput;
  /** Keys go into the filter. */
  filtering: boolean;
  /** One is chosen and being opened. */
  opening: boolean;
}

export type PickerOutcome = { chosen: string } | { code: number };

/** Tracks as they are offered: those begun first, then those still to begin, then the finished. */
export function byProgress(tracks: readonly PickerTrack[]): PickerTrack[] {
  const rank = ({ finished, closed }: PickerTrack) => (finished ? 2 : closed > 0 ? 0 : 1);
  return [...tracks].sort((left, right) => rank(left) - rank(right));
}

/** The first one marked, nothing filtered. */
export function initialPicker(columns: number, rows: number): PickerState {
  return { columns, rows, row: 0, filter: EMPTY_INPUT, filtering: false, opening: false };
}

/** Tracks whose title, teaser, name or level has every word of the filter. */
export function matching(tracks: readonly PickerTrack[], { filter }: PickerState): readonly PickerTrack[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return tracks.filter(({ title, teaser, track, level }) => {
    const text = `${title} ${teaser} ${track} ${level}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What a key does in the list of tracks. */
export function updatePicker(
  state: PickerState,
  key: KeyPress,
  tracks: readonly PickerTrack[],
): { state: PickerState; outcome?: PickerOutcome } {
  const shown = matching(tracks, state);
  if (key.name === 'ctrl-c') return { state, outcome: { code: 130 } };
  if (key.name === 'enter') {
    const chosen = shown[state.row]?.track;
    return chosen === undefined ? { state } : { state, outcome: { chosen } };
  }
  if (key.name === 'down' || key.name === 'up')
    return { state: move(state, key.name === 'down' ? 1 : -1, shown.length) };
  if (state.filtering) return { state: typeFilter(state, key) };
  if (key.name === 'j' || key.name === 'k') return { state: move(state, key.name === 'j' ? 1 : -1, shown.length) };
  if (key.name === '/') return { state: { ...state, filtering: true } };
  if (key.name === 'escape' && state.filter.text !== '') return { state: { ...state, filter: EMPTY_INPUT, row: 0 } };
  if (key.name === 'q' || key.name === 'f10' || key.name === 'escape') return { state, outcome: { code: 0 } };
  const number = /^[1-9]$/.test(key.name) ? shown[Number(key.name) - 1] : undefined;
  return number ? { state, outcome: { chosen: number.track } } : { state };
}

function typeFilter(state: PickerState, key: KeyPress): PickerState {
  if (key.name === 'escape') return { ...state, filtering: false, filter: EMPTY_INPUT, row: 0 };
  const filter = editText(state.filter, key);
  return filter ? { ...state, filter, row: 0 } : state;
}

function move(state: PickerState, by: number, count: number): PickerState {
  return { ...state, row: Math.min(Math.max(0, state.row + by), Math.max(0, count - 1)) };
}
