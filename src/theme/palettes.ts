import { colorDepth } from './color-depth.ts';
import { type Theme, themeOf } from './theme.ts';

/** A foreground colour of each role, as the parameters of an SGR sequence: `36`, `38;5;80`. */
export interface Palette {
  /** What has the keyboard, links. */
  accent: string;
  good: string;
  bad: string;
  /** What may be overlooked. */
  quiet: string;
  code: string;
}

/** Of the 256 colours those from 16 on, which no theme of a terminal changes. */
const IN_256: Readonly<Record<Theme, Readonly<Record<keyof Palette, number>>>> = {
  dark: { accent: 80, good: 114, bad: 210, quiet: 248, code: 179 },
  light: { accent: 24, good: 22, bad: 124, quiet: 240, code: 94 },
  // Half-way: readable on black and on white.
  either: { accent: 31, good: 29, bad: 196, quiet: 243, code: 100 },
};

/** Where there are sixteen colours only. 39 is the terminal's own: readable whatever stands behind it. */
const IN_16: Readonly<Record<Theme, Palette>> = {
  dark: { accent: '36', good: '32', bad: '91', quiet: '37', code: '33' },
  light: { accent: '34', good: '39', bad: '31', quiet: '39', code: '35' },
  either: { accent: '36', good: '32', bad: '31', quiet: '90', code: '33' },
};

/** The colours for a terminal, on the background asked for or the one it tells of; undefined where none are wanted. */
export function paletteOf(env: Readonly<Record<string, string | undefined>>, asked?: string): Palette | undefined {
  if (env['NO_COLOR']) return undefined;
  return paletteFor(themeOf(env, asked), colorDepth(env) === 'none' ? 16 : 256);
}

/** The colours for a background, in a terminal with 256 colours or with sixteen. */
export function paletteFor(theme: Theme, colours: 256 | 16): Palette {
  if (colours === 16) return IN_16[theme];
  const { accent, good, bad, quiet, code } = IN_256[theme];
  const sgr = (colour: number) => `38;5;${colour}`;
  return { accent: sgr(accent), good: sgr(good), bad: sgr(bad), quiet: sgr(quiet), code: sgr(code) };
}
