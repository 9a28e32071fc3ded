const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
/** Marks that reorder or hide text on the screen, and line ends only some programs know. */
const REORDERING = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const OTHER_LINE_ENDS = /[\u2028\u2029]/g;

/** Text that cannot steer a terminal: only line feeds and tabs are left of the control characters. */
export function printable(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').replace(REORDERING, '').replace(OTHER_LINE_ENDS, ' ');
}

const TAB = 4;

/** Tabs to blanks: how wide a terminal draws a tab cannot be known. */
export function expandTabs(line: string): string {
  let text = '';
  for (const character of line) text += character === '\t' ? ' '.repeat(TAB - (text.length % TAB)) : character;
  return text;
}
