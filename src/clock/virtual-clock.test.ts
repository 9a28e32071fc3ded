import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runFree, runUntil, Stalled, VirtualClock } from './index.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the virtual clock', () => {
  test('fires timers by time, and equal times in the order they were set', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (delays) => {
        const clock = new VirtualClock(0);
        const fired: number[] = [];
        delays.forEach((delay, index) => {
          clock.after(delay, () => fired.push(index));
        });
        while (clock.step());
        const expected = delays
          .map((delay, index) => ({ delay, index }))
          .sort((a, b) => a.delay - b.delay || a.index - b.index);
        expect(fired).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  test('stands still while an activity works, and jumps when all wait', async () => {
    const clock = new VirtualClock(1_000);
    const seen: number[] = [];
    const work = clock.activity(async () => {
      seen.push(clock.now());
      await clock.sleep(60_000);
      await turn();
      await turn();
      seen.push(clock.now());
    });
    clock.after(60_001, () => seen.push(-1));
    await runFree(clock, work, turn);
    expect(seen).toEqual([1_000, 61_000]);
  });

  test('lets two activities interleave by their times', async () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    const sleeper = (name: string, nap: number) =>
      clock.activity(async () => {
        for (let round = 0; round < 3; round++) {
          await clock.sleep(nap);
          seen.push(`${name}@${clock.now()}`);
        }
      });
    await runFree(clock, Promise.all([sleeper('a', 10), sleeper('b', 15)]), turn);
    expect(seen).toEqual(['a@10', 'b@15', 'a@20', 'b@30', 'a@30', 'b@45']);
  });

  test('an aborted sleep rejects with the reason and leaves no timer behind', async () => {
    const clock = new VirtualClock(0);
    const abort = new AbortController();
    const work = clock.activity(() => clock.sleep(1_000, abort.signal));
    clock.after(5, () => abort.abort(new Error('interrupted')));
    await expect(runFree(clock, work, turn)).rejects.toThrow('interrupted');
    expect(clock.now()).toBe(5);
    expect(clock.nextAt).toBeUndefined();
  });

  test('says so when nothing is left to happen', async () => {
    const clock = new VirtualClock(0);
    const work = clock.activity(() => clock.waiting(new Promise(() => {})));
    await expect(runFree(clock, work, turn)).rejects.toThrow(Stalled);
  });

  test('runs to a moment and no further', async () => {
    const clock = new VirtualClock(0);
    const ticks: number[] = [];
    clock.every(10, () => ticks.push(clock.now()));
    await runUntil(clock, 35, turn);
    expect(ticks).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(35);
  });

  test('passes to a moment at once where nothing is due and nothing works, and not at all elsewhere', async () => {
    const clock = new VirtualClock(0);
    clock.at(20, () => {});
    expect([clock.passTo(19), clock.now()]).toEqual([true, 19]);
    expect([clock.passTo(20), clock.now()]).toEqual([false, 19]);
    await runUntil(clock, 20, turn);
    await clock.activity(async () => expect([clock.passTo(30), clock.now()]).toEqual([false, 20]));
    expect([clock.passTo(30), clock.now()]).toEqual([true, 30]);
  });

  test('a frozen clock makes sleep return at once', async () => {
    const clock = new VirtualClock(7);
    await clock.frozen(
      () => clock.activity(() => clock.sleep(1e9)),
      2e9,
      () => {},
    );
    expect(clock.now()).toBe(7);
  });

  test('a frozen clock says when more sleep was asked for than there is patience', async () => {
    const clock = new VirtualClock(7);
    const stop = new AbortController();
    const loop = async () => {
      for (;;) await clock.sleep(1_000, stop.signal);
    };
    await expect(clock.frozen(loop, 60_000, () => stop.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(clock.now()).toBe(7);
  });
});
