import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectOutputs, output } from '../../simulated/testing.ts';

const files = {
  '/root/a': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n',
  '/root/b': 'one\n2\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n',
  '/root/plain': 'no newline',
};

describe('diff', () => {
  test('prints the normal format, and tells by its exit code', () =>
    expectOutputs(
      [
        ['diff a b; echo $?', '2c2\n< two\n---\n> 2\n10a11\n> eleven\n1\n'],
        ['diff b a', '2c2\n< 2\n---\n> two\n11d10\n< eleven\n'],
        ['diff a a; echo $?', '0\n'],
        ['diff -q a b; diff -s a a', 'Files a and b differ\nFiles a and a are identical\n'],
        ['echo "no  newline" | diff -b plain -; echo $?', '0\n'],
        ['diff a nosuch; echo $?', '2\ndiff: nosuch: No such file or directory\n'],
      ],
      files,
    ));

  test('prints unified hunks with the files and their times', async () => {
    expect(await output('diff -u a b', { files })).toBe(
      '--- a\t2026-01-15 10:30:00.000000000 +0000\n+++ b\t2026-01-15 10:30:00.000000000 +0000\n' +
        '@@ -1,5 +1,5 @@\n one\n-two\n+2\n three\n four\n five\n@@ -8,3 +8,4 @@\n eight\n nine\n ten\n+eleven\n',
    );
    expect(await output('diff -U0 plain a | tail -n +3 | head -4', { files })).toBe(
      '@@ -1 +1,10 @@\n-no newline\n\\ No newline at end of file\n+one\n',
    );
  });

  test('compares directories', () =>
    expectOutputs([
      [
        'mkdir x y; echo 1 > x/f; echo 2 > y/f; echo > y/g; diff -rq x y; diff x y | head -1',
        'Files x/f and y/f differ\nOnly in y: g\ndiff x/f y/f\n',
      ],
      [
        'mkdir x y; echo 1 > x/f; echo 2 > y/f; echo > y/g; diff -u -N x y | tail -n +7 | cut -f 1; diff -qN x y; diff -N nosuch x/f; echo $?',
        'diff -u -N x/g y/g\n--- x/g\n+++ y/g\n@@ -0,0 +1 @@\n+\nFiles x/f and y/f differ\nFiles x/g and y/g differ\n0a1\n> 1\n1\n',
      ],
    ]));

  test('applied to the left gives the right: what is kept and added is the right file', async () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, lines, async (left, right) => {
        const text = (all: string[]): string => all.map((line) => `${line}\n`).join('');
        const printed = await output('diff -U99 l r | tail -n +4 | grep -v "^-" | cut -c2-', {
          files: { '/root/l': text(left), '/root/r': text(right) },
        });
        expect(printed).toBe(text(left) === text(right) ? '' : text(right));
      }),
      { numRuns: 25 },
    );
  });
});
