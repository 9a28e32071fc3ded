import jpeg from 'jpeg-js';
import pngjs from 'pngjs';
import { describe, expect, test } from 'vitest';
import { colorDepth } from '../../theme/index.ts';
import { decodePicture } from './decode-picture.ts';
import { halfBlocks } from './half-blocks.ts';
import { nearestColor, PALETTE } from './palette-256.ts';
import type { Picture } from './picture.ts';
import { Pictures } from './pictures.ts';
import { scalePicture } from './scale-picture.ts';

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const CLEAR = [0, 0, 0, 0];

const pictureOf = (width: number, pixels: readonly (readonly number[])[]): Picture => ({
  width,
  height: pixels.length / width,
  data: Uint8Array.from(pixels.flat()),
});

function png({ width, height, data }: Picture): Buffer {
  const file = new pngjs.PNG({ width, height });
  file.data = Buffer.from(data);
  return pngjs.PNG.sync.write(file);
}

describe('decoding', () => {
  const picture = pictureOf(2, [RED, BLUE, BLUE, RED]);

  test('reads PNG to the pixel', async () => {
    expect(await decodePicture(png(picture))).toMatchObject({ width: 2, height: 2, data: Buffer.from(picture.data) });
  });

  test('reads JPEG, whose colours are near', async () => {
    const red = pictureOf(
      8,
      Array.from({ length: 64 }, () => RED),
    );
    const { data } = jpeg.encode({ ...red, data: Buffer.from(red.data) }, 95);
    const decoded = await decodePicture(data);
    expect([decoded.width, decoded.height]).toEqual([8, 8]);
    expect(decoded.data[0]).toBeGreaterThan(230);
    expect(decoded.data[2]).toBeLessThan(30);
  });

  test.each([
    ['a cut PNG', png(picture).subarray(0, 40), 'this PNG is damaged'],
    ['a PNG of a header alone', png(picture).subarray(0, 20), 'this PNG is damaged'],
    ['a cut JPEG', Buffer.from('ffd8ffe0aaaa', 'hex'), 'this JPEG is damaged'],
    ['a GIF', Buffer.from('GIF89a......'), 'GIF is not shown here'],
    ['a WebP', Buffer.from('RIFF....WEBPVP8 '), 'WebP is not shown here'],
    ['an SVG', Buffer.from('<svg xmlns="...">'), 'SVG is not shown here'],
    ['words', Buffer.from('hello'), 'this kind of file is not shown here'],
    ['nothing', Buffer.alloc(0), 'this kind of file is not shown here'],
  ])('says what is wrong with %s', async (_, bytes, message) => {
    await expect(decodePicture(bytes)).rejects.toThrow(message);
  });

  test('a header that claims a giant picture is not believed with memory', async () => {
    const bytes = png(picture);
    bytes.writeUInt32BE(100_000, 16);
    bytes.writeUInt32BE(100_000, 20);
    await expect(decodePicture(bytes)).rejects.toThrow('100000 by 100000 pixels are too many');
  });
});

describe('half-blocks', () => {
  test('show two pixels a cell, the upper one as the colour of the text', () => {
    expect(halfBlocks(pictureOf(1, [RED, BLUE]), 1, 1, 'true')).toEqual(['\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[0m']);
  });

  test('leave out what one sees through', () => {
    const lines = halfBlocks(pictureOf(3, [RED, CLEAR, CLEAR, CLEAR, BLUE, CLEAR]), 3, 1, 'true');
    expect(lines).toEqual(['\x1b[38;2;255;0;0m▀\x1b[0m\x1b[38;2;0;0;255m▄\x1b[0m ']);
  });

  test('use the fixed colours of a 256-colour terminal', () => {
    expect(halfBlocks(pictureOf(1, [RED, BLUE]), 1, 1, '256')).toEqual(['\x1b[38;5;196;48;5;21m▀\x1b[0m']);
  });

  test('keep the shape within what they are given', () => {
    const wide = pictureOf(
      300,
      Array.from({ length: 300 * 100 }, () => RED),
    );
    const lines = halfBlocks(wide, 60, 16, 'true');
    expect(lines).toHaveLength(10);
    expect(lines[0]!.replace(/\x1b\[[\d;]*m/g, '')).toHaveLength(60);
  });
});

test('scaling takes the mean of what a pixel covers; what is see-through colours nothing', () => {
  expect([...scalePicture(pictureOf(2, [RED, BLUE]), 1, 1).data]).toEqual([127, 0, 127, 255]);
  expect([...scalePicture(pictureOf(2, [RED, CLEAR]), 1, 1).data]).toEqual([255, 0, 0, 127]);
});

test('each of the fixed colours is its own nearest', () => {
  const wrong = PALETTE.filter(([red, green, blue]) => {
    const found = PALETTE[nearestColor(red, green, blue) - 16]!;
    return found.join() !== [red, green, blue].join();
  });
  expect(wrong).toEqual([]);
});

test.each([
  [{ COLORTERM: 'truecolor', TERM: 'xterm' }, 'true'],
  [{ TERM: 'xterm-kitty' }, 'true'],
  [{ TERM: 'tmux-256color' }, '256'],
  [{ TERM: 'linux' }, 'none'],
  [{ TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }, 'none'],
] as const)('%j has colours: %s', (env, depth) => {
  expect(colorDepth(env)).toBe(depth);
});

describe('the pictures of a track', () => {
  const opened = (files: Record<string, Uint8Array>) => {
    const reads: string[] = [];
    let ready = () => {};
    const wait = () => new Promise<void>((resolve) => void (ready = resolve));
    const pictures = new Pictures({
      read(path) {
        reads.push(path);
        if (path.endsWith('link.png')) throw new Error('link out of the track');
        return files[path];
      },
      depth: 'true',
      onReady: () => ready(),
    });
    return { pictures, reads, wait };
  };

  test('are read once, when first shown', async () => {
    const { pictures, reads, wait } = opened({ 'a.png': png(pictureOf(1, [RED, BLUE])) });
    const loaded = wait();
    expect(pictures.lines('a.png', 'a.png', 40)).toEqual([]);
    await loaded;
    expect(pictures.version).toBe(1);
    expect(pictures.lines('a.png', 'a.png', 40)).toEqual(['\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[0m']);
    expect(pictures.lines('a.png', 'a.png', 20)).toHaveLength(1);
    expect(reads).toEqual(['a.png']);
  });

  test.each([
    ['gone.png', '(there is no file gone.png in the track)'],
    ['link.png', '(link.png is not shown: it cannot be read)'],
    ['text.png', '(text.png is not shown: this kind of file is not shown here; PNG and JPEG are)'],
  ])('%s is told about in a sentence', async (path, sentence) => {
    const { pictures, wait } = opened({ 'text.png': Buffer.from('words') });
    const loaded = wait();
    pictures.lines(path, path, 40);
    await loaded;
    expect(pictures.lines(path, path, 40)).toEqual([sentence]);
  });

  test('addresses elsewhere and paths out of the track are never read', () => {
    const { pictures, reads } = opened({});
    expect(pictures.lines(undefined, 'https://a.example/x.png', 40)).toEqual([
      '(https://a.example/x.png is not fetched)',
    ]);
    expect(pictures.lines(undefined, '../../x.png', 40)).toEqual(['(../../x.png leads out of the track)']);
    expect(reads).toEqual([]);
  });
});
