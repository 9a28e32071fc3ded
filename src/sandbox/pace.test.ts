import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { type Pace, paceOf } from './pace.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let pace: Pace;

beforeEach(async () => {
  sandbox = await createSandbox({ environment: loadEnvironment('empty') });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  pace = paceOf(sandbox, 2);
});

afterEach(() => {
  pace.stop();
  vi.useRealTimers();
});

/** Lets so many real milliseconds go by, and what they set going. */
async function pass(milliseconds: number): Promise<void> {
  for (let gone = 0; gone < milliseconds; gone += 50) {
    vi.advanceTimersByTime(50);
    await pace.catchUp();
  }
}

it('simulated time follows the real clock at its speed, whether anything happens or not', async () => {
  const { start } = sandbox;
  await pass(50);
  expect(sandbox.now).toBe(start + 100);
  await pass(30_000);
  expect(sandbox.now).toBe(start + 60_100);
});

it('what is due on the way happens at its time', async () => {
  const { clock } = sandbox.engine;
  const seen: number[] = [];
  for (const at of [1_000, 1_500, 40_000]) clock.after(at, () => seen.push(sandbox.now - sandbox.start));
  await pass(25_000);
  expect(seen).toEqual([1_000, 1_500, 40_000]);
});

it('stands still for a program that works, and catches up when it waits', async () => {
  const work = Promise.withResolvers<void>();
  const { clock } = sandbox.engine;
  const done = clock.activity(() => work.promise);
  vi.advanceTimersByTime(500);
  expect(sandbox.now).toBe(sandbox.start);
  work.resolve();
  await done;
  await pass(500);
  expect(sandbox.now).toBe(sandbox.start + 2_000);
});

it('after the world was taken back, time goes on from there', async () => {
  const at = sandbox.now;
  await pass(10_000);
  await sandbox.rewind({ inputs: 0, at });
  vi.advanceTimersByTime(50);
  await pass(1_000);
  expect(sandbox.now - at).toBeGreaterThanOrEqual(2_000);
  expect(sandbox.now - at).toBeLessThanOrEqual(2_100);
});
