import { expect, test } from 'vitest';
import { githubAnnotations } from './github-annotations.ts';
import type { Remark, Suite } from './suite.ts';

function annotations(...remarks: Remark[]): string {
  const cases = [{ name: 'a', group: 'g', file: 'f', seconds: 0, outcome: 'failed', remarks } as const];
  return githubAnnotations([{ name: 's', file: 'f', properties: {}, cases } satisfies Suite]);
}

test('a remark is an annotation at its place', () => {
  expect(annotations({ severity: 'warning', file: 'a.md', line: 3, column: 7, title: 'rule', text: 'one\ntwo' })).toBe(
    '::warning file=a.md,line=3,col=7,title=rule::one%0Atwo\n',
  );
});

test('no text can end the command or begin another', () => {
  const text = '100%\r\n::add-path::/tmp';
  expect(annotations({ severity: 'error', file: 'a,b:c.md', title: 'x::y', text })).toBe(
    '::error file=a%2Cb%3Ac.md,title=x%3A%3Ay::100%25%0A::add-path::/tmp\n',
  );
});
