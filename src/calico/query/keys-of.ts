import type { Query } from './query.ts';

/** Every key a query names, each once, in order. */
export function keysOf(query: Query): string[] {
  const terms = query.any.flatMap((conjunction) => conjunction.all);
  const keys = terms.flatMap(({ test }) => (test.kind === 'group' ? keysOf(test.query) : [test.key]));
  return [...new Set(keys)];
}
