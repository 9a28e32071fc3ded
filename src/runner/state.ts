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
  /** What the learner last chose in the step's quiz: positions, 0-based. */
  answer?: readonly number[];
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
  /** Challenges whose solution was run, by slug. */
  solved: readonly string[];
  /** Simulated time the session began (ms). */
  startedAt: number;
  finished: boolean;
}

/**
 * What happened in a session. `at` is simulated time in milliseconds, `inputs` how many inputs the target had had; it
 * is missing in events carried over from another world.
 */
export type SessionEvent = Happening & { at: number; inputs?: number };

export type Happening =
  | { type: 'prepared'; challenge: string }
  | { type: 'step-opened'; step: number }
  /** The learner begins something that can be undone; `what` says it in their words. */
  | { type: 'acted'; what: string }
  /** `text` when the learner changed it before running. */
  | { type: 'block-started'; block: number; text?: string }
  | { type: 'block-ended'; block: number; code: number; failed: boolean }
  /** A command's end; `block` when it was a statement of one. */
  | { type: 'line-ended'; terminal: string; code: number; block?: number }
  | { type: 'checked'; step: number; result: CheckResult }
  | { type: 'answered'; step: number; chosen: readonly number[] }
  | { type: 'hint-shown'; step: number }
  | { type: 'solved'; challenge: string }
  | { type: 'step-closed'; step: number; how: 'passed' | 'unchecked' | 'solved' | 'skipped' };

export function initialState(steps: number, startedAt: number): SessionState {
  return {
    steps: Array.from({ length: steps }, () => ({ status: 'ahead', attempts: 0, hintsShown: 0 })),
    current: 1,
    blocks: {},
    prepared: [],
    solved: [],
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
    case 'answered':
      return withStep(state, event.step, (step) => ({ ...step, answer: event.chosen }));
    case 'solved':
      return { ...state, solved: [...state.solved, event.challenge] };
    case 'acted':
    case 'line-ended':
      return state;
    case 'hint-shown':
      return withStep(state, event.step, (step) => ({ ...step, hintsShown: step.hintsShown + 1 }));
    case 'step-closed': {
      const closed = withStep(state, event.step, (step) => ({ ...step, status: event.how, endedAt: event.at }));
      const current = event.step + 1;
      return { ...closed, current, finished: current > closed.steps.length };
    }
  }
}

/**
 * What of a session outlives its world: closed steps, answers and hints, as if they had come about at `start` (ms) of
 * the new one. The step it stopped in begins anew, since its set-up does.
 */
export function carriedOver(events: readonly SessionEvent[], start: number): SessionEvent[] {
  const closed = new Set(events.flatMap((event) => (event.type === 'step-closed' ? [event.step] : [])));
  return events.filter(outlives).map(({ inputs: _, ...event }) => ({ ...event, at: start }) as SessionEvent);

  function outlives(event: SessionEvent): boolean {
    switch (event.type) {
      case 'step-closed':
      case 'answered':
      case 'hint-shown':
        return true;
      case 'step-opened':
      case 'checked':
        return closed.has(event.step);
      default:
        return false;
    }
  }
}

function withStep(state: SessionState, number: number, change: (step: StepState) => StepState): SessionState {
  return { ...state, steps: state.steps.map((step, index) => (index === number - 1 ? change(step) : step)) };
}
