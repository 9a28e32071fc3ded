import { foreignLanguage } from '../script-language.ts';
import type { Rule } from './rule.ts';

export const scriptSyntax: Rule = {
  name: 'script-syntax',
  severity: 'error',
  description: 'a lifecycle or check script that bash cannot read to its end',
  check({ scripts, syntaxProblem }) {
    return scripts.flatMap(({ script: { text }, file }) => {
      const problem = foreignLanguage(text) === undefined ? syntaxProblem(text) : undefined;
      if (!problem) return [];
      const { message, ...position } = problem;
      return [
        { file, position, message: `bash cannot read this script: ${message}`, advice: 'correct it here or above' },
      ];
    });
  },
};
