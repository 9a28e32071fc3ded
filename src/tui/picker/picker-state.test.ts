import { expect, test } from 'vitest';
import { initialPicker, matching, type PickerState, type PickerTrack, updatePicker } from './picker-state.ts';

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
const TRACKS = [track('one', 3), track('two', 0), track('three', 1), track('four', 0, { level: 'beginner' })];

const press = (names: string, from = initialPicker(TRACKS, 80, 24)) =>
  names
    .split(' ')
    .reduce<ReturnType<typeof updatePicker>>(
      ({ state }, name) => updatePicker(state, name.length === 1 ? { name, text: name } : { name }, TRACKS),
      { state: from as PickerState },
    );

test('the track one has begun comes first, then the next unfinished', () => {
  expect(initialPicker(TRACKS, 80, 24).row).toBe(2);
  expect(initialPicker([track('a', 3), track('b', 0)], 80, 24).row).toBe(1);
  expect(initialPicker([track('a', 3)], 80, 24).row).toBe(0);
});

test('Enter and numbers choose', () => {
  expect(press('enter').outcome).toEqual({ chosen: 'tracks/three' });
  expect(press('k enter').outcome).toEqual({ chosen: 'tracks/two' });
  expect(press('1').outcome).toEqual({ chosen: 'tracks/one' });
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
