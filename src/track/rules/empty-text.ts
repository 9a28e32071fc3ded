import type { Rule } from './rule.ts';

export const emptyText: Rule = {
  name: 'empty-text',
  severity: 'warning',
  description: 'a challenge of a track without any text',
  check({ source, challenges }) {
    if (source.layout !== 'instruqt') return [];
    return challenges
      .filter(
        ({ source: { body }, file }) => body.trim() === '' && !source.problems.some((found) => found.file === file),
      )
      .map(({ file, source: { bodyLine } }) => ({
        file,
        position: { line: bodyLine, column: 1 },
        message: 'this challenge has no text',
        advice: 'write what the learner should do',
      }));
  },
};
