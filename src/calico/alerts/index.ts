export { type AlertController, createAlertController } from './alert-controller.ts';
export { alertLookback, alertPeriod } from './alert-defaults.ts';
export type { AlertEvaluation } from './alert-routine.ts';
export { type EvaluatedBucket, evaluate, type Finding } from './evaluate.ts';
export { EvaluationError } from './evaluation-error.ts';
export { checkMetric } from './metric.ts';
