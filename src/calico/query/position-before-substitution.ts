import type { QueryPosition } from './query-error.ts';
import { type Substitution, substitute } from './substitute.ts';

/**
 * Where a place of a substituted query text stands in the text as it was written; a place inside a set of values is
 * that of the reference which brought it. Nothing when a value looks like a reference itself, for then the two texts
 * cannot be laid side by side.
 *
 * @example
 * // a IN {"x","y"} AND b > 1
 * positionBeforeSubstitution('a IN ${s} AND b > 1', [{ name: 's', values: ['x', 'y'] }], { line: 1, column: 20 })
 * // { line: 1, column: 15 }
 */
export function positionBeforeSubstitution(
  written: string,
  substitutions: readonly Substitution[],
  { line, column }: QueryPosition,
): QueryPosition | undefined {
  const pieces = written.split(REFERENCE).map((piece) => ({
    piece,
    made: piece.startsWith('${') ? substitute(piece, substitutions) : piece,
  }));
  const text = pieces.map(({ made }) => made).join('');
  if (text !== substitute(written, substitutions)) return undefined;

  let rest = offsetOf(text, line, column);
  let before = 0;
  for (const { piece, made } of pieces) {
    if (rest < made.length) return positionAt(written, before + (piece === made ? rest : 0));
    rest -= made.length;
    before += piece.length;
  }
  return positionAt(written, written.length);
}

/** Splits a text so that every second piece is a reference. */
const REFERENCE = /(\$\{[^}]*\})/;

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const above = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return above + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
}

function positionAt(text: string, offset: number): QueryPosition {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 };
}
