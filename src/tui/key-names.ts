/** The prefix that makes the next key one of the text's, wherever the keyboard is. */
export const PREFIX = 'ctrl-g';

const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  tab: 'Tab',
  escape: 'Esc',
  ' ': 'Space',
  up: 'Up',
  down: 'Down',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  'ctrl-g': 'Ctrl-G',
};

/** A key as people read it: `Enter`, `F1`, `c`. */
export function keyName(key: string): string {
  return NAMES[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key);
}
