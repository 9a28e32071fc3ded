import { nearestColor, PALETTE } from '../palette-256.ts';
import type { Picture } from '../picture.ts';
import type { LoadedPicture } from '../pictures.ts';
import { fitSize, scalePicture } from '../scale-picture.ts';
import type { Cells } from './graphics.ts';

/** Pixels a cell has where the terminal does not say: small enough for every font. */
const CELL = { width: 8, height: 16 };
const BAND = 6;

/** DEC's sixels: bands of six rows, one pass a colour, repeats written as counts. */
export function sixelPicture({ picture }: LoadedPicture, cells: Cells): string {
  const size = fitSize(picture, { width: cells.width * CELL.width, height: cells.height * CELL.height });
  const scaled = scalePicture(picture, size.width, size.height);
  const colors = colorsOf(scaled);
  const used = [...new Set(colors)].filter((color) => color >= 0).sort((left, right) => left - right);
  const registers = used.map((color) => {
    const [red, green, blue] = PALETTE[color - 16]!.map((part) => Math.round((part * 100) / 255));
    return `#${color};2;${red};${green};${blue}`;
  });
  const bands = Array.from({ length: Math.ceil(size.height / BAND) }, (_, band) => bandOf(colors, size, band * BAND));
  return `\x1bPq"1;1;${size.width};${size.height}${registers.join('')}${bands.join('-')}\x1b\\`;
}

/** The colour of each pixel; -1 where one sees through. */
function colorsOf({ width, height, data }: Picture): Int16Array {
  const colors = new Int16Array(width * height);
  for (let index = 0; index < colors.length; index += 1) {
    const at = index * 4;
    colors[index] = data[at + 3]! < 128 ? -1 : nearestColor(data[at]!, data[at + 1]!, data[at + 2]!);
  }
  return colors;
}

function bandOf(colors: Int16Array, { width, height }: Cells, top: number): string {
  const rows = Math.min(BAND, height - top);
  const masks = new Map<number, Uint8Array>();
  for (let row = 0; row < rows; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = colors[(top + row) * width + x]!;
      if (color < 0) continue;
      if (!masks.has(color)) masks.set(color, new Uint8Array(width));
      masks.get(color)![x]! |= 1 << row;
    }
  }
  return [...masks].map(([color, mask]) => `#${color}${counted(mask)}`).join('$');
}

function counted(mask: Uint8Array): string {
  let text = '';
  for (let x = 0; x < mask.length; ) {
    let end = x + 1;
    while (end < mask.length && mask[end] === mask[x]) end += 1;
    const sixel = String.fromCharCode(63 + mask[x]!);
    text += end - x > 3 ? `!${end - x}${sixel}` : sixel.repeat(end - x);
    x = end;
  }
  return text;
}
