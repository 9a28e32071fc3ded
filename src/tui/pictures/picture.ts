/** A decoded picture: four bytes a pixel (red, green, blue, opacity), row by row. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}
