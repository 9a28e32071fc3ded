export { AlertTestError, type AlertTestFile, readAlertTests, runAlertTest } from './alert-tests/index.ts';
export { type Calico, createCalico } from './calico.ts';
export { describeExplanation } from './events/index.ts';
export type { ImageScan } from './image-scans/index.ts';
export { calicoKinds, operatorAlertTemplates } from './kinds/index.ts';
export { type AlertFinding, type LintOptions, lintAlert } from './lint/lint-alert.ts';
export { lintQuery } from './lint/query-lint.ts';
export { formatQuery, parseQuery, QueryError } from './query/index.ts';
export type * from './types.ts';
