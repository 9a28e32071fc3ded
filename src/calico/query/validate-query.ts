import type { DataSet } from '../types.ts';
import { DATA_SET_FIELDS } from './data-set-fields.ts';
import { fieldOf } from './field.ts';
import type { Comparison, Query, Term } from './query.ts';
import { QueryError } from './query-error.ts';
import { rewriteValue } from './rewrite-value.ts';

/**
 * Checks keys and values of all comparisons against the data set and returns the query with its values rewritten as
 * the index is asked. Sets are never checked, as in the product. Throws `QueryError` (`invalid key: x`,
 * `invalid value for k: v`) for the first problem.
 */
export function validateQuery(query: Query, dataSet: DataSet): Query {
  return {
    any: query.any.map((conjunction) => ({ all: conjunction.all.map((term) => validateTerm(term, dataSet)) })),
  };
}

/** Whether the API itself refuses wrong keys of a data set; else only the controller does, when the alert runs. */
export function checkedAtAdmission(dataSet: DataSet): boolean {
  return DATA_SET_FIELDS[dataSet].checkedAtAdmission;
}

function validateTerm(term: Term, dataSet: DataSet): Term {
  return { ...term, test: validateTest(term.test, dataSet) };
}

function validateTest(test: Term['test'], dataSet: DataSet): Term['test'] {
  switch (test.kind) {
    case 'comparison':
      return validateComparison(test, dataSet);
    case 'membership':
      return test;
    case 'group':
      return { ...test, query: validateQuery(test.query, dataSet) };
  }
}

function validateComparison(test: Comparison, dataSet: DataSet): Comparison {
  const field = fieldOf(dataSet, test.key);
  if (!field.known && !DATA_SET_FIELDS[dataSet].open) throw new QueryError(`invalid key: ${test.key}`);
  return { ...test, value: rewriteValue(field.rule, test.key, test.value) };
}
