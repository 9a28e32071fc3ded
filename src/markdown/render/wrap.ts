import { type Cell, cellsOf, textOf, totalWidth } from './cells.ts';

/** Breaks styled text at blanks so that no line is wider than `width` cells; longer words are cut. */
export function wrapText(styled: string, width: number): string[] {
  return splitLines(cellsOf(styled.replaceAll('\t', ' '))).flatMap((line) => wrapLine(line, width));
}

/**
 * Breaks a line of code so that nothing is lost: the pieces put together are the line.
 * Breaks after a blank where one stands in the second half of the piece.
 */
export function cutCode(line: string, width: number): string[] {
  const pieces: string[] = [];
  let piece: Cell[] = [];
  let used = 0;
  for (const cell of cellsOf(line)) {
    if (used + cell.width > width && piece.length > 0) {
      const blank = piece.findLastIndex(({ text }) => text === ' ') + 1;
      const end = blank > piece.length / 2 ? blank : piece.length;
      pieces.push(textOf(piece.slice(0, end)));
      piece = piece.slice(end);
      used = totalWidth(piece);
    }
    piece.push(cell);
    used += cell.width;
  }
  return [...pieces, textOf(piece)];
}

function splitLines(cells: readonly Cell[]): Cell[][] {
  const lines: Cell[][] = [[]];
  for (const cell of cells) {
    if (cell.text === '\n' || cell.text === '\r\n') lines.push([]);
    else lines.at(-1)!.push(cell);
  }
  return lines;
}

function wrapLine(cells: readonly Cell[], width: number): string[] {
  const lines: Cell[][] = [];
  let line: Cell[] = [];
  let used = 0;
  let lastBreak = 0;
  for (const cell of cells) {
    if (isBlank(cell)) {
      if (line.length === 0 || isBlank(line.at(-1)!)) continue;
      lastBreak = line.length + 1;
    } else {
      // Ideographs and emoji may be parted anywhere.
      if (cell.width > 1 || (line.at(-1)?.width ?? 0) > 1) lastBreak = line.length;
      if (used + cell.width > width && line.length > 0) {
        const end = lastBreak > 0 ? lastBreak : line.length;
        lines.push(withoutTrailingBlanks(line.slice(0, end)));
        line = line.slice(end);
        used = totalWidth(line);
        lastBreak = 0;
      }
    }
    line.push(cell);
    used += cell.width;
  }
  return [...lines, withoutTrailingBlanks(line)].map(textOf);
}

function isBlank({ text }: Cell): boolean {
  return text === ' ';
}

function withoutTrailingBlanks(line: readonly Cell[]): Cell[] {
  return line.slice(0, line.findLastIndex((cell) => !isBlank(cell)) + 1);
}
