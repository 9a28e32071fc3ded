/** A parsed query: true when any of its conjunctions is. None at all (the empty text) matches every document. */
export interface Query {
  readonly any: readonly Conjunction[];
}

/** Terms joined by AND. */
export interface Conjunction {
  readonly all: readonly Term[];
}

export interface Term {
  readonly negated: boolean;
  readonly test: Comparison | Membership | Group;
}

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** `key = value`; the value is text whatever its spelling was. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly key: string;
  readonly comparator: Comparator;
  readonly value: string;
}

/** `key IN {a, b}` or `key NOTIN {a, b}`; members are wildcard patterns. */
export interface Membership {
  readonly kind: 'membership';
  readonly key: string;
  readonly operator: 'IN' | 'NOTIN';
  readonly members: readonly string[];
}

/** A query in parentheses. */
export interface Group {
  readonly kind: 'group';
  readonly query: Query;
}
