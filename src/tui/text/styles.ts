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

const COLOURED: Styles = {
  bold: sgr('1', '22'),
  accent: sgr('36', '39'),
  good: sgr('32', '39'),
  bad: sgr('31', '39'),
  quiet: sgr('90', '39'),
  inverse,
};

const PLAIN: Styles = { bold: same, accent: same, good: same, bad: same, quiet: same, inverse };

export function stylesFor(color: boolean): Styles {
  return color ? COLOURED : PLAIN;
}
