export { type AlertController, createAlertController } from './alert-controller.ts';
export { alertLookback, alertPeriod } from './alert-defaults.ts';
export type { AlertEvaluation } from './alert-routine.ts';
export { type EvaluatedBucket, evaluate, type Finding } from './evaluate.ts';
