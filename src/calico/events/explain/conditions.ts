import type { Condition } from '../../kinds/index.ts';

/** How a person writes an alert's condition. */
export const CONDITION_SIGNS: Readonly<Record<Condition, string>> = {
  eq: '=',
  not_eq: '!=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};
