export { type ColorDepth, colorDepth } from './color-depth.ts';
export { type Palette, paletteOf } from './palettes.ts';
export { THEMES } from './theme.ts';
