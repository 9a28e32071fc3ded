import type { DataSet, LogDocument } from '../types.ts';
import { type Field, fieldOf } from './field.ts';
import { membersOf, someValue } from './field-values.ts';
import type { Comparison, Conjunction, Membership, Query, Term } from './query.ts';
import { compileMemberTest, compileValueTest, type ValueTest } from './value-test.ts';

export type DocumentTest = (document: LogDocument) => boolean;

/**
 * Compiles a query to a function of one log document, with the meaning the index gives it (calico.md 2.7). Takes the
 * rewritten query of `validateQuery`. Throws `QueryError` when a value cannot be read as its field's type.
 */
export function compileQuery(query: Query, dataSet: DataSet): DocumentTest {
  if (query.any.length === 0) return () => true;
  return anyOf(query.any.map((conjunction) => compileConjunction(conjunction, dataSet)));
}

/** Compiles one term, once however often it is asked for: telling which one failed asks row by row. */
export function compileTerm(term: Term, dataSet: DataSet): DocumentTest {
  const known = COMPILED[dataSet].get(term);
  if (known) return known;
  const test = compileTest(term.test, dataSet);
  const compiled: DocumentTest = term.negated ? (document) => !test(document) : test;
  COMPILED[dataSet].set(term, compiled);
  return compiled;
}

const COMPILED: Record<DataSet, WeakMap<Term, DocumentTest>> = {
  flows: new WeakMap(),
  dns: new WeakMap(),
  audit: new WeakMap(),
  l7: new WeakMap(),
  waf: new WeakMap(),
  vulnerability: new WeakMap(),
};

function compileConjunction(conjunction: Conjunction, dataSet: DataSet): DocumentTest {
  return allOf(conjunction.all.map((term) => compileTerm(term, dataSet)));
}

function compileTest(test: Term['test'], dataSet: DataSet): DocumentTest {
  switch (test.kind) {
    case 'comparison':
      return compileComparison(test, fieldOf(dataSet, test.key));
    case 'membership':
      return compileMembership(test, fieldOf(dataSet, test.key));
    case 'group':
      return compileQuery(test.query, dataSet);
  }
}

/** `!=` is answered member by member: absent labels have no member that could differ. */
function compileComparison({ comparator, value }: Comparison, field: Field): DocumentTest {
  if (comparator !== '!=') return holds(field, compileValueTest(field, comparator, value));
  const equal = compileValueTest(field, '=', value);
  return (document) => membersOf(field, document).some((member) => !someValue(field, member, equal));
}

/** `NOTIN` is the plain opposite of `IN`, also where the field is absent. */
function compileMembership({ operator, members }: Membership, field: Field): DocumentTest {
  const isMember = holds(field, compileMemberTest(field, members));
  return operator === 'IN' ? isMember : (document) => !isMember(document);
}

function holds(field: Field, test: ValueTest): DocumentTest {
  if (field.nested === undefined) return (document) => someValue(field, document, test);
  return (document) => membersOf(field, document).some((member) => someValue(field, member, test));
}

function allOf(tests: readonly DocumentTest[]): DocumentTest {
  if (tests.length === 1) return tests[0]!;
  return (document) => tests.every((test) => test(document));
}

function anyOf(tests: readonly DocumentTest[]): DocumentTest {
  if (tests.length === 1) return tests[0]!;
  return (document) => tests.some((test) => test(document));
}
