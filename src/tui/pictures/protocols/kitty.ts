import type { LoadedPicture } from '../pictures.ts';
import type { Cells } from './graphics.ts';

/** The most base64 one piece of a picture may have. */
const PIECE = 4096;

/** kitty's graphics protocol: the pixels are sent in pieces and scaled by the terminal. */
export function kittyPicture({ picture: { width, height, data } }: LoadedPicture, cells: Cells): string {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  const pieces = pixels.match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? [];
  return pieces
    .map((piece, index) => {
      const more = `m=${index < pieces.length - 1 ? 1 : 0}`;
      // C=1: the cursor stays; q=2: no answer.
      const first = `a=T,f=32,s=${width},v=${height},c=${cells.width},r=${cells.height},C=1,q=2,${more}`;
      return `\x1b_G${index === 0 ? first : more};${piece}\x1b\\`;
    })
    .join('');
}

/** Takes every picture off the screen. */
export const KITTY_CLEAR = '\x1b_Ga=d,q=2\x1b\\';
