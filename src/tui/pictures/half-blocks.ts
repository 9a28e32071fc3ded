import type { ColorDepth } from '../../theme/index.ts';
import { nearestColor } from './palette-256.ts';
import type { Picture } from './picture.ts';
import { fitSize, scalePicture } from './scale-picture.ts';

const UPPER_HALF = '▀';
const LOWER_HALF = '▄';
/** Less than this is see-through. */
const OPAQUE = 96;

/** The picture in at most `width` by `height` cells, two pixels a cell; lines of styled text. It may be enlarged. */
export function halfBlocks(picture: Picture, width: number, height: number, depth: ColorDepth): string[] {
  const size = fitSize(picture, { width, height: height * 2 }, Number.POSITIVE_INFINITY);
  const pixels = scalePicture(picture, size.width, size.height);
  return Array.from({ length: Math.ceil(size.height / 2) }, (_, row) => lineOf(pixels, row, depth));
}

function lineOf(pixels: Picture, row: number, depth: ColorDepth): string {
  let line = '';
  let style = '';
  for (let x = 0; x < pixels.width; x += 1) {
    const upper = colorAt(pixels, x, row * 2, depth);
    const lower = colorAt(pixels, x, row * 2 + 1, depth);
    const next = [upper && `38;${upper}`, lower && (upper ? `48;${lower}` : `38;${lower}`)].filter(Boolean).join(';');
    if (next !== style) line += `${style === '' ? '' : '\x1b[0m'}${next === '' ? '' : `\x1b[${next}m`}`;
    style = next;
    line += upper ? UPPER_HALF : lower ? LOWER_HALF : ' ';
  }
  return style === '' ? line : `${line}\x1b[0m`;
}

/** What follows 38; or 48; in an SGR sequence; undefined where one sees through. */
function colorAt({ width, height, data }: Picture, x: number, y: number, depth: ColorDepth): string | undefined {
  const at = (y * width + x) * 4;
  if (y >= height || data[at + 3]! < OPAQUE) return undefined;
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  return depth === 'true' ? `2;${red};${green};${blue}` : `5;${nearestColor(red, green, blue)}`;
}
