import type { Theme } from './theme.ts';

/** Asks a terminal for its background (OSC 11), and then for what every terminal answers: what has no colours to tell of says so. */
export const BACKGROUND_QUESTION = '\x1b]11;?\x1b\\\x1b[c';

const COLOUR = /\x1b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i;
const ATTRIBUTES = /\x1b\[\?[\d;]*c/;

/** True when no more is to come. */
export function isBackgroundAnswered(answer: string): boolean {
  return ATTRIBUTES.test(answer);
}

/** What the terminal's answer makes of its background; `either` when it did not say. */
export function themeOfBackground(answer: string): Theme {
  const channels = COLOUR.exec(answer)?.slice(1);
  if (!channels) return 'either';
  const [red, green, blue] = channels.map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1)) as [
    number,
    number,
    number,
  ];
  // How bright it looks, by the weights of Rec. 709.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark';
}
