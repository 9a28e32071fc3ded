import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialState, reduce, type SessionEvent } from './state.ts';

const passed = { verdict: 'passed', source: 'script', message: 'fired', alerts: [] } as const;

function play(events: SessionEvent[], steps = 3) {
  return events.reduce(reduce, initialState(steps, 0));
}

describe('the session state', () => {
  test('a step becomes current once, and keeps the time it first did', () => {
    const state = play([
      { type: 'step-opened', step: 1, at: 10 },
      { type: 'step-opened', step: 1, at: 99 },
    ]);
    expect(state.steps[0]).toMatchObject({ status: 'current', startedAt: 10 });
  });

  test('closing a step moves on, and closing the last one finishes', () => {
    const state = play(
      [
        { type: 'step-opened', step: 1, at: 1 },
        { type: 'step-closed', step: 1, how: 'passed', at: 2 },
        { type: 'step-opened', step: 2, at: 2 },
        { type: 'step-closed', step: 2, how: 'skipped', at: 3 },
      ],
      2,
    );
    expect(state.steps.map(({ status }) => status)).toEqual(['passed', 'skipped']);
    expect(state).toMatchObject({ current: 3, finished: true });
  });

  test('a block remembers its last run', () => {
    const state = play([
      { type: 'block-started', block: 4, at: 1 },
      { type: 'block-ended', block: 4, code: 127, failed: true, at: 2 },
      { type: 'block-started', block: 4, at: 3 },
    ]);
    expect(state.blocks[4]).toEqual({ status: 'running' });
  });

  test('checks and hints are counted on their step', () => {
    const state = play([
      { type: 'checked', step: 2, result: passed, at: 1 },
      { type: 'checked', step: 2, result: passed, at: 2 },
      { type: 'hint-shown', step: 2, at: 3 },
    ]);
    expect(state.steps[1]).toMatchObject({ attempts: 2, hintsShown: 1, lastCheck: passed });
  });

  test('a track without steps is finished at once', () => {
    expect(initialState(0, 0).finished).toBe(true);
  });

  test('never changes the state it was given', () => {
    const event = fc.constantFrom<SessionEvent>(
      { type: 'step-opened', step: 1, at: 1 },
      { type: 'step-closed', step: 1, how: 'passed', at: 2 },
      { type: 'block-started', block: 1, at: 1 },
      { type: 'checked', step: 3, result: passed, at: 1 },
    );
    fc.assert(
      fc.property(fc.array(event), event, (before, next) => {
        const state = play(before);
        const copy = structuredClone(state);
        reduce(state, next);
        expect(state).toEqual(copy);
      }),
    );
  });
});
