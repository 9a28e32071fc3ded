const LITERAL = /^"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|[0-3][0-7]{2}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))*"$/u;
const PIECE = /\\(?:([abfnrtv\\"])|([0-7]{3})|x(..)|u(.{4})|U(.{8}))|[^\\]+/gsu;

const LETTERS: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** The text a double-quoted Go string literal stands for; undefined when it is not one. */
export function goUnquote(literal: string): string | undefined {
  if (!LITERAL.test(literal)) return undefined;
  const body = literal.slice(1, -1);
  if (!body.includes('\\')) return body;
  const bytes: number[] = [];
  for (const piece of body.matchAll(PIECE)) {
    const [whole, letter, octal, byte, short, long] = piece;
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (byte !== undefined) bytes.push(Number.parseInt(byte, 16));
    else {
      const text = letter === undefined ? characterOf(short ?? long, whole) : LETTERS[letter];
      if (text === undefined) return undefined;
      bytes.push(...new TextEncoder().encode(text));
    }
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

function characterOf(digits: string | undefined, plain: string): string | undefined {
  if (digits === undefined) return plain;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return String.fromCodePoint(code);
}
