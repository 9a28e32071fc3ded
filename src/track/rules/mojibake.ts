import { positionAt, type Rule } from './rule.ts';

/** UTF-8 read as something else: what its bytes look like in Mac OS Roman, in Windows-1252 and in Latin-1. */
const MOJIBAKE =
  /\uFFFD|\uF8FF?\u00FC\u00E8[\u0080-\uFFFF]|\uF8FF|\u201A[\u00C4\u00C0][\u0080-\uFFFF]|\u00F0\u0178[\u0080-\uFFFF]|\u00E2\u20AC[\u0080-\uFFFF]|\u00E2[\u0080-\u00BF]{2}|\u00C3[\u0080-\u00BF\u0152-\u2122]|\u00EF\u00BF\u00BD|\u00C2[\u00A0-\u00BF]/g;

export const mojibake: Rule = {
  name: 'mojibake',
  severity: 'warning',
  description: 'letters that are the bytes of another character, read in the wrong encoding',
  check({ challenges }) {
    return challenges.flatMap(({ document, toFile, file }) => {
      const seen = new Set<number>();
      return [...document.text.matchAll(MOJIBAKE)].flatMap((match) => {
        const position = toFile(positionAt(document.text, match.index));
        if (seen.has(position.line)) return [];
        seen.add(position.line);
        const message = `"${match[0]}" looks like a character read in the wrong encoding`;
        return [{ file, position, message, advice: 'type the character again and save the file as UTF-8' }];
      });
    });
  },
};
