import type { RenderOptions } from '../types.ts';

/** Ways to set text apart; each takes text and gives text, with or without colour. */
export interface Styles {
  strong(text: string): string;
  em(text: string): string;
  del(text: string): string;
  code(text: string): string;
  link(text: string): string;
  quiet(text: string): string;
  heading(text: string, level: number): string;
  /** Colour carries the level of a heading; without it the `#` stay. */
  headingPrefix(level: number): string;
}

const sgr = (open: string, close: string) => (text: string) =>
  text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;

const bold = sgr('1', '22');
const underline = sgr('4', '24');
const em = sgr('3', '23');
const del = sgr('9', '29');

function coloured({ accent, code, quiet }: NonNullable<RenderOptions['palette']>): Styles {
  const link = sgr(accent, '39');
  return {
    strong: bold,
    em,
    del,
    code: sgr(code, '39'),
    link,
    quiet: sgr(quiet, '39'),
    heading: (text, level) => (level === 1 ? bold(underline(text)) : level === 2 ? bold(text) : bold(link(text))),
    headingPrefix: () => '',
  };
}

const BASIC = { accent: '36', code: '33', quiet: '90' };

const same = (text: string) => text;

const plain: Styles = {
  strong: same,
  em: same,
  del: same,
  code: same,
  link: same,
  quiet: same,
  heading: same,
  headingPrefix: (level) => `${'#'.repeat(level)} `,
};

export function stylesFor({ color, palette = BASIC }: Pick<RenderOptions, 'color' | 'palette'>): Styles {
  return color ? coloured(palette) : plain;
}
