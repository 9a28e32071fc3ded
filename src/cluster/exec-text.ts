const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();
/** A byte that belongs to no character is kept as one half of a surrogate pair: 0x80 is U+DC80. */
const ESCAPE = 0xdc00;
const ESCAPED = /(?<![\uD800-\uDBFF])[\uDC80-\uDCFF]/;

/**
 * What programs read and write is text here; bytes that are no UTF-8 are lone surrogates in it (0xFF is U+DCFF), so that
 * files of any content come through unchanged. `bytesOfText` is the way back.
 */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return textWithEscapes(bytes);
  }
}

/** The bytes a text stands for. */
export function bytesOfText(text: string): Uint8Array {
  if (!ESCAPED.test(text)) return ENCODER.encode(text);
  const parts = text.split(new RegExp(`(${ESCAPED.source})`));
  // Every second part is an escaped byte.
  const pieces = parts.map((part, index) =>
    index % 2 === 1 ? Uint8Array.of(part.charCodeAt(0) - ESCAPE) : ENCODER.encode(part),
  );
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** True for text that holds bytes which are no UTF-8. */
export function isBinary(text: string): boolean {
  return ESCAPED.test(text);
}

/** Reads bytes that arrive in pieces, which may end inside a character. */
export class PieceReader {
  #rest = new Uint8Array();

  read(bytes: Uint8Array): string {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    const end = all.length - unfinished(all);
    this.#rest = all.slice(end);
    return textOfBytes(all.subarray(0, end));
  }

  /** What is left when no more comes. */
  end(): string {
    const rest = textOfBytes(this.#rest);
    this.#rest = new Uint8Array();
    return rest;
  }
}

/** How many bytes at the end begin a character that is not complete yet. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthFrom(byte) > back ? back : 0;
  }
  return 0;
}

function textWithEscapes(bytes: Uint8Array): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += STRICT.decode(bytes.subarray(from, at)) + String.fromCharCode(ESCAPE + bytes[at]!);
    from = ++at;
  }
  return text + STRICT.decode(bytes.subarray(from));
}

/** The length of the character at a place; 0 where there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  if (bytes[at]! < 0x80) return 1;
  const length = lengthFrom(bytes[at]!);
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    STRICT.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

function lengthFrom(first: number): number {
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}
