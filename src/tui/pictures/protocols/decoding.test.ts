import { expect, test } from 'vitest';
import { nearestColor, PALETTE } from '../palette-256.ts';
import type { LoadedPicture } from '../pictures.ts';
import { itermPicture } from './iterm.ts';
import { kittyPicture } from './kitty.ts';
import { sixelPicture } from './sixel.ts';

/** Patches of a few colours with holes, the same each time. */
function patchwork(width: number, height: number): LoadedPicture {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const patch = (Math.floor(x / 5) * 7 + Math.floor(y / 4) * 13) % 11;
      data.set([patch * 23, 255 - patch * 19, (patch * 67) % 256, patch === 3 ? 0 : 255], (y * width + x) * 4);
    }
  }
  return {
    picture: { width, height, data },
    bytes: Uint8Array.from({ length: 1000 }, (_, index) => (index * 31) % 256),
  };
}

/**
 * Sixels as DEC's manual has them (VT330/VT340 Programmer Reference, volume 2, chapter 14): `#n;2;r;g;b` fills a register
 * with percents, `#n` chooses one, `!n` repeats, `$` goes back to the left margin, `-` to the next band; each character
 * less 63 is a column of six pixels, the lowest bit at the top.
 */
function decodeSixels(text: string): { width: number; height: number; pixels: (string | undefined)[] } {
  const [, aspect, body] = /^\x1bP[\d;]*q"(\d+;\d+;\d+;\d+)([^\x1b]*)\x1b\\$/.exec(text)!;
  const [, , width, height] = aspect!.split(';').map(Number) as [number, number, number, number];
  const pixels: (string | undefined)[] = Array.from({ length: width * height });
  const registers = new Map<number, string>();
  let [x, top, color, repeat] = [0, 0, 0, 1];
  for (const [token] of body!.matchAll(/#\d+(?:;\d+){4}|#\d+|!\d+|[$-]|[?-~]/g)) {
    const numbers = token.slice(1).split(';').map(Number);
    if (token.startsWith('#')) {
      color = numbers[0]!;
      if (numbers.length === 5) registers.set(color, numbers.slice(2).join());
    } else if (token.startsWith('!')) repeat = numbers[0]!;
    else if (token === '$') x = 0;
    else if (token === '-') [x, top] = [0, top + 6];
    else {
      const bits = token.charCodeAt(0) - 63;
      for (let end = x + repeat; x < end; x += 1) {
        for (let row = 0; row < 6; row += 1) {
          if ((bits & (1 << row)) === 0) continue;
          expect(x < width && top + row < height).toBe(true);
          pixels[(top + row) * width + x] = registers.get(color)!;
        }
      }
      repeat = 1;
    }
  }
  return { width, height, pixels };
}

test.each([
  [40, 32, 5, 2],
  [41, 45, 9, 3],
  [8, 16, 1, 1],
])('sixels of %i by %i pixels, read by the manual, are the picture again', (width, height, columns, rows) => {
  const loaded = patchwork(width, height);
  const decoded = decodeSixels(sixelPicture(loaded, { width: columns, height: rows }));
  // It fits its cells as it is.
  expect([decoded.width, decoded.height]).toEqual([width, height]);
  const { data } = loaded.picture;
  const wanted = Array.from({ length: width * height }, (_, index) => {
    const [red, green, blue, alpha] = data.subarray(index * 4, index * 4 + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    if (alpha === 0) return undefined;
    return PALETTE[nearestColor(red, green, blue) - 16]!.map((part) => Math.round((part * 100) / 255)).join();
  });
  expect(decoded.pixels).toEqual(wanted);
});

/** What kitty's protocol says of a transmission: keys in the first piece, `m=1` on all but the last, at most 4096 bytes each. */
test('what kitty is sent is the pixels, in pieces it takes', () => {
  const loaded = patchwork(61, 47);
  const text = kittyPicture(loaded, { width: 7, height: 3 });
  const pieces = [...text.matchAll(/\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\/g)].map(([, keys, data]) => ({
    keys: Object.fromEntries(keys!.split(',').map((pair) => pair.split('=') as [string, string])),
    data: data!,
  }));
  expect(text.replace(/\x1b_G[^\x1b]*\x1b\\/g, '')).toBe('');
  expect(pieces[0]!.keys).toMatchObject({ a: 'T', f: '32', s: '61', v: '47', c: '7', r: '3' });
  expect(pieces.map(({ keys }) => keys['m'])).toEqual([...pieces.slice(1).map(() => '1'), '0']);
  for (const { data } of pieces.slice(0, -1)) {
    expect(data.length).toBeLessThanOrEqual(4096);
    // A piece but the last is whole groups of four.
    expect(data.length % 4).toBe(0);
  }
  expect(Buffer.from(pieces.map(({ data }) => data).join(''), 'base64').equals(loaded.picture.data)).toBe(true);
});

test('what iTerm2 is sent is the file, with its size in bytes and in cells', () => {
  const loaded = patchwork(4, 4);
  const [, facts, data] = /^\x1b\]1337;File=([^:]*):([^\x07]*)\x07$/.exec(
    itermPicture(loaded, { width: 7, height: 3 }),
  )!;
  const keys = Object.fromEntries(facts!.split(';').map((pair) => pair.split('=') as [string, string]));
  expect(keys).toEqual({ inline: '1', size: '1000', width: '7', height: '3', preserveAspectRatio: '1' });
  expect(Buffer.from(data!, 'base64').equals(loaded.bytes)).toBe(true);
});
