import { expect, test } from 'vitest';
import { lineWidth } from '../text/cells.ts';
import { stylesFor } from '../text/styles.ts';
import { pickerRows } from './picker-screen.tsx';
import {
  byProgress,
  initialPicker,
  matching,
  type PickerState,
  type PickerTrack,
  updatePicker,
} from './picker-state.ts';

const track = (name: string, closed: number, more: Partial<PickerTrack> = {}): PickerTrack => ({
  track: `tracks/${name}`,
  title: `About ${name}`,
  teaser: '',
  level: '',
  timelimit: 900,
  steps: 3,
  closed,
  finished: closed === 3,
  ...more,
});
const TRACKS = byProgress([
  track('one', 3),
  track('two', 0),
  track('three', 1),
  track('four', 0, { level: 'beginner' }),
]);

const press = (names: string, from = initialPicker(80, 24)) =>
  names
    .split(' ')
    .reduce<ReturnType<typeof updatePicker>>(
      ({ state }, name) => updatePicker(state, name.length === 1 ? { name, text: name } : { name }, TRACKS),
      { state: from as PickerState },
    );

test('the track one has begun comes first, then those still to begin, the finished last', () => {
  expect(TRACKS.map(({ title }) => title)).toEqual(['About three', 'About two', 'About four', 'About one']);
});

test('Enter and numbers choose', () => {
  expect(press('enter').outcome).toEqual({ chosen: 'tracks/three' });
  expect(press('j enter').outcome).toEqual({ chosen: 'tracks/two' });
  expect(press('4').outcome).toEqual({ chosen: 'tracks/one' });
  expect(press('9').outcome).toBeUndefined();
});

test('a slash filters; letters that are keys elsewhere are letters there', () => {
  const { state } = press('/ f o u r');
  expect(matching(TRACKS, state).map(({ title }) => title)).toEqual(['About four']);
  expect(updatePicker(state, { name: 'enter' }, TRACKS).outcome).toEqual({ chosen: 'tracks/four' });
  expect(press('/ b e g i n enter').outcome).toEqual({ chosen: 'tracks/four' });
  expect(press('/ q q enter').outcome).toBeUndefined();
});

test('q leaves with 0, Ctrl-C with 130', () => {
  expect(press('q').outcome).toEqual({ code: 0 });
  expect(press('ctrl-c').outcome).toEqual({ code: 130 });
});

test.each([60, 80, 120, 200])('title, progress, level and estimate are seen at %i columns', (columns) => {
  const tracks = byProgress([
    track('a-very-long-name-that-goes-on-and-on-for-half-the-screen', 1, { level: 'beginner' }),
  ]);
  const rows = pickerRows(initialPicker(columns, 20), tracks, stylesFor(undefined));
  expect(rows).toHaveLength(20);
  expect(rows.every((row) => lineWidth(row) === columns)).toBe(true);
  expect(rows.join('\n')).toMatch(/About a-very-long[\s\S]*\[###-----\] 1\/3 {2}step 2 of 3[\s\S]*beginner · ~15 min/);
});

test('what a track is about is not cut off, and the marked one is among as many as fit', () => {
  const teaser = 'Three Calico alerts, each set off on purpose and seen to fire before one may go on to the next';
  const tracks = Array.from({ length: 12 }, (_, index) => track(`n${index}`, 0, { teaser }));
  for (const row of [0, 5, 11]) {
    const rows = pickerRows({ ...initialPicker(60, 16), row }, tracks, stylesFor(undefined));
    expect(rows).toHaveLength(16);
    expect(rows.every((line) => lineWidth(line) === 60)).toBe(true);
    expect(rows.join('\n')).toContain(`▶ ${row + 1}  About n${row}`);
    expect(rows.join(' ').replace(/\s+/g, ' ')).toContain(teaser);
    expect(rows.filter((line) => line.includes('About n'))).toHaveLength(4);
  }
});
