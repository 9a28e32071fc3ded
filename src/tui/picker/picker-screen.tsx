import { Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { printable } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { Store } from '../store.ts';
import { bothEnds, endsWith, toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import { matching, type PickerState, type PickerTrack } from './picker-state.ts';

export interface PickerProps {
  store: Store<PickerState>;
  tracks: readonly PickerTrack[];
  styles: Styles;
}

/** The list of tracks with how far one is. */
export function PickerScreen({ store, tracks, styles }: PickerProps) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  return <Text wrap="truncate">{pickerRows(state, tracks, styles).join('\n')}</Text>;
}

/** The whole screen, `rows` rows of `columns` cells. */
export function pickerRows(state: PickerState, tracks: readonly PickerTrack[], styles: Styles): string[] {
  const { columns, rows } = state;
  const shown = matching(tracks, state);
  const filter =
    state.filtering || state.filter.text !== '' ? `/${printable(state.filter.text)}${state.filtering ? '▏' : ''}` : '';
  const head = [bothEnds(` ${styles.bold(texts.programme)}  ${texts.pickerTitle}`, `${filter} `, columns), ''];
  // Two rows a track: what it is, and below it what one does there.
  const room = Math.max(1, Math.floor((rows - head.length - 1) / 2));
  const from = Math.max(0, Math.min(state.row - Math.floor(room / 2), shown.length - room));
  const body = shown
    .slice(from, from + room)
    .flatMap((track, index) => trackRows(track, from + index, from + index === state.row, columns, styles));
  if (shown.length === 0) body.push(` ${texts.noMatch(printable(state.filter.text))}`);
  const all = [...head, ...body];
  while (all.length < rows - 1) all.push('');
  return [...all.slice(0, rows - 1), styles.bold(` ${state.opening ? texts.opening : texts.pickerKeys}`)].map((row) =>
    toWidth(row, columns),
  );
}

function trackRows(track: PickerTrack, index: number, marked: boolean, columns: number, styles: Styles): string[] {
  const { title, teaser, level, timelimit, steps, closed, finished } = track;
  const done = Math.round((closed / Math.max(1, steps)) * 8);
  const bar = `[${'#'.repeat(done)}${'-'.repeat(8 - done)}] ${closed}/${steps}`;
  const progress = finished ? texts.finished : closed > 0 ? texts.atStep(closed + 1, steps) : texts.notBegun;
  const name = `${marked ? '▶' : ' '} ${index + 1}  ${printable(title)}`;
  const row = endsWith(name, `  ${bar}  ${progress.padEnd(11)} `, columns);
  const estimate = timelimit > 0 ? `~${texts.minutes(Math.round(timelimit / 60))}` : '';
  const facts = [printable(level), estimate, printable(teaser)].filter(Boolean).join('  ');
  return [marked ? styles.inverse(row) : row, toWidth(`     ${facts}`, columns)];
}
