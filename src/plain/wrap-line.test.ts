import { expect, test } from 'vitest';
import { wrapLine } from './wrap-line.ts';

test('a sentence is broken between words, never within', () => {
  expect(wrapLine('Not yet: nothing was written since it was made.', 24)).toBe(
    'Not yet: nothing was\nwritten since it was\nmade.',
  );
  expect(wrapLine('short', 24)).toBe('short');
});

test('what fits stays as it is, blanks and all', () => {
  expect(wrapLine('    code:   x', 24)).toBe('    code:   x');
});

test('further rows stand below the words they explain', () => {
  expect(wrapLine('  undo       take back the last thing you did', 30)).toBe(
    '  undo       take back the\n             last thing you\n             did',
  );
});

test('colours take no room, and a word longer than the row stays whole', () => {
  expect(wrapLine('\x1b[31mred\x1b[39m and blue', 12)).toBe('\x1b[31mred\x1b[39m and blue');
  expect(wrapLine('see https://example.com/a/long/path now', 12)).toBe('see\nhttps://example.com/a/long/path\nnow');
});
