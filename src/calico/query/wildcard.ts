/**
 * Compiles an Elasticsearch wildcard pattern over a whole value: `*` any run, `?` one character, a backslash takes the
 * next character as it is. The time a test takes is bounded by the product of both lengths.
 */
export function compileWildcard(pattern: string): (value: string) => boolean {
  const pieces = piecesOf(pattern);
  if (pieces.every((piece) => typeof piece === 'string')) {
    const literal = pieces.join('');
    return (value) => value === literal;
  }
  return (value) => matches(pieces, Array.from(value));
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

const ANY_RUN = Symbol('any run');
const ANY_ONE = Symbol('any one');
type Piece = string | typeof ANY_RUN | typeof ANY_ONE;

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    if (character === '*') pieces.push(ANY_RUN);
    else if (character === '?') pieces.push(ANY_ONE);
    else if (character === '\\' && index + 1 < characters.length) pieces.push(characters[++index]!);
    else pieces.push(character);
  }
  return pieces;
}

/** Greedy with one point to return to: the latest star takes one character more each time. */
function matches(pieces: readonly Piece[], characters: readonly string[]): boolean {
  let piece = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    const wanted = pieces[piece];
    if (wanted === ANY_RUN) {
      star = piece++;
      resume = at;
    } else if (wanted === ANY_ONE || (wanted !== undefined && wanted === characters[at])) {
      piece++;
      at++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pieces[piece] === ANY_RUN) piece++;
  return piece === pieces.length;
}
