import { resourceMeant } from '../kinds/index.ts';
import {
  type Comparison,
  type Conjunction,
  DATA_SET_FIELDS,
  fieldOf,
  hasWildcard,
  keyMeant,
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
  return [
    ...emptyByAccident(query, text),
    ...contradictions(query, dataSet),
    ...testsOf(query).flatMap((test) => lintTest(test, dataSet)),
  ];
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

/** A key with one value to a row cannot have two: AND was written where OR was meant. */
function contradictions({ any }: Query, dataSet: DataSet): QueryFinding[] {
  return any.flatMap((conjunction) => {
    const wanted = new Map<string, string>();
    const inGroups = conjunction.all.flatMap(({ test }) =>
      test.kind === 'group' && test.query.any.length > 1 ? contradictions(test.query, dataSet) : [],
    );
    const found = certainTests(conjunction).flatMap((test): QueryFinding[] => {
      const { key, value } = test;
      const { nested, known, type } = fieldOf(dataSet, key);
      if (!known || nested !== undefined || type === 'ip' || MANY_VALUES.test(key)) return [];
      const first = wanted.get(key);
      if (first === undefined) wanted.set(key, value);
      if (first === undefined || first.toLowerCase() === value.toLowerCase()) return [];
      const at = positionOf(test);
      return [
        {
          severity: 'warning',
          message: `no row has both "${first}" and "${value}" in ${key}, so the query never matches`,
          advice: `write OR, or ${key} IN {"${first}", "${value}"}`,
          ...(at && { at }),
        },
      ];
    });
    return [...found, ...inGroups];
  });
}

/** The equalities that must all hold for an alternative to match, also those in parentheses without a choice. */
function certainTests({ all }: Conjunction): Comparison[] {
  return all.flatMap(({ negated, test }) => {
    if (negated || test.kind === 'membership') return [];
    if (test.kind === 'comparison') return test.comparator === '=' ? [test] : [];
    return test.query.any.length === 1 ? certainTests(test.query.any[0]!) : [];
  });
}

/** Keys whose value is a list. */
const MANY_VALUES = /^(user\.groups|dest_domains|process_args|policies)/;

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
    resourceSpelling(test, dataSet),
  ];
  const at = positionOf(test);
  return findings.filter((finding) => finding !== undefined).map((finding) => ({ ...finding, ...(at && { at }) }));
}

function unknownKey(test: Comparison | Membership, dataSet: DataSet): QueryFinding | undefined {
  const { key } = test;
  if (fieldOf(dataSet, key).known || DATA_SET_FIELDS[dataSet].open) return undefined;
  const owners = (Object.keys(DATA_SET_FIELDS) as DataSet[]).filter((other) => fieldOf(other, key).known);
  const consequence = test.kind === 'membership' ? 'the set can never match' : 'the API refuses it';
  const meant = owners.length === 0 ? keyMeant(dataSet, key) : undefined;
  return {
    severity: test.kind === 'membership' ? 'warning' : 'error',
    message: `${dataSet} rows have no key ${key}: ${consequence}`,
    ...adviceOn(meant ? `write ${meant}` : owners.length > 0 ? `it is a key of ${owners.join(' and ')}` : undefined),
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

/** Other than kubectl, the audit log knows a resource by its plural only. */
function resourceSpelling(test: Comparison | Membership, dataSet: DataSet): QueryFinding | undefined {
  if (dataSet !== 'audit' || test.key !== 'objectRef.resource') return undefined;
  const values = test.kind === 'comparison' ? [test.value] : test.members;
  for (const value of values) {
    const right = resourceMeant(value);
    if (right === undefined || right === value) continue;
    return {
      severity: 'warning',
      message: `the audit log never says "${value}": it names resources in the plural and in small letters`,
      advice: `write ${right}`,
    };
  }
  return undefined;
}

function adviceOn(advice: string | undefined): { advice?: string } {
  return advice === undefined ? {} : { advice };
}
