export { checkSource } from './ask-step.ts';
export type { BlockOutcome } from './block-run.ts';
export type { CheckResult } from './check-result.ts';
export { Journal, listSessions, type PastSession } from './journal.ts';
export type { Lab, LabStep } from './lab.ts';
export { type OpenLab, openLab } from './open-lab.ts';
export { LifecycleError, Session } from './session.ts';
export type { SessionEvent, SessionState, StepStatus } from './state.ts';
export { type BlockReport, type StepReport, type Strategy, type TrackReport, verifyTrack } from './verify.ts';
