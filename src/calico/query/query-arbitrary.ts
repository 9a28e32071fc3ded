import fc from 'fast-check';
import type { Conjunction, Query, Term } from './index.ts';

/** For tests: queries of any shape the grammar has, over keys and values of the caller's choice. */
export function queryOver(comparisons: fc.Arbitrary<{ key: string; value: string }>, depth = 2): fc.Arbitrary<Query> {
  const comparator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
  const comparison = fc
    .tuple(comparisons, comparator)
    .map(([{ key, value }, sign]) => ({ kind: 'comparison', key, comparator: sign, value }));
  const membership = fc
    .tuple(comparisons, fc.constantFrom('IN', 'NOTIN'), fc.array(comparisons, { minLength: 1, maxLength: 3 }))
    .map(([{ key }, operator, members]) => ({
      kind: 'membership',
      key,
      operator,
      members: members.map(({ value }) => value),
    }));
  const group = depth > 0 ? [queryOver(comparisons, depth - 1).map((query) => ({ kind: 'group', query }))] : [];
  const leaf = fc.oneof(comparison, membership, ...group) as fc.Arbitrary<Term['test']>;
  const term: fc.Arbitrary<Term> = fc.record({ negated: fc.boolean(), test: leaf });
  const conjunction: fc.Arbitrary<Conjunction> = fc.record({ all: fc.array(term, { minLength: 1, maxLength: 3 }) });
  return fc.record({ any: fc.array(conjunction, { maxLength: 3 }) });
}

/** Keys that read as NOT can stand behind a NOT only, and `> "="` is `>=`: no text parses to such a query. */
const name = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('AND', 'OR', 'IN', '=', '(', 'a.b', 'x'))
  .filter((text) => !['NOT', 'not', '!'].includes(text) && !/[\p{Cs}\0\uFEFF]/u.test(text));

export const anyQuery = queryOver(fc.record({ key: name, value: name.filter((text) => text !== '=') }));
