import { expect, test } from 'vitest';
import { runUntil } from '../../clock/index.ts';
import { runOnMachine } from './run-on-machine.ts';
import { bench, turn } from './testing.ts';

/** Runs a script with nobody there, for a while, then stops it. */
async function unattended(script: string, duration: number): Promise<{ code: number; lines: number; took: number }> {
  const { clock, shell } = bench();
  const start = clock.now();
  const stop = new AbortController();
  let lines = 0;
  const streams = { stdout: () => void lines++, stderr: () => {}, tty: false, signal: stop.signal };
  let ended = 0;
  const exit = clock
    .activity(() => runOnMachine(shell, ['sh', '-c', script], streams, { unattended: true }))
    .finally(() => void (ended = clock.now()));
  await runUntil(clock, start + duration, turn);
  stop.abort(new Error('stopped'));
  return { code: await exit, lines, took: ended - start };
}

test('a loop that never waits is slowed down until it is stopped', async () => {
  const { code, lines, took } = await unattended('while :; do echo again; done', 60_000);
  expect(code).toBe(130);
  expect(took).toBe(60_000);
  expect(lines).toBeGreaterThan(1_000);
  expect(lines).toBeLessThan(5_000);
});

test('so is one in a function, a pipe or a shell of its own', async () => {
  const script = "spin() { while true; do :; done; }; sh -c 'while :; do :; done' & spin | cat";
  expect((await unattended(script, 10_000)).took).toBe(10_000);
});

test('a loop that waits loses no time', async () => {
  const script = 'i=0; while [ $i -lt 20 ]; do sleep 1; i=$((i+1)); done';
  expect(await unattended(script, 60_000)).toMatchObject({ code: 0, took: 20_000 });
});
