import type { Comparison, Membership, Query } from '../../query/index.ts';

/** Every comparison and set of a query, however deep in parentheses. */
export function queryTests(query: Query): (Comparison | Membership)[] {
  return query.any
    .flatMap(({ all }) => all)
    .flatMap(({ test }) => (test.kind === 'group' ? queryTests(test.query) : [test]));
}

/** What a comparison or set compares with. */
export function testValues(test: Comparison | Membership): readonly string[] {
  return test.kind === 'comparison' ? [test.value] : test.members;
}

/** Whether a comparison or set asks for a value, rather than ruling it out or putting it in order. */
export function asksForValue(test: Comparison | Membership): boolean {
  return test.kind === 'comparison' ? test.comparator === '=' : test.operator === 'IN';
}
