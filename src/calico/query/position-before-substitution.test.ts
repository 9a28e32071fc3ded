import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionBeforeSubstitution } from './position-before-substitution.ts';
import { substitute } from './substitute.ts';

const SETS = [
  { name: 'pods', values: ['a', 'b'] },
  { name: 'none', values: [] },
];

test.each([
  ['before a reference', 'dest = 1 AND name IN ${pods}', 'dest', 'dest'],
  ['behind a reference', 'name IN ${pods} AND dest = 1', 'dest', 'dest'],
  ['behind two references', 'name IN ${pods} OR name IN ${none} OR dest = 1', 'dest', 'dest'],
  ['on a line below one', 'name IN ${pods}\n  AND dest = 1', 'dest', 'dest'],
  ['inside the values', 'name IN ${pods} AND dest = 1', '"b"', '${pods}'],
  ['behind letters of two code units', '"😀" IN ${pods} AND dest = 1', 'dest', 'dest'],
])('a place %s', (_name, written, made, expected) => {
  const at = placeOf(substitute(written, SETS), made);
  expect(positionBeforeSubstitution(written, SETS, at)).toEqual(placeOf(written, expected));
});

test('the end of the text stays the end', () => {
  const written = 'name IN ${pods}';
  const end = { line: 1, column: substitute(written, SETS).length + 1 };
  expect(positionBeforeSubstitution(written, SETS, end)).toEqual({ line: 1, column: written.length + 1 });
});

test('a value that looks like a reference leaves no place to name', () => {
  const sets = [
    { name: 'a', values: ['${b}'] },
    { name: 'b', values: ['x'] },
  ];
  expect(positionBeforeSubstitution('p IN ${a} AND q IN ${b}', sets, { line: 1, column: 20 })).toBeUndefined();
});

test('the same character stands at both places, wherever it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('${pods}', '${none}', 'é', '\n', '😀', 'x y')), fc.nat(), (parts, index) => {
      const written = parts.join('');
      const own = [...written.replace(/\$\{\w+\}/g, '')];
      if (own.length === 0) return;
      const marked = markNth(written, index % own.length);
      const at = placeOf(substitute(marked, SETS), '@');
      expect(positionBeforeSubstitution(marked, SETS, at)).toEqual(placeOf(marked, '@'));
    }),
  );
});

/** Puts `@` in the place of the nth character outside references. */
function markNth(written: string, nth: number): string {
  let seen = -1;
  return written
    .split(/(\$\{\w+\})/)
    .map((piece) => (piece.startsWith('${') ? piece : [...piece].map((each) => (++seen === nth ? '@' : each)).join('')))
    .join('');
}

function placeOf(text: string, part: string) {
  const lines = text.slice(0, text.indexOf(part)).split('\n');
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 };
}
