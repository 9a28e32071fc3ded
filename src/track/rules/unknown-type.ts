import { textOf } from '../fields.ts';
import type { Rule } from './rule.ts';

const CHALLENGE_TYPES = ['challenge', 'quiz'];
const TAB_TYPES = ['terminal', 'service', 'website', 'external', 'code', 'browser'];

export const unknownType: Rule = {
  name: 'unknown-front-matter-type',
  severity: 'error',
  description: 'a challenge that is neither challenge nor quiz, or a tab of an unknown type',
  check({ challenges }) {
    return challenges.flatMap(({ source: { fields, at }, challenge: { tabs }, file }) => {
      const type = textOf(fields['type']);
      const wrong = type !== '' && !CHALLENGE_TYPES.includes(type);
      return [
        ...(wrong ? [finding(file, at(['type']), `a challenge of type ${type}`, CHALLENGE_TYPES)] : []),
        ...tabs.flatMap((tab, index) =>
          TAB_TYPES.includes(tab.type)
            ? []
            : [finding(file, at(['tabs', index, 'type']), `a tab of type ${tab.type}`, TAB_TYPES)],
        ),
      ];
    });
  },
};

function finding(file: string, position: { line: number; column: number }, what: string, allowed: readonly string[]) {
  return { file, position, message: `${what} is not known`, advice: `use one of: ${allowed.join(', ')}` };
}
