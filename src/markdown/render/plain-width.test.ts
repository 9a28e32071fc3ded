import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { plainWidth } from './plain-width.ts';

it('answers for frames, bullets, quotation marks, arrows and letters with accents', () => {
  expect(plainWidth('│ • “naïve” … → Ελλάδα, Москва ✓ │')).toBe(34);
});

it('leaves colours and styles out', () => {
  expect(plainWidth('\u001B[1;31mred\u001B[0m')).toBe(3);
});

it('leaves wide, joined, combining and invisible characters to the library', () => {
  for (const text of ['火', '🔥', '✅', 'e\u0301', '✔\uFE0F', '\u200B', '\t', '\u00AD', '\u001B]0;title\u0007'])
    expect(plainWidth(text), JSON.stringify(text)).toBeUndefined();
});

it('says what the library says of every character it answers for', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const text = String.fromCharCode(code);
    const width = plainWidth(text);
    if (width !== undefined && width !== stringWidth(text)) expect.fail(`U+${code.toString(16)}: ${width}`);
  }
});

it('says what the library says of any text it answers for', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.nat(0x2fff).map((code) => String.fromCharCode(code)) }),
    fc.constantFrom('\u001B[1m', '\u001B[38;5;7m', '\u001B[0m', '│', '•', '…', '\uFE0F', '\u200D', '\u0301'),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      expect(plainWidth(text) ?? stringWidth(text)).toBe(stringWidth(text));
    }),
  );
});
