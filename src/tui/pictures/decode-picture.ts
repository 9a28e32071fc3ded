import { screenTexts as texts } from '../../texts/index.ts';
import type { Picture } from './picture.ts';

/** More than any screen shows, few enough to hold in memory. */
const MOST_PIXELS = 16_000_000;
const MOST_BYTES = 20_000_000;
const MEMORY_IN_MB = 256;

/** Why a file shows no picture, in words for people. */
export class PictureError extends Error {
  override name = 'PictureError';
}

/**
 * Decodes a PNG or JPEG; the decoders are loaded when the first picture is shown. Throws {@link PictureError} for
 * everything else, damaged files and pictures too large to hold.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  if (bytes.length > MOST_BYTES) throw new PictureError(texts.pictureTooLarge);
  const kind = kindOf(bytes);
  const decode = kind === 'PNG' ? await pngDecoder() : kind === 'JPEG' ? await jpegDecoder() : undefined;
  if (!decode) throw new PictureError(texts.pictureKind(kind));
  try {
    const { width, height, data } = decode(bytes);
    return { width, height, data };
  } catch (error) {
    if (error instanceof PictureError) throw error;
    throw new PictureError(texts.pictureDamaged(kind));
  }
}

/** By its first bytes, for the name of a file proves nothing; empty for one we do not know. */
function kindOf(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG';
  if (text.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (text.startsWith('GIF8')) return 'GIF';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP';
  if (/^\s*<(?:\?xml|svg|!)/i.test(text)) return 'SVG';
  return '';
}

type Decoder = (bytes: Uint8Array) => Picture;

async function pngDecoder(): Promise<Decoder> {
  // Once bundled, a CommonJS module has its default only.
  const { default: pngjs } = await import('pngjs');
  return (bytes) => {
    // The header is asked first: sixteen bytes can claim a picture of any size.
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkSize(header.getUint32(16), header.getUint32(20));
    return pngjs.PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
}

async function jpegDecoder(): Promise<Decoder> {
  const { default: jpeg } = await import('jpeg-js');
  return (bytes) =>
    jpeg.decode(bytes, {
      useTArray: true,
      maxResolutionInMP: MOST_PIXELS / 1_000_000,
      maxMemoryUsageInMB: MEMORY_IN_MB,
    });
}

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw new PictureError(texts.pictureDamaged('PNG'));
  if (width * height > MOST_PIXELS) throw new PictureError(texts.picturePixels(width, height));
}
