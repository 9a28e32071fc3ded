import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfText, isBinary, PieceReader, textOfBytes } from './exec-text.ts';

test('bytes of any content come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect([...bytesOfText(textOfBytes(bytes))]).toEqual([...bytes]);
    }),
  );
});

test('text stays text, a byte order mark and all', () => {
  for (const text of ['', 'grüße ✓ 🙂', '\uFEFFa']) {
    expect(textOfBytes(new TextEncoder().encode(text))).toBe(text);
    expect(isBinary(text)).toBe(false);
  }
});

test('what is no character is escaped alone', () => {
  expect(textOfBytes(Uint8Array.of(0x61, 0xff, 0xc3, 0xbc, 0xe2, 0x9c))).toBe('a\uDCFFü\uDCE2\uDC9C');
  expect(isBinary('a\uDCFF')).toBe(true);
});

test('pieces may end anywhere', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), fc.nat(), (bytes, text, cut) => {
      const all = Uint8Array.of(...new TextEncoder().encode(text), ...bytes);
      const at = all.length === 0 ? 0 : cut % all.length;
      const reader = new PieceReader();
      const read = reader.read(all.subarray(0, at)) + reader.read(all.subarray(at)) + reader.end();
      expect([...bytesOfText(read)]).toEqual([...all]);
    }),
  );
  const bytes = new TextEncoder().encode('ü✓🙂');
  for (let at = 0; at <= bytes.length; at++) {
    const reader = new PieceReader();
    expect(reader.read(bytes.subarray(0, at)) + reader.read(bytes.subarray(at)) + reader.end()).toBe('ü✓🙂');
  }
});
