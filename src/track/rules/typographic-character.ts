import type { Rule } from './rule.ts';

const NAMES: Readonly<Record<string, string>> = {
  '\u00A0': 'a blank that does not break',
  '\u202F': 'a narrow blank that does not break',
  '\u200B': 'a blank without width',
  '\uFEFF': 'a byte order mark',
  '\u201C': 'a typographic quote',
  '\u201D': 'a typographic quote',
  '\u2018': 'a typographic quote',
  '\u2019': 'a typographic quote',
};
const ODD = new RegExp(`[${Object.keys(NAMES).join('')}]`, 'u');

/** What word processors make of blanks and quotes looks right and is a letter to bash. */
export const typographicCharacter: Rule = {
  name: 'typographic-character',
  severity: 'warning',
  description: 'a block to run with typographic quotes or blanks, which are letters to bash',
  check({ challenges }) {
    return challenges.flatMap(({ runnable, inBlock, file }) =>
      runnable.flatMap((block) => {
        const match = ODD.exec(block.code.text);
        if (!match) return [];
        const message = `${NAMES[match[0]]} in a block to run: bash takes it for a letter`;
        return [{ file, position: inBlock(block, match.index), message, advice: 'type the character again' }];
      }),
    );
  },
};
