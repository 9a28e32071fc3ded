import { expect, test } from 'vitest';
import { readScriptCheck } from './script-check.ts';

const NOW = Date.UTC(2026, 0, 5, 10);
const read = (code: number, stdout = '', stderr = '') => readScriptCheck({ code, stdout, stderr }, 'check.sh', NOW);

test('exit code 0 without a complaint passes', () => {
  expect(read(0, 'all good\n')).toMatchObject({ verdict: 'passed', message: 'all good' });
});

test('a FAIL line fails, whatever the exit code', () => {
  expect(read(0, 'FAIL: label the pod first\n')).toMatchObject({ verdict: 'failed', message: 'label the pod first' });
  expect(read(75, 'FAIL: no\nWAIT: - x\n').verdict).toBe('failed');
});

test('75 waits until the moment the script names', () => {
  expect(read(75, 'WAIT: 2026-01-05T10:01:00.000Z two rows are on their way\n')).toMatchObject({
    verdict: 'waiting',
    message: 'two rows are on their way',
    nextAt: NOW + 60_000,
  });
});

test('75 without a moment asks again in ten seconds', () => {
  expect(read(75, 'WAIT: - not ready\n')).toMatchObject({
    verdict: 'waiting',
    message: 'not ready',
    nextAt: NOW + 10_000,
  });
  expect(read(75).nextAt).toBe(NOW + 10_000);
});

test('3 cannot be known here', () => {
  expect(read(3, 'UNKNOWN: the detector does not tell\n')).toMatchObject({
    verdict: 'unknown',
    message: 'the detector does not tell',
  });
});

test('a script that does not work is broken, not failed', () => {
  expect(read(127, '', 'check.sh: line 3: jqq: command not found\n').verdict).toBe('broken');
  expect(read(2, '', 'check.sh: line 1: syntax error near unexpected token\n').verdict).toBe('broken');
});

test('an unexplained failure says so', () => {
  expect(read(1).message).toBe('check.sh ended with exit code 1 and no explanation.');
});
