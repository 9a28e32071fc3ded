import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockSession } from './session-lock.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'firedrill-lock-'));
const process = (pid: number, alive: number[]) => ({ pid, isAlive: (other: number) => alive.includes(other) });

test('a session is held by one process at a time', () => {
  const place = folder();
  const lock = lockSession(place, 'a', process(1, [1, 2]));
  expect(() => lockSession(place, 'a', process(2, [1, 2]))).toThrow(
    /session a is open in another window \(process 1\)/,
  );
  lock.release();
  lockSession(place, 'a', process(2, [1, 2]));
});

test('other sessions are free', () => {
  const place = folder();
  lockSession(place, 'a', process(1, [1]));
  lockSession(place, 'b', process(2, [1]));
});

test('what a killed process held is taken over', () => {
  const place = folder();
  lockSession(place, 'a', process(1, [1]));
  expect(() => lockSession(place, 'a', process(2, []))).not.toThrow();
});
