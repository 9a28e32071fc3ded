export { type Calico, createCalico } from './calico.ts';
export { describeExplanation } from './events/index.ts';
export { calicoKinds, operatorAlertTemplates } from './kinds/index.ts';
export { formatQuery, parseQuery, QueryError, validateQuery } from './query/index.ts';
export type * from './types.ts';
