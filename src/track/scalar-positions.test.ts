import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument, Scalar, stringify } from 'yaml';
import { scalarPositions } from './scalar-positions.ts';
import { readYaml } from './yaml-text.ts';

/** What stands in the source where `marked` begins in the value. */
function sourceAt(text: string, marked: string): string {
  const yaml = readYaml(text);
  const value = (yaml.value as { q: string }).q;
  const before = value.slice(0, value.indexOf(marked)).split('\n');
  const { line, column } = yaml.inText(['q'], { line: before.length, column: Array.from(before.at(-1)!).length + 1 });
  return text.split('\n')[line - 1]!.slice(column - 1, column - 1 + marked.length);
}

describe('a place in a text of a manifest', () => {
  test.each([
    ['plain', 'q: action = bad'],
    ['plain over lines', 'q: action = allow\n  AND dest_name =\n  bad'],
    ['in single quotes', "q: '\"a.b\" = ''x'' OR bad'"],
    ['in single quotes over lines', "q: 'a = b\n\n   OR ''c'' =\n   bad'"],
    ['in double quotes', 'q: "\\"a.b\\" = \\x41 OR \\u00e9 = bad"'],
    ['in double quotes over lines', 'q: "a = \\\n   \\"b\\"\n   OR   bad"'],
    ['folded', 'q: >-\n    a = b\n    OR c = d\n\n      OR bad\n'],
    ['folded with a deeper first line', 'q: >2\n    a = b\n  OR bad\n'],
    ['literal', 'q: |\n  a = b\n    OR bad\n'],
    ['literal with a comment on its head', 'q: |- # why\n\n  a = b\n  OR bad'],
    ['with characters outside the first plane', 'q: >\n  a = "\u{1f600}" OR\n  bad'],
  ])('%s', (_way, text) => {
    expect(sourceAt(text, 'bad')).toBe('bad');
  });

  test('is right for every character, however the text is written', () => {
    const word = fc.constantFrom('a', 'AND', '"x.y"', "it's", '{', 'b\\c', '#d', ': e', '\u00e9', '\u{1f600}');
    const gap = fc.constantFrom(' ', '  ', '\n', '\n\n', '\n  ');
    const texts = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 12 }).map((parts) =>
      parts
        .map(([each, white]) => each + white)
        .join('')
        .trim(),
    );
    const types = fc.constantFrom(
      Scalar.PLAIN,
      Scalar.QUOTE_SINGLE,
      Scalar.QUOTE_DOUBLE,
      Scalar.BLOCK_FOLDED,
      Scalar.BLOCK_LITERAL,
    );
    fc.assert(
      fc.property(texts, types, fc.integer({ min: 20, max: 60 }), (given, type, lineWidth) => {
        const written = new Scalar(given);
        written.type = type;
        const text = stringify({ list: [{ q: written }] }, { lineWidth });
        const node = parseDocument(text).getIn(['list', 0, 'q'], true) as Scalar;
        // What the library wrote may read back with another line end; places are of what is read.
        const value = String(node.value);
        const source = text.slice(node.range![0]);
        const places = scalarPositions(node, source);
        expect(places).toHaveLength(value.length + 1);
        for (let index = 0; index < value.length; index++) {
          const character = value[index]!;
          const found = source[places[index]!]!;
          if (/\s/.test(character)) continue;
          if (node.type === Scalar.QUOTE_DOUBLE && found === '\\') continue;
          expect(found).toBe(character);
        }
      }),
    );
  });
});
