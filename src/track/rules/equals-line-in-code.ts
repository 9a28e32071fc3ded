import type { Rule } from './rule.ts';

export const equalsLineInCode: Rule = {
  name: 'equals-line-in-code',
  severity: 'warning',
  description: 'a line of equals signs inside a fence, which breaks the page on Instruqt',
  check({ challenges }) {
    return challenges.flatMap(({ document, toFile, file }) =>
      document.code.flatMap(({ text, textStart }) =>
        text.split('\n').flatMap((line, index) => {
          if (!/^={3,}\s*$/.test(line)) return [];
          const position = toFile({ line: textStart.line + index, column: textStart.column });
          return [
            { file, position, message: 'Instruqt takes this line for a heading', advice: 'use another character' },
          ];
        }),
      ),
    );
  },
};
