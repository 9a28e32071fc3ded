import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calicoObject, pod, START, startLab } from './lab/lab.ts';
import type { Explanation } from './types.ts';

describe('an alert with period and lookback of a minute over logs flushed every ten seconds', () => {
  const milliseconds = (least: number, most: number) => fc.integer({ min: least, max: most });

  it('always sees what happens 11 to 34 seconds after it was made', () => {
    fc.assert(
      fc.property(milliseconds(0, 60_000), milliseconds(11_000, 34_000), (phase, delay) => {
        const { promised, outcome } = askAfter(phase, delay);
        expect(promised.verdict).toBe('not-yet');
        expect(outcome.verdict).toBe('fired');
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the moment that was promised, or says that the row was missed: nothing waits for ever', () => {
    fc.assert(
      fc.property(milliseconds(0, 60_000), milliseconds(0, 120_000), (phase, delay) => {
        const { promised, outcome } = askAfter(phase, delay);
        expect(['not-yet', 'cannot']).toContain(promised.verdict);
        if (promised.verdict === 'not-yet') expect(['fired', 'cannot']).toContain(outcome.verdict);
        else {
          expect(promised.cause).toBe('window-missed');
          expect(outcome.verdict).toBe('cannot');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('misses what happens in the interval that began before the alert did', () => {
    const { promised } = askAfter(5_000, 1_000);
    expect(promised).toMatchObject({ verdict: 'cannot', cause: 'window-missed' });
  });
});

/** Makes the alert `phase` ms into a life of flushes and asks a name `delay` ms later: what is said then, and at the promised time, or long after when none was. */
function askAfter(phase: number, delay: number): { promised: Explanation; outcome: Explanation } {
  const lab = startLab();
  lab.flushEvery('10s');
  lab.runTo(phase / 1000);
  lab.store.create(
    calicoObject('GlobalAlert', 'a', {
      description: 'A test',
      severity: 100,
      period: '1m0s',
      lookback: '1m0s',
      dataSet: 'dns',
      query: 'qname = "google.com"',
      aggregateBy: ['qname'],
      metric: 'count',
      condition: 'gt',
    }),
  );
  lab.runTo((phase + delay) / 1000);
  lab.ask(pod('default', 'multitool'), 'google.com', { input: 1 });
  const promised = lab.calico.securityEvents.explain('a', { causedByInput: true });
  lab.runTo(((promised.nextAt ?? lab.clock.now() + 200_000) - START) / 1000);
  return { promised, outcome: lab.calico.securityEvents.explain('a', { causedByInput: true }) };
}
