import {
  build,
  choice,
  nested,
  optional,
  parseWith,
  type Rule,
  repeated,
  sequence,
  skip,
  token,
  word,
} from './grammar.ts';
import type { Comparator, Comparison, Conjunction, Membership, Query, Term } from './query.ts';
import type { QueryPosition } from './query-error.ts';
import { scanTokens } from './scan-tokens.ts';

/**
 * Parses a GlobalAlert query; the empty text matches everything. Throws `QueryError` with a position and the message
 * the product's parser gives, and nothing else.
 *
 * @example
 * parseQuery('qname = www.google.com') // QueryError: 1:12: unexpected token "."
 */
export function parseQuery(text: string): Query {
  return parseWith(query, scanTokens(text)) as Query;
}

/** Where a comparison or set of a parsed query begins in its text; undefined for one that no text was parsed to. */
export function positionOf(test: Comparison | Membership): QueryPosition | undefined {
  return POSITIONS.get(test);
}

/** Beside the query and not in it: two queries that say the same are equal wherever their terms stand. */
const POSITIONS = new WeakMap<Comparison | Membership, QueryPosition>();

function placed<Test extends Comparison | Membership>(position: QueryPosition, test: Test): Test {
  POSITIONS.set(test, position);
  return test;
}

const name = choice(token('ident'), token('string'));
const literal = choice(token('ident'), token('string'), token('int'), token('float'));

const comparator = build(
  choice(
    word('='),
    sequence(word('!'), word('=')),
    sequence(word('<'), word('=')),
    word('<'),
    sequence(word('>'), word('=')),
    word('>'),
  ),
  (parts) => parts.join(''),
);

const comparison = build(sequence(name, comparator, literal), ([key, sign, value], start) =>
  placed<Comparison>(start, {
    kind: 'comparison',
    key: key as string,
    comparator: sign as Comparator,
    value: value as string,
  }),
);

const membership = build(
  sequence(
    name,
    choice(word('IN'), word('in'), word('NOTIN'), word('notin')),
    skip(word('{')),
    name,
    repeated(sequence(skip(word(',')), name)),
    skip(word('}')),
  ),
  ([key, operator, ...members], start) =>
    placed<Membership>(start, {
      kind: 'membership',
      key: key as string,
      operator: (operator as string).toUpperCase() as Membership['operator'],
      members: members as string[],
    }),
);

const group = build(
  sequence(
    skip(word('(')),
    nested(() => query),
    skip(word(')')),
  ),
  ([inner]) => ({
    kind: 'group',
    query: inner,
  }),
);

const negation = build(choice(word('NOT'), word('not'), word('!')), () => NEGATED);
const NEGATED = Symbol('negated');

const term: Rule = build(
  sequence(optional(negation), choice(comparison, membership, group)),
  (captures): Term => ({ negated: captures[0] === NEGATED, test: captures.at(-1) as Term['test'] }),
);

const and = skip(choice(word('AND'), word('and')));
const or = skip(choice(word('OR'), word('or')));

const conjunction = build(
  sequence(term, repeated(build(sequence(and, term), ([right]) => right))),
  (all): Conjunction => ({ all: all as Term[] }),
);

const NO_FIRST = Symbol('no first conjunction');

const query: Rule = build(
  sequence(
    build(optional(conjunction), ([first]) => first ?? NO_FIRST),
    repeated(build(sequence(or, conjunction), ([right]) => right)),
  ),
  // A query that starts with OR counts as empty in the product, however it goes on.
  (captures): Query => ({ any: captures[0] === NO_FIRST ? [] : (captures as Conjunction[]) }),
);
