import {
  type Comparison,
  DATA_SET_FIELDS,
  fieldOf,
  hasWildcard,
  type Membership,
  parseQuery,
  positionOf,
  type Query,
  QueryError,
  type QueryPosition,
  validateQuery,
} from '../query/index.ts';
import type { DataSet } from '../types.ts';
import { syntaxAdvice } from './syntax-advice.ts';

/** Something about a query that its author will not have meant. `at` is in the query's own text. */
export interface QueryFinding {
  severity: 'error' | 'warning';
  message: string;
  advice?: string;
  at?: QueryPosition;
}

/** Everything wrong or odd about a query text whose substitutions are made. */
export function lintQuery(text: string, dataSet: DataSet): QueryFinding[] {
  let query: Query;
  try {
    query = parseQuery(text);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { message, position } = error;
    const finding = { severity: 'error', message: `the query does not parse: ${message}` } as const;
    return [{ ...finding, ...adviceOn(syntaxAdvice(text, error)), ...(position && { at: position }) }];
  }
  return [...emptyByAccident(query, text), ...testsOf(query).flatMap((test) => lintTest(test, dataSet))];
}

function emptyByAccident({ any }: Query, text: string): QueryFinding[] {
  if (any.length > 0 || text.trim() === '') return [];
  return [
    {
      severity: 'warning',
      message: 'a query that begins with OR counts as empty: it matches every row',
      advice: 'take the first OR away',
      at: { line: 1, column: text.search(/\S/) + 1 },
    },
  ];
}

function testsOf(query: Query): (Comparison | Membership)[] {
  return query.any
    .flatMap(({ all }) => all)
    .flatMap(({ test }) => (test.kind === 'group' ? testsOf(test.query) : [test]));
}

function lintTest(test: Comparison | Membership, dataSet: DataSet): QueryFinding[] {
  const findings = [
    unknownKey(test, dataSet) ?? invalidValue(test, dataSet),
    wildcard(test),
    memberCase(test, dataSet),
  ];
  const at = positionOf(test);
  return findings.filter((finding) => finding !== undefined).map((finding) => ({ ...finding, ...(at && { at }) }));
}

function unknownKey(test: Comparison | Membership, dataSet: DataSet): QueryFinding | undefined {
  const { key } = test;
  if (fieldOf(dataSet, key).known || DATA_SET_FIELDS[dataSet].open) return undefined;
  const owners = (Object.keys(DATA_SET_FIELDS) as DataSet[]).filter((other) => fieldOf(other, key).known);
  const consequence = test.kind === 'membership' ? 'the set can never match' : 'the API refuses it';
  const known = DATA_SET_FIELDS[dataSet].fields.flatMap(({ keys }) => keys);
  const sameLetters = known.find((each) => each.toLowerCase() === key.toLowerCase());
  return {
    severity: test.kind === 'membership' ? 'warning' : 'error',
    message: `${dataSet} rows have no key ${key}: ${consequence}`,
    ...adviceOn(
      sameLetters ? `write ${sameLetters}` : owners.length > 0 ? `it is a key of ${owners.join(' and ')}` : undefined,
    ),
  };
}

function invalidValue(test: Comparison | Membership, dataSet: DataSet): QueryFinding | undefined {
  if (test.kind !== 'comparison') return undefined;
  try {
    validateQuery({ any: [{ all: [{ negated: false, test }] }] }, dataSet);
    return undefined;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { rule } = fieldOf(dataSet, test.key);
    const words: readonly string[] = typeof rule === 'string' ? [] : rule;
    const meant = words.find((word) => word.toLowerCase() === test.value.toLowerCase());
    const advice = meant
      ? `capitals count: write ${meant}`
      : words.length > 0
        ? `one of: ${words.join(', ')}`
        : undefined;
    return { severity: 'error', message: error.message, ...adviceOn(advice) };
  }
}

function wildcard(test: Comparison | Membership): QueryFinding | undefined {
  if (test.kind !== 'comparison' || !hasWildcard(test.value)) return undefined;
  if (test.comparator !== '=' && test.comparator !== '!=') return undefined;
  const [sign, set] = test.comparator === '=' ? ['=', 'IN'] : ['!=', 'NOTIN'];
  const mark = test.value.includes('*') ? 'star' : 'question mark';
  return {
    severity: 'warning',
    message: `${sign} takes the ${mark} of "${test.value}" literally`,
    advice: `wildcards work in sets only: ${test.key} ${set} {"${test.value}"}`,
  };
}

/** The API does not look into sets, so a wrong spelling there just never matches. */
function memberCase(test: Comparison | Membership, dataSet: DataSet): QueryFinding | undefined {
  const { rule } = fieldOf(dataSet, test.key);
  if (test.kind !== 'membership' || typeof rule === 'string') return undefined;
  const member = test.members.find((each) => !hasWildcard(each) && !rule.includes(each));
  if (member === undefined) return undefined;
  return {
    severity: 'warning',
    message: `${test.key} is never "${member}"`,
    advice: `one of: ${rule.join(', ')}`,
  };
}

function adviceOn(advice: string | undefined): { advice?: string } {
  return advice === undefined ? {} : { advice };
}
