import { stripVTControlCharacters } from 'node:util';

const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

/** Text that fits into any report: no escape sequences, and a sign in place of each character that XML does not allow. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text).replace(/\r\n?/g, '\n').toWellFormed().replace(FORBIDDEN, '\uFFFD');
}
