import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuery, parseQuery, QueryError } from './index.ts';
import { anyQuery } from './query-arbitrary.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../../test/golden/query/${name}`, import.meta.url), 'utf8');

interface Difference {
  input: string;
  ours: string;
}

const differences = new Map(
  (JSON.parse(golden('differences.json')) as Difference[]).map(({ input, ours }) => [input, ours]),
);

function outcome(text: string): string {
  try {
    return `OK ${formatQuery(parseQuery(text))}`;
  } catch (error) {
    return `ERR ${(error as Error).message}`;
  }
}

describe('the vectors', () => {
  const rows = golden('vectors.tsv')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map((line) => line.split('\t') as [string, string, string]);

  test.each(rows)('%j is %s %s', (input, result, detail) => {
    expect(outcome(input)).toBe(`${result} ${differences.get(input) ?? detail}`);
  });

  test('a known difference is still one', () => {
    for (const [input, ours] of differences) {
      const [, , theirs] = rows.find(([text]) => text === input)!;
      expect(theirs).not.toBe(ours);
    }
  });
});

describe('what the original parser said', () => {
  const recordings = golden('measured.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { input: string; error?: string });

  test.each(recordings)('$input', ({ input, error }) => {
    const result = outcome(input);
    if (error === undefined) expect(result).toMatch(/^OK /);
    else expect(result).toBe(`ERR ${error}`);
  });
});

describe('parsing', () => {
  test('AND binds closer than OR, and chains stay flat', () => {
    const { any } = parseQuery('a = 1 OR b = 2 AND c = 3 AND d = 4 OR e = 5');
    expect(any.map(({ all }) => all.length)).toEqual([1, 3, 1]);
  });

  test('a query that starts with OR matches everything, as in the product', () => {
    expect(parseQuery('OR a = b')).toEqual({ any: [] });
  });

  test('an error knows its line and column', () => {
    const parse = () => parseQuery('a = b\nAND c == d');
    expect(parse).toThrow(QueryError);
    expect(outcome('a = b\nAND c == d')).toMatch(/^ERR 2:8: unexpected token "="/);
    try {
      parse();
    } catch (error) {
      expect((error as QueryError).position).toEqual({ line: 2, column: 8 });
    }
  });

  test('parentheses nested without end are an error like any other', () => {
    expect(() => parseQuery('('.repeat(200_000))).toThrow(/1:502: parentheses nest deeper than 500/);
  });

  test('a very long chain is no problem', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `a = b${index}`).join(' OR ');
    expect(parseQuery(text).any).toHaveLength(20_000);
  });

  test('any text parses or gives an error with a position', () => {
    const pieces = fc.constantFrom(
      'a',
      '"b c"',
      "'d e'",
      '=',
      '!',
      '<',
      '(',
      ')',
      '{',
      '}',
      ',',
      ' ',
      '\n',
      'IN',
      'AND',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces).map((all) => all.join(' ')),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 }))).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          const query = parseQuery(input);
          expect(parseQuery(formatQuery(query))).toEqual(query);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
          expect((error as QueryError).position).toBeDefined();
          expect((error as Error).message).toMatch(/^\d+:\d+: /);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('the normal form parses back to the same query', () => {
    const roundTrip = fc.property(anyQuery, (query) => {
      expect(parseQuery(formatQuery(query))).toEqual(query);
    });
    fc.assert(roundTrip, { numRuns: 1_000 });
  });

  test('the normal form quotes what is no identifier and keeps escapes', () => {
    const query = parseQuery('a = "x\\ty" and not "k.é" notin {"*", \'a b\'}');
    expect(formatQuery(query)).toBe('a = "x\\ty" AND NOT "k.é" NOTIN {"*", "a b"}');
  });
});
