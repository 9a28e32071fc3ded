export { BACKGROUND_QUESTION, isBackgroundAnswered, themeOfBackground } from './background.ts';
export { type ColorDepth, colorDepth } from './color-depth.ts';
export { type Palette, paletteOf } from './palettes.ts';
export { THEMES, type Theme, themeOf } from './theme.ts';
