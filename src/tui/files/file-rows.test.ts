import { expect, test } from 'vitest';
import { stylesFor } from '../text/styles.ts';
import { fileRows } from './file-rows.ts';

const rows = (view: Parameters<typeof fileRows>[0]) =>
  fileRows(view, { row: 0, scroll: 0 }, 40, 8, true, stylesFor(undefined)).map((row) => row.trimEnd());

test('a file has as many numbered lines as it has lines', () => {
  const open = { path: '/a', text: 'one\n\nthree\n' };
  expect(rows({ names: ['/a'], open })).toEqual(['/a', '   1 one', '   2', '   3 three', '', '', '', 'e edits']);
});

test('the keys below are those of what is shown: a list, a file of a list, nothing', () => {
  expect(rows({ names: ['/a', '/b'] }).at(-1)).toBe('Enter opens');
  expect(rows({ names: ['/a', '/b'], open: { path: '/a', text: '' } }).at(-1)).toBe('e edits   Esc back to the list');
  expect(rows({ names: [], problem: 'There is no file /a on this machine.' }).at(-1)).toBe('');
});
