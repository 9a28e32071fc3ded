import type { Picture } from './picture.ts';

/** The picture in another size: each pixel is the mean of what it covers, weighted by opacity. */
export function scalePicture({ width, height, data }: Picture, newWidth: number, newHeight: number): Picture {
  const scaled = new Uint8Array(newWidth * newHeight * 4);
  for (let y = 0; y < newHeight; y += 1) {
    const [top, bottom] = covered(y, newHeight, height);
    for (let x = 0; x < newWidth; x += 1) {
      const [left, right] = covered(x, newWidth, width);
      const sums = [0, 0, 0, 0];
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1) {
          const at = (row * width + column) * 4;
          const opacity = data[at + 3]!;
          for (let part = 0; part < 3; part += 1) sums[part]! += data[at + part]! * opacity;
          sums[3]! += opacity;
        }
      }
      const to = (y * newWidth + x) * 4;
      const opacity = sums[3]!;
      for (let part = 0; part < 3; part += 1) scaled[to + part] = opacity === 0 ? 0 : sums[part]! / opacity;
      scaled[to + 3] = opacity / ((bottom - top) * (right - left));
    }
  }
  return { width: newWidth, height: newHeight, data: scaled };
}

/** The old pixels under new pixel `index`, at least one. */
function covered(index: number, count: number, of: number): [from: number, to: number] {
  const from = Math.min(Math.floor((index * of) / count), of - 1);
  return [from, Math.max(from + 1, Math.min(of, Math.floor(((index + 1) * of) / count)))];
}

/** The largest size of the picture's own shape that fits; never larger than `factor` times the picture. */
export function fitSize({ width, height }: Picture, most: { width: number; height: number }, factor = 1) {
  const scale = Math.min(most.width / width, most.height / height, factor);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
