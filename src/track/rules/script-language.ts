import { foreignLanguage } from '../script-language.ts';
import type { Rule } from './rule.ts';

export const scriptLanguage: Rule = {
  name: 'script-language',
  severity: 'error',
  description: 'a lifecycle or check script in another language than shell, which only Instruqt can run',
  check({ scripts }) {
    return scripts.flatMap(({ script: { text }, file }) => {
      const program = foreignLanguage(text);
      if (!program) return [];
      const message = `this script asks for ${program}; firedrill's hosts run shell scripts`;
      return [{ file, position: { line: 1, column: 1 }, message, advice: 'write it for bash' }];
    });
  },
};
