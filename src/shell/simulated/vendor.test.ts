import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { bench } from './testing.ts';
import { PATCHES } from './vendor/patches.mjs';

const require = createRequire(import.meta.url);

test('each anchor of our hooks stands exactly once in the pinned just-bash', () => {
  const text = readFileSync(require.resolve('just-bash').replace(/index\.cjs$/, 'index.js'), 'utf8');
  const counts = PATCHES.map(({ name, find }) => [name, text.split(find).length - 1]);
  expect(counts).toEqual(PATCHES.map(({ name }) => [name, 1]));
});

test('the state hook: the interpreter works on the state we hold, so it is there after the line', async () => {
  const { run, shown } = bench();
  await run('kept=1; f() { echo f; }');
  await run('echo $kept; f');
  expect(shown()).toBe('1\nf\n');
});

test('the yield hook: a long loop leaves turns to the host', async () => {
  const { run } = bench();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await run('for ((i = 0; i < 20000; i++)); do :; done');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test('the licence stands beside the bundle', () => {
  expect(readFileSync(new URL('../../../dist/vendor/just-bash/LICENSE', import.meta.url), 'utf8')).toContain(
    'Apache License',
  );
});

test('another shell costs a few milliseconds at most', () => {
  bench();
  // Of the processor: what others do with the machine meanwhile is not its price.
  const before = process.cpuUsage();
  for (let count = 0; count < 50; count++) bench();
  expect(process.cpuUsage(before).user / 1_000 / 50).toBeLessThan(20);
});
