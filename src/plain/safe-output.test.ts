import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeOutput } from './safe-output.ts';

test.each([
  ['plain words\n', 'plain words\n'],
  ['\x1b[31mred\x1b[0m\tand\rback\b', '\x1b[31mred\x1b[0m\tand\rback\b'],
  ['\x1b]0;title\x07a', 'a'],
  ['\x1b]52;c;cm0gLXJm\x1b\\a', 'a'],
  ['\x1b[2J\x1b[H\x1b[?1049ha', 'a'],
  ['\x1b[6n\x1bc\x1b(0a\x1b_Gx\x1b\\', 'a'],
  ['\x07\x00a\x9b2Jb', 'a2Jb'],
])('%j comes out as %j', (text, expected) => {
  expect(safeOutput()(text)).toBe(expected);
});

test('a sequence in pieces is one all the same', () => {
  const safe = safeOutput();
  expect(['a\x1b', '[3', '1mb\x1b]0;ti', 'tle', '\x07c'].map(safe)).toEqual(['a', '', '\x1b[31mb', '', 'c']);
});

test('nothing but styles is left, however the output is cut', () => {
  const piece = fc.constantFrom('\x1b', '[', ']', '2J', '31m', ';', '\\', '\x07', 'text', '0;t', '?1049h', 'P', '\n');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const safe = safeOutput();
      const printed = pieces.map(safe).join('');
      expect(printed.replace(/\x1b\[[\d;:]*m/g, '')).not.toMatch(/[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
    }),
  );
});
