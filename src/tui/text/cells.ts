import { type Cell, cellsOf, textOf, totalWidth } from '../../markdown/index.ts';

const PLAIN = /^[ -~]*$/;

/** Exactly `width` cells of a styled line: cut with `…` or filled with blanks. */
export function toWidth(styled: string, width: number): string {
  if (width <= 0) return '';
  if (PLAIN.test(styled) && styled.length <= width) return styled.padEnd(width);
  const cells = cellsOf(styled);
  const total = totalWidth(cells);
  if (total <= width) return styled + ' '.repeat(width - total);
  const kept: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    if (used + cell.width > width - 1) break;
    kept.push(cell);
    used += cell.width;
  }
  return `${textOf(kept)}…${' '.repeat(width - 1 - used)}`;
}

/** Cells a styled line takes. */
export function lineWidth(styled: string): number {
  return PLAIN.test(styled) ? styled.length : totalWidth(cellsOf(styled));
}

/** A line cut into rows of at most `width` cells, nothing left out. */
export function hardWrap(styled: string, width: number): string[] {
  if (PLAIN.test(styled) && styled.length <= width) return [styled];
  const rows: Cell[][] = [[]];
  let used = 0;
  for (const cell of cellsOf(styled)) {
    if (used + cell.width > width && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(cell);
    used += cell.width;
  }
  return rows.map(textOf);
}

/** `left` and `right` on one row; the right one is dropped when there is no room for both. */
export function bothEnds(left: string, right: string, width: number): string {
  const room = width - lineWidth(right);
  if (right === '' || lineWidth(left) + 1 > room) return toWidth(left, width);
  return toWidth(left, room) + right;
}

/** `left` cut so that all of `right` stands at the end of the row. */
export function endsWith(left: string, right: string, width: number): string {
  return toWidth(left, Math.max(0, width - lineWidth(right))) + right;
}
