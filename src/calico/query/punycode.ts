const BASE = 36;
const FIRST_THRESHOLD = 1;
const LAST_THRESHOLD = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE = 128;

/** Decodes one label's punycode (RFC 3492, without the `xn--`); undefined when it is not well formed. */
export function decodePunycode(encoded: string): string | undefined {
  const split = encoded.lastIndexOf('-');
  const plain = split > 0 ? encoded.slice(0, split) : '';
  const output = Array.from(plain, (character) => character.codePointAt(0)!);
  if (encoded === '' || output.some((code) => code >= INITIAL_CODE)) return undefined;
  let code = INITIAL_CODE;
  let index = 0;
  let bias = INITIAL_BIAS;
  let position = split > 0 ? split + 1 : 0;
  if (position >= encoded.length) return undefined;
  while (position < encoded.length) {
    const before = index;
    let weight = 1;
    for (let step = BASE; ; step += BASE) {
      const digit = digitOf(encoded[position++]);
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(LAST_THRESHOLD, Math.max(FIRST_THRESHOLD, step - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    }
    bias = adapt(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    output.splice(index++, 0, code);
  }
  return String.fromCodePoint(...output);
}

function digitOf(character: string | undefined): number | undefined {
  if (character === undefined || !/^[a-z0-9]$/.test(character)) return undefined;
  return character >= 'a' ? character.charCodeAt(0) - 97 : character.charCodeAt(0) - 48 + 26;
}

function adapt(delta: number, length: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : Math.floor(delta / 2);
  rest += Math.floor(rest / length);
  let step = 0;
  for (; rest > ((BASE - FIRST_THRESHOLD) * LAST_THRESHOLD) / 2; step += BASE) {
    rest = Math.floor(rest / (BASE - FIRST_THRESHOLD));
  }
  return step + Math.floor(((BASE - FIRST_THRESHOLD + 1) * rest) / (rest + SKEW));
}
