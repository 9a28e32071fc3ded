import type { DataSet, LogDocument } from '../types.ts';
import { DATA_SET_FIELDS } from './data-set-fields.ts';
import { type Field, fieldOf } from './field.ts';
import { fieldValues } from './field-values.ts';
import type { Comparison, Membership, Term } from './query.ts';
import { compileWildcard, hasWildcard } from './wildcard.ts';

/** The common misunderstanding behind a comparison or set that does not hold; undefined when there is none. */
export function whyNot(
  term: Term,
  test: Comparison | Membership,
  dataSet: DataSet,
  document: LogDocument,
): string | undefined {
  const field = fieldOf(dataSet, test.key);
  const values = fieldValues(field, document);
  if (!field.known && values.length === 0) return unknownKey(test.key, dataSet);
  if (field.nested !== undefined && !document[field.nested]) return absentMembers(field, term);
  if (values.length === 0) return `the row has no ${test.key}`;
  if (term.negated) return undefined;
  return test.kind === 'comparison' ? comparisonMistake(test, values) : memberMistake(test, values);
}

function unknownKey(key: string, dataSet: DataSet): string {
  const others = (Object.keys(DATA_SET_FIELDS) as DataSet[]).filter((other) => fieldOf(other, key).known);
  if (others.length === 0) return `no data set has a key ${key}`;
  return `${key} is a key of ${others.join(' and ')} rows, and these are ${dataSet} rows`;
}

function absentMembers(field: Field, term: Term): string | undefined {
  if (term.negated) return undefined;
  const labels = field.nested?.endsWith('_labels');
  return labels
    ? `the row carries no ${field.nested}, so neither = nor != can hold: the label was not there when the traffic flowed`
    : `the row carries no ${field.nested}`;
}

function comparisonMistake(test: Comparison, values: readonly unknown[]): string | undefined {
  if (test.comparator !== '=') return undefined;
  const texts = values.map(String);
  if (hasWildcard(test.value) && texts.some(compileWildcard(test.value))) {
    return '= takes a star literally; wildcards work in IN {"..."} only';
  }
  return caseMistake(test.value, texts);
}

function memberMistake(test: Membership, values: readonly unknown[]): string | undefined {
  if (test.operator !== 'IN') return undefined;
  const texts = values.map(String);
  return test.members.map((member) => caseMistake(member, texts)).find((mistake) => mistake !== undefined);
}

function caseMistake(wanted: string, texts: readonly string[]): string | undefined {
  const matches = compileWildcard(wanted.toLowerCase());
  const found = texts.find((text) => matches(text.toLowerCase()));
  return found === undefined ? undefined : `capitals count here: the row says "${found}"`;
}
