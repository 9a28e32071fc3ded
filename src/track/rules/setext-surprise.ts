import type { Rule } from './rule.ts';

/** Three dashes right under a line of text are meant as a rule and read as a heading. */
export const setextSurprise: Rule = {
  name: 'setext-surprise',
  severity: 'warning',
  description: 'text directly above --- becomes a heading',
  check({ challenges }) {
    return challenges.flatMap(({ document, toFile, file }) => {
      const lines = document.text.split('\n');
      return document.headings
        .filter(
          ({ setext, level, range }) => setext && level === 2 && /^[\s>]*---\s*$/.test(lines[range.end.line - 1]!),
        )
        .map(({ range, text }) => ({
          file,
          position: toFile(range.start),
          message: `"${text.slice(0, 40)}" is a heading because --- stands right below it`,
          advice: 'leave a line free above ---, or write ## before the heading',
        }));
    });
  },
};
