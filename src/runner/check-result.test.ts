import { describe, expect, test } from 'vitest';
import { type CheckResult, combine } from './check-result.ts';

const result = (verdict: CheckResult['verdict'], message: string, alerts: string[] = []): CheckResult => ({
  verdict,
  source: 'script',
  message,
  alerts,
});

describe('several checks of one step', () => {
  test('the first that did not pass decides', () => {
    const waiting = result('waiting', 'not yet');
    expect(combine([result('passed', 'a'), waiting, result('failed', 'no')])).toBe(waiting);
  });

  test.each([
    ['clauses', ['a fired', 'b fired'], 'a fired; b fired'],
    ['sentences', ['a fired.', 'b fired.'], 'a fired. b fired.'],
    ['the same twice', ['a fired.', 'a fired.'], 'a fired.'],
    ['nothing said by one', ['', 'b fired'], 'b fired'],
    ['nothing said', ['', ''], ''],
  ])('%s are told together when all passed', (_name, messages, told) => {
    expect(combine(messages.map((message) => result('passed', message))).message).toBe(told);
  });

  test('the alerts of all are known, each once', () => {
    expect(combine([result('passed', '', ['x', 'y']), result('passed', '', ['y', 'z'])]).alerts).toEqual([
      'x',
      'y',
      'z',
    ]);
  });
});
