import { expect, test } from 'vitest';
import type { Case, Suite } from './suite.ts';
import { tap } from './tap.ts';

const PASSED: Case = { name: 'a', group: 't', file: 'f.md', line: 3, seconds: 0, outcome: 'passed', remarks: [] };
const REMARK = { severity: 'error', file: 'f.md', line: 3, title: 's', text: 'said "no"\nand why' } as const;

test('cases are numbered over all suites; skipped ones are ok, failed ones bring their reason', () => {
  const suites: Suite[] = [
    { name: 'one', file: '', properties: {}, cases: [PASSED, { ...PASSED, outcome: 'skipped', because: 'no check' }] },
    { name: 'two', file: '', properties: {}, cases: [{ ...PASSED, outcome: 'failed', remarks: [REMARK] }] },
  ];
  expect(tap(suites)).toBe(`TAP version 14
1..3
ok 1 - one: a
ok 2 - one: a # SKIP no check
not ok 3 - two: a
  ---
  message: "said \\"no\\"\\nand why"
  at: {"file":"f.md","line":3}
  ...
`);
});

test('a name cannot make a directive or another line', () => {
  const cases = [{ ...PASSED, name: 'x # TODO\nnot ok 9' }];
  expect(tap([{ name: 's', file: '', properties: {}, cases }])).toContain('\nok 1 - s: x \\# TODO not ok 9\n');
});
