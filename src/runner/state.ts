import type { CheckResult } from './check-result.ts';

export type StepStatus = 'ahead' | 'current' | 'passed' | 'unchecked' | 'solved' | 'skipped';

export interface StepState {
  status: StepStatus;
  /** Simulated time at which the step first became current (ms); moved by a reset, not by a retry. */
  startedAt?: number;
  endedAt?: number;
  attempts: number;
  hintsShown: number;
  lastCheck?: CheckResult;
}

export interface BlockState {
  status: 'running' | 'ok' | 'failed';
  /** Exit code of its last statement. */
  code?: number;
}

/** Everything about a learner's progress; rebuilt from the journal's events alone. */
export interface SessionState {
  /** By step number, 1-based: `steps[0]` is step 1. */
  steps: readonly StepState[];
  /** Number of the current step; one past the last when the track is finished. */
  current: number;
  /** By block number. */
  blocks: Readonly<Record<number, BlockState>>;
  /** Challenges whose setup has run, by slug. */
  prepared: readonly string[];
  /** Simulated time the session began (ms). */
  startedAt: number;
  finished: boolean;
}

/** What happened in a session. `at` is simulated time in milliseconds. */
export type SessionEvent =
  | { type: 'prepared'; challenge: string; at: number }
  | { type: 'step-opened'; step: number; at: number }
  | { type: 'block-started'; block: number; at: number }
  | { type: 'block-ended'; block: number; code: number; failed: boolean; at: number }
  | { type: 'checked'; step: number; result: CheckResult; at: number }
  | { type: 'hint-shown'; step: number; at: number }
  | { type: 'step-closed'; step: number; how: 'passed' | 'unchecked' | 'solved' | 'skipped'; at: number };

export function initialState(steps: number, startedAt: number): SessionState {
  return {
    steps: Array.from({ length: steps }, () => ({ status: 'ahead', attempts: 0, hintsShown: 0 })),
    current: 1,
    blocks: {},
    prepared: [],
    startedAt,
    finished: steps === 0,
  };
}

/** The state after an event; events that make no sense for the state leave it as it is. */
export function reduce(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'prepared':
      return { ...state, prepared: [...state.prepared, event.challenge] };
    case 'step-opened':
      return withStep({ ...state, current: event.step }, event.step, (step) => ({
        ...step,
        status: 'current',
        startedAt: step.startedAt ?? event.at,
      }));
    case 'block-started':
      return { ...state, blocks: { ...state.blocks, [event.block]: { status: 'running' } } };
    case 'block-ended': {
      const ended: BlockState = { status: event.failed ? 'failed' : 'ok', code: event.code };
      return { ...state, blocks: { ...state.blocks, [event.block]: ended } };
    }
    case 'checked':
      return withStep(state, event.step, (step) => ({ ...step, attempts: step.attempts + 1, lastCheck: event.result }));
    case 'hint-shown':
      return withStep(state, event.step, (step) => ({ ...step, hintsShown: step.hintsShown + 1 }));
    case 'step-closed': {
      const closed = withStep(state, event.step, (step) => ({ ...step, status: event.how, endedAt: event.at }));
      const current = event.step + 1;
      return { ...closed, current, finished: current > closed.steps.length };
    }
  }
}

function withStep(state: SessionState, number: number, change: (step: StepState) => StepState): SessionState {
  return { ...state, steps: state.steps.map((step, index) => (index === number - 1 ? change(step) : step)) };
}
