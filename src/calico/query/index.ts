export { compileQuery, type DocumentTest } from './compile-query.ts';
export { explainMatch, type FailingTerm, type MatchExplanation, scoreMatch } from './explain-match.ts';
export { formatQuery } from './format-query.ts';
export { parseQuery } from './parse-query.ts';
export type { Comparator, Comparison, Conjunction, Group, Membership, Query, Term } from './query.ts';
export { QueryError, type QueryPosition } from './query-error.ts';
export { type Substitution, substitute } from './substitute.ts';
export { templateVariables } from './template-variables.ts';
export { checkedAtAdmission, validateQuery } from './validate-query.ts';
