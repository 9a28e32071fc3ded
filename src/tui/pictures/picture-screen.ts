import { screenTexts as texts } from '../../texts/index.ts';
import type { ColorDepth } from '../../theme/index.ts';
import { toWidth } from '../text/cells.ts';
import { halfBlocks } from './half-blocks.ts';
import type { LoadedPicture } from './pictures.ts';
import type { Cells } from './protocols/graphics.ts';
import { fitSize } from './scale-picture.ts';

/** A small picture is enlarged this much at most. */
const LARGEST = 2;
const ROWS_BELOW = 2;

/** The cells an enlarged picture takes, from the upper left corner. */
export function enlargedCells({ picture }: LoadedPicture, columns: number, rows: number): Cells {
  // Cells are about twice as high as wide.
  const size = fitSize(picture, { width: columns, height: (rows - ROWS_BELOW) * 2 }, LARGEST);
  return { width: size.width, height: Math.ceil(size.height / 2) };
}

/** One picture on the whole screen, its words below it. */
export function pictureRows(
  loaded: LoadedPicture | undefined,
  words: string,
  { columns, rows, depth }: { columns: number; rows: number; depth: ColorDepth },
): string[] {
  const drawn = loaded && depth !== 'none' ? linesOf(loaded, columns, rows, depth) : [texts.noColoursForPictures];
  const filled = Array.from({ length: rows - 1 }, (_, index) => drawn[index] ?? '');
  return [...filled, texts.pictureKeys(words)].map((row) => toWidth(row, columns));
}

function linesOf(loaded: LoadedPicture, columns: number, rows: number, depth: ColorDepth): string[] {
  const { width, height } = enlargedCells(loaded, columns, rows);
  return halfBlocks(loaded.picture, width, height, depth);
}
