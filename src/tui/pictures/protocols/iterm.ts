import type { LoadedPicture } from '../pictures.ts';
import type { Cells } from './graphics.ts';

/** iTerm2's inline images: the file itself, scaled by the terminal. */
export function itermPicture({ bytes }: LoadedPicture, cells: Cells): string {
  const size = `size=${bytes.length};width=${cells.width};height=${cells.height}`;
  return `\x1b]1337;File=inline=1;${size};preserveAspectRatio=1:${Buffer.from(bytes).toString('base64')}\x07`;
}
