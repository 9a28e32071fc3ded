import { keyTexts } from '../texts/index.ts';

/** The prefix that makes the next key one of the text's, wherever the keyboard is. */
export const PREFIX = 'ctrl-g';

/** A key as people read it: `Enter`, `F1`, `Ctrl-G`, `c`. */
export function keyName(key: string): string {
  const name = key === ' ' ? 'space' : key;
  if (name in keyTexts.names) return keyTexts.names[name as keyof typeof keyTexts.names];
  if (/^f\d+$/.test(key)) return key.toUpperCase();
  return key.replace(/^ctrl-(.)$/, (_, letter: string) => `${keyTexts.names.control}-${letter.toUpperCase()}`);
}
