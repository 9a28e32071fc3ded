import type { DataSet, LogDocument } from '../types.ts';
import { compileQuery, compileTerm } from './compile-query.ts';
import { fieldOf } from './field.ts';
import { fieldValues } from './field-values.ts';
import { formatTerm } from './format-query.ts';
import { keysOf } from './keys-of.ts';
import type { Conjunction, Query, Term } from './query.ts';
import { whyNot } from './why-not.ts';

/** Why a document does not match, by the term that is to blame. */
export interface FailingTerm {
  /** In normal form. */
  readonly term: string;
  /** What the document has there: one value, a list of several, undefined for none; an object by key for a group. */
  readonly actual: unknown;
  /** A sentence for what people commonly get wrong; absent when the values just differ. */
  readonly because?: string;
  /** Terms beside it that do not hold either, in normal form. */
  readonly others?: readonly string[];
}

export interface MatchExplanation {
  readonly matches: boolean;
  readonly failing?: FailingTerm;
}

/** Says whether a document matches and, if not, which term of the closest alternative failed first. */
export function explainMatch(query: Query, dataSet: DataSet, document: LogDocument): MatchExplanation {
  if (compileQuery(query, dataSet)(document)) return { matches: true };
  const conjunction = closest(query, dataSet, document);
  const failing = firstFailure(conjunction, dataSet, document);
  const others = conjunction.all
    .filter((term) => !compileTerm(term, dataSet)(document))
    .slice(1)
    .map(formatTerm);
  return { matches: false, failing: { ...failing, ...(others.length > 0 && { others }) } };
}

/**
 * How close a document comes to matching, 0 to 1: the share of terms that hold in its best alternative. A group in
 * parentheses counts for as much as it holds itself. 1 means that it matches.
 */
export function scoreMatch(query: Query, dataSet: DataSet, document: LogDocument): number {
  if (query.any.length === 0) return 1;
  return Math.max(...query.any.map((conjunction) => scoreConjunction(conjunction, dataSet, document)));
}

function scoreConjunction(conjunction: Conjunction, dataSet: DataSet, document: LogDocument): number {
  const scores = conjunction.all.map((term) => scoreTerm(term, dataSet, document));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function scoreTerm(term: Term, dataSet: DataSet, document: LogDocument): number {
  if (compileTerm(term, dataSet)(document)) return 1;
  if (term.negated || term.test.kind !== 'group') return 0;
  return scoreMatch(term.test.query, dataSet, document);
}

function closest(query: Query, dataSet: DataSet, document: LogDocument): Conjunction {
  let best = query.any[0]!;
  let bestScore = -1;
  for (const conjunction of query.any) {
    const score = scoreConjunction(conjunction, dataSet, document);
    if (score > bestScore) [best, bestScore] = [conjunction, score];
  }
  return best;
}

function firstFailure(conjunction: Conjunction, dataSet: DataSet, document: LogDocument): FailingTerm {
  const term = conjunction.all.find((candidate) => !compileTerm(candidate, dataSet)(document))!;
  const { test } = term;
  if (test.kind !== 'group') return describe(term, dataSet, document);
  // Inside a choice of which nothing holds, no single alternative is to blame: the whole choice is.
  const isChoice = test.query.any.length > 1;
  if (term.negated || (isChoice && scoreMatch(test.query, dataSet, document) === 0)) {
    return { term: formatTerm(term), actual: valuesByKey(test.query, dataSet, document) };
  }
  return firstFailure(closest(test.query, dataSet, document), dataSet, document);
}

function describe(term: Term, dataSet: DataSet, document: LogDocument): FailingTerm {
  const { test } = term;
  if (test.kind === 'group') throw new TypeError('describe: a group has no value of its own');
  const because = whyNot(term, test, dataSet, document);
  const actual = actualValue(test.key, dataSet, document);
  return { term: formatTerm(term), actual, ...(because === undefined ? {} : { because }) };
}

function actualValue(key: string, dataSet: DataSet, document: LogDocument): unknown {
  const values = fieldValues(fieldOf(dataSet, key), document);
  return values.length > 1 ? values : values[0];
}

function valuesByKey(query: Query, dataSet: DataSet, document: LogDocument): Record<string, unknown> {
  return Object.fromEntries(keysOf(query).map((key) => [key, actualValue(key, dataSet, document)]));
}
