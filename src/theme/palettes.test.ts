import { expect, test } from 'vitest';
import { paletteFor } from './palettes.ts';
import { type Theme, themeOf } from './theme.ts';

type Colour = readonly [number, number, number];

/** Backgrounds people have: black, VS Code's and One Dark's; white, Solarized Light, grey paper. */
const BACKGROUNDS: Record<'dark' | 'light', Colour[]> = {
  dark: [
    [0, 0, 0],
    [0x1e, 0x1e, 0x1e],
    [0x28, 0x2c, 0x34],
  ],
  light: [
    [255, 255, 255],
    [0xfd, 0xf6, 0xe3],
    [0xee, 0xee, 0xee],
  ],
};

/** xterm's own sixteen. */
const SIXTEEN: Record<string, Colour> = {
  31: [0xcd, 0, 0],
  32: [0, 0xcd, 0],
  33: [0xcd, 0xcd, 0],
  34: [0, 0, 0xee],
  35: [0xcd, 0, 0xcd],
  36: [0, 0xcd, 0xcd],
  37: [0xe5, 0xe5, 0xe5],
  91: [255, 0, 0],
};

/** WCAG 2: relative luminance and contrast. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

function rgbOf(sgr: string): Colour {
  const index = Number(/^38;5;(\d+)$/.exec(sgr)?.[1]);
  if (Number.isNaN(index)) return SIXTEEN[sgr]!;
  if (index >= 232) return [8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10];
  const level = (at: number) => [0, 95, 135, 175, 215, 255][Math.floor((index - 16) / at) % 6]!;
  return [level(36), level(6), level(1)];
}

const readable = (theme: Theme, colours: 256 | 16, backgrounds: readonly Colour[], least: number) => {
  const roles = Object.entries(paletteFor(theme, colours)).filter(([, sgr]) => sgr !== '39');
  const worst = roles.map(([role, sgr]) => [role, Math.min(...backgrounds.map((one) => contrast(rgbOf(sgr), one)))]);
  expect(worst.filter(([, ratio]) => (ratio as number) < least)).toEqual([]);
};

test.each(['dark', 'light'] as const)('on a %s background every colour has the contrast WCAG asks for', (theme) => {
  readable(theme, 256, BACKGROUNDS[theme], 4.5);
  readable(theme, 16, BACKGROUNDS[theme].slice(0, 1), 4.5);
});

test('where nobody knows the background, every colour is readable on dark and on light', () => {
  readable('either', 256, [...BACKGROUNDS.dark, ...BACKGROUNDS.light], 3);
  readable('either', 256, [BACKGROUNDS.dark[0]!, BACKGROUNDS.light[0]!], 3.8);
});

test.each([
  [{}, undefined, 'either'],
  [{ COLORFGBG: '15;0' }, undefined, 'dark'],
  [{ COLORFGBG: '0;15' }, undefined, 'light'],
  [{ COLORFGBG: '0;default;7' }, undefined, 'light'],
  [{ COLORFGBG: '7;8' }, undefined, 'dark'],
  [{ COLORFGBG: 'default;default' }, undefined, 'either'],
  [{ COLORFGBG: '15;0' }, 'light', 'light'],
])('%j with --theme %s is %s', (env: Record<string, string>, asked, theme) => {
  expect(themeOf(env, asked)).toBe(theme);
});
