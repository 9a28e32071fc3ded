import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Scrollback } from './scrollback.ts';

function shown(...pieces: string[]): readonly string[] {
  const scrollback = new Scrollback();
  for (const piece of pieces) scrollback.append(piece);
  return scrollback.lines;
}

describe('what a terminal does with what is printed', () => {
  test.each([
    ['lines', ['one\ntwo\n'], ['one', 'two', '']],
    ['a carriage return writes over the line', ['10 %\r20 %\r', '30'], ['30 %']],
    ['a carriage return before a line feed writes over nothing', ['one\r\ntwo'], ['one', 'two']],
    ['a backspace goes back one', ['ab\b\bc'], ['cb']],
    ['the rest of a line is erased', ['a long line\rnew\x1b[K'], ['new']],
    ['colours stay', ['\x1b[31mred\x1b[0m'], ['\x1b[31mred\x1b[0m']],
    ['other steering goes', ['a\x1b[?25l\x1b[5;3Hb\x1b]0;title\x07c'], ['abc']],
    ['a sequence that comes in two pieces is still one', ['a\x1b[3', '1mb'], ['a\x1b[31mb']],
    ['clearing forgets what was', ['old\nold\n\x1b[H\x1b[2Jnew'], ['new']],
    ['wide characters are overwritten as wholes', ['日本\rx'], ['x本']],
  ])('%s', (_, pieces, lines) => {
    expect(shown(...pieces)).toEqual(lines);
  });

  test('without colours none come through', () => {
    const scrollback = new Scrollback({ colors: false });
    scrollback.append('\x1b[31mred\x1b[0m');
    expect(scrollback.lines).toEqual(['red']);
  });
});

describe('looking at it', () => {
  test('wraps for the width it is looked at with, so it follows a resize', () => {
    const scrollback = new Scrollback();
    scrollback.append('abcdef\ng');
    expect(scrollback.rows(3, 10, 0)).toEqual(['abc', 'def', 'g']);
    expect(scrollback.rows(6, 10, 0)).toEqual(['abcdef', 'g']);
  });

  test('goes back in rows, and no further than the beginning', () => {
    const scrollback = new Scrollback();
    scrollback.append('1\n2\n3\n4\n5');
    expect(scrollback.rows(9, 2, 0)).toEqual(['4', '5']);
    expect(scrollback.rows(9, 2, 2)).toEqual(['2', '3']);
    expect(scrollback.rows(9, 2, 99)).toEqual(['1', '2']);
  });

  test('keeps ten thousand lines', () => {
    const scrollback = new Scrollback();
    for (let line = 0; line < 25_000; line++) scrollback.append(`line ${line}\n`);
    expect(scrollback.length).toBeGreaterThanOrEqual(10_000);
    expect(scrollback.length).toBeLessThan(11_001);
    expect(scrollback.rows(20, 1, 1)).toEqual(['line 24999']);
  });
});

test('text without steering comes out as it went in, however it is cut up', () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '日', ' ', '\n'), maxLength: 12 }));
  fc.assert(
    fc.property(text, (pieces) => {
      expect(shown(...pieces).join('\n')).toBe(pieces.join(''));
    }),
  );
});
