import { Scalar } from 'yaml';

/**
 * Where each character of a YAML scalar's value stands in the source, whichever way it is written: folded, literal,
 * quoted, plain, on one line or several. `source` begins with the scalar; gives an offset into it for every character
 * and one for the end.
 */
export function scalarPositions(scalar: Scalar, source: string): number[] {
  const value = String(scalar.value);
  const isBlock = scalar.type === Scalar.BLOCK_FOLDED || scalar.type === Scalar.BLOCK_LITERAL;
  const isDouble = scalar.type === Scalar.QUOTE_DOUBLE;
  const isSingle = scalar.type === Scalar.QUOTE_SINGLE;
  let at = isBlock ? source.indexOf('\n') + 1 : isDouble || isSingle ? 1 : 0;
  const places: number[] = [];
  for (let index = 0; index < value.length; index++) {
    const character = value[index]!;
    // White space may have been folded; whatever else the value holds stands in the source in the same order.
    if (!isWhite(character)) at = skipFold(source, at, isDouble);
    places.push(at);
    if (isDouble && source[at] === '\\') {
      const length = escapeLength(source, at);
      // One escape can stand for a pair of surrogates.
      if (isHighSurrogate(character) && !isHighSurrogate(value[index + 1] ?? '') && source[at + 1] === 'U') {
        places.push(at);
        index++;
      }
      at += length;
    } else if (isSingle && character === "'") at += 2;
    else if (!isWhite(character) || isWhite(source[at] ?? '')) at += 1;
  }
  places.push(at);
  return places;
}

function isWhite(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

/** Past line ends, indents and, in double quotes, escaped white space and line ends. */
function skipFold(source: string, from: number, isDouble: boolean): number {
  let at = from;
  for (;;) {
    if (isWhite(source[at] ?? '')) at++;
    else if (isDouble && source[at] === '\\' && ESCAPED_WHITE.has(source[at + 1] ?? '')) at += 2;
    else return at;
  }
}

const ESCAPED_WHITE = new Set([' ', '\n', '\t', 'n', 'r', 't']);

function escapeLength(source: string, at: number): number {
  return 2 + (HEX_DIGITS[source[at + 1] ?? ''] ?? 0);
}

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function isHighSurrogate(character: string): boolean {
  return character >= '\ud800' && character <= '\udbff';
}
