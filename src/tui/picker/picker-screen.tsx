import { Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { printable } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { Store } from '../store.ts';
import { bothEnds, endsWith, toWidth } from '../text/cells.ts';
import { paragraph } from '../text/paragraph.ts';
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
  const all = shown.map((track, index) => trackRows(track, index, index === state.row, columns, styles));
  const body = around(all, state.row, rows - head.length - 1);
  if (shown.length === 0) body.push(` ${texts.noMatch(printable(state.filter.text))}`);
  const above = [...head, ...body];
  while (above.length < rows - 1) above.push('');
  return [...above.slice(0, rows - 1), styles.bold(` ${state.opening ? texts.opening : texts.pickerKeys}`)].map((row) =>
    toWidth(row, columns),
  );
}

/** As many tracks as there is room for, the marked one among them and near the middle. */
function around(tracks: readonly string[][], marked: number, room: number): string[] {
  let from = marked;
  let to = marked + 1;
  const height = () => tracks.slice(from, to).flat().length;
  while (from > 0 || to < tracks.length) {
    const before = [from, to];
    if (from > 0 && height() + tracks[from - 1]!.length <= room) from -= 1;
    if (to < tracks.length && height() + tracks[to]!.length <= room) to += 1;
    if (before[0] === from && before[1] === to) break;
  }
  return tracks.slice(from, to).flat();
}

/** What it is, and below it what one does there. */
function trackRows(track: PickerTrack, index: number, marked: boolean, columns: number, styles: Styles): string[] {
  const { title, teaser, level, timelimit, steps, closed, finished } = track;
  const done = Math.round((closed / Math.max(1, steps)) * 8);
  const bar = `[${'#'.repeat(done)}${'-'.repeat(8 - done)}] ${closed}/${steps}`;
  const progress = finished ? texts.finished : closed > 0 ? texts.atStep(closed + 1, steps) : texts.notBegun;
  const name = `${marked ? '▶' : ' '} ${index + 1}  ${printable(title)}`;
  const row = endsWith(name, `  ${bar}  ${progress.padEnd(11)} `, columns);
  const estimate = timelimit > 0 ? `~${texts.minutes(Math.round(timelimit / 60))}` : '';
  const facts = [printable(level), estimate, printable(teaser)].filter(Boolean).join(' · ');
  const below = paragraph(facts, columns - 6).slice(0, MOST_FACTS);
  return [marked ? styles.inverse(row) : row, ...below.map((line) => `     ${line}`)];
}

const MOST_FACTS = 3;
