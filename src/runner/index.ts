export { referencePath } from '../track/index.ts';
export type { AlertSource } from './alert-source.ts';
export { checkSource } from './ask-step.ts';
export type { BlockOutcome } from './block-run.ts';
export type { CheckResult } from './check-result.ts';
export { fillVariables } from './fill-variables.ts';
export { innerCommand, type LearnersCommand } from './inner-command.ts';
export { Journal, listSessions } from './journal.ts';
export { knownHost, type Lab, type LabStep } from './lab.ts';
export {
  type AlertRow,
  type AlertsView,
  alertRow,
  type DetectorRow,
  type EventRow,
  eventRow,
} from './lab-view.ts';
export { type OpenLab, openLab } from './open-lab.ts';
export type { PastSession } from './past-session.ts';
export { fillPlaceholders, placeholdersOf } from './placeholders.ts';
export { quizOf } from './quiz-of.ts';
export { Session } from './session.ts';
export { lockSession } from './session-lock.ts';
export type { SessionOptions } from './session-options.ts';
export type { SessionEvent, SessionState, StepStatus } from './state.ts';
export type { ScriptCall, Target } from './target.ts';
export {
  type BlockReport,
  type StepReport,
  type Strategy,
  type TrackReport,
  type VerifyOptions,
  verifyTrack,
} from './verify.ts';
