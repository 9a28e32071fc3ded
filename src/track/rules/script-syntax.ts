import { unbalancedKeyword } from '../commands/unbalanced.ts';
import { foreignLanguage } from '../script-language.ts';
import { positionAt, type Rule } from './rule.ts';

export const scriptSyntax: Rule = {
  name: 'script-syntax',
  severity: 'error',
  description: 'a lifecycle or check script with an if, do, case or { that is never closed, or the other way round',
  check({ scripts }) {
    return scripts.flatMap(({ script: { text }, file }) => {
      const problem = foreignLanguage(text) === undefined ? unbalancedKeyword(text) : undefined;
      if (!problem) return [];
      const position = positionAt(text, problem.offset);
      return [{ file, position, message: `bash cannot read this script: ${problem.message}` }];
    });
  },
};
