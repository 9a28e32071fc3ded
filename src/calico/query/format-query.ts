import { goQuote } from './go-quote.ts';
import type { Conjunction, Query, Term } from './query.ts';

/** The normal form of a query: keywords in capitals, what is no identifier in double quotes. `parseQuery` reads it back. */
export function formatQuery(query: Query): string {
  return query.any.map(formatConjunction).join(' OR ');
}

export function formatTerm(term: Term): string {
  return `${term.negated ? 'NOT ' : ''}${formatTest(term.test)}`;
}

function formatConjunction(conjunction: Conjunction): string {
  return conjunction.all.map(formatTerm).join(' AND ');
}

function formatTest(test: Term['test']): string {
  switch (test.kind) {
    case 'comparison':
      return `${formatName(test.key)} ${test.comparator} ${formatName(test.value)}`;
    case 'membership':
      return `${formatName(test.key)} ${test.operator} {${test.members.map(formatName).join(', ')}}`;
    case 'group':
      return `(${formatQuery(test.query)})`;
  }
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

function formatName(text: string): string {
  return IDENTIFIER.test(text) ? text : goQuote(text);
}
