/** A decoded picture: four bytes a pixel (red, green, blue, opacity), row by row. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** How many colours a terminal can show beside each other; none: no pictures at all. */
export type ColorDepth = 'true' | '256' | 'none';
