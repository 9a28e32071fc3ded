import type { Rule } from './rule.ts';

export const unclosedFence: Rule = {
  name: 'unclosed-fence',
  severity: 'error',
  description: 'a code fence nothing closes: it swallows the text after it',
  check({ challenges }) {
    return challenges.flatMap(({ document, toFile, file }) =>
      document.code
        .filter(({ closed }) => !closed)
        .map(({ range }) => ({
          file,
          position: toFile(range.start),
          message: `this fence is never closed: lines to ${toFile(range.end).line} are code`,
          advice: 'close it with as many marks as it opens with, indented like it',
        })),
    );
  },
};
