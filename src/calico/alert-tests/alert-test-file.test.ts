import { describe, expect, it } from 'vitest';
import { AlertTestError, readAlertTests } from './alert-test-file.ts';

describe('what would make a test say less than its author thinks', () => {
  it.each([
    ['a row after the end', { rows: [{ at: '6m', flows: {} }] }, "after the test's end (until: 5m0s)"],
    ['an event after the end', { events: [{ at: '6m' }] }, "after the test's end"],
    ['an explanation after the end', { explain: [{ at: '6m', verdict: 'fired' }] }, "after the test's end"],
    ['a misspelt key', { rows: [{ at: '1m', flows: { byte_in: 1 } }] }, 'no byte_in; did you mean bytes_in?'],
    [
      'a misspelt key within another',
      { rows: [{ at: '1m', audit: { objectRef: { resourc: 'pods' } } }] },
      'no objectRef.resourc; did you mean objectRef.resource?',
    ],
    ['a word in capitals', { rows: [{ at: '1m', flows: { action: 'Allow' } }] }, 'the log writes allow, not Allow'],
    [
      'more rows than a machine has room for',
      { rows: [{ at: '1m', ports: '1-60000', times: 60_000, flows: {} }] },
      'at most 100000 rows, and this would make 3600000000',
    ],
  ])('%s is refused', (_, test, message) => {
    expect(() => read(test)).toThrow(AlertTestError);
    expect(() => read(test)).toThrow(message);
  });

  it('keys that queries do not know may stand within an object, and rows may come at the very end', () => {
    const audit = { objectRef: { resource: 'pods', uid: 'x', resourceVersion: '1' }, user: { uid: 'u' } };
    expect(read({ rows: [{ at: '5m', audit }] }).tests[0]?.rows).toHaveLength(1);
  });
});

function read(test: object) {
  return readAlertTests({ alerts: [{ file: 'a.yaml' }], tests: [{ name: 't', until: '5m', events: [], ...test }] });
}
