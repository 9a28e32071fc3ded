import type { Palette } from '../../theme/index.ts';

/** Ways to set words apart. None carries a meaning that the words do not. */
export interface Styles {
  bold(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  quiet(text: string): string;
  /** The cursor and what is chosen; no colour, so it stays without. */
  inverse(text: string): string;
}

const sgr = (open: string, close: string) => (text: string) =>
  text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`;

const inverse = sgr('7', '27');
const same = (text: string) => text;

const PLAIN: Styles = { bold: same, accent: same, good: same, bad: same, quiet: same, inverse };

/** Without a palette nothing is coloured. */
export function stylesFor(palette: Palette | undefined): Styles {
  if (!palette) return PLAIN;
  const colour = (foreground: string) => sgr(foreground, '39');
  return {
    bold: sgr('1', '22'),
    accent: colour(palette.accent),
    good: colour(palette.good),
    bad: colour(palette.bad),
    quiet: colour(palette.quiet),
    inverse,
  };
}
