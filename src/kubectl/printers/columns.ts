/** How wide columns get; the widths of Go's tabwriter. */
export interface ColumnLayout {
  minWidth: number;
  padding: number;
  /** Columns never get narrower than the last time, for tables printed in pieces. */
  remembered?: number[];
}

export const TABLE_LAYOUT: ColumnLayout = { minWidth: 6, padding: 3 };
export const DESCRIBE_LAYOUT: ColumnLayout = { minWidth: 0, padding: 2 };

/**
 * Aligns tab-separated text as Go's tabwriter does: a column is a block of neighbouring lines that have it;
 * what follows the last tab of a line belongs to no column.
 */
export function alignColumns(text: string, layout: ColumnLayout): string {
  if (!text.includes('\t') && !layout.remembered) return text;
  const lines = text.split('\n').map((line) => line.split('\t'));
  const out: string[] = [];
  formatBlock(lines, 0, lines.length, [], layout, out);
  return out.join('\n');
}

function formatBlock(
  lines: readonly string[][],
  from: number,
  to: number,
  widths: readonly number[],
  layout: ColumnLayout,
  out: string[],
): void {
  const column = widths.length;
  let start = from;
  for (let index = from; index < to; index++) {
    if (!hasColumn(lines[index]!, column)) continue;
    write(lines, start, index, widths, out);
    start = index;
    let end = index;
    let width = Math.max(layout.minWidth, layout.remembered?.[column] ?? 0);
    while (end < to && hasColumn(lines[end]!, column)) {
      width = Math.max(width, displayWidth(lines[end]![column]!) + layout.padding);
      end++;
    }
    if (layout.remembered) layout.remembered[column] = width;
    formatBlock(lines, start, end, [...widths, width], layout, out);
    start = end;
    index = end - 1;
  }
  write(lines, start, to, widths, out);
}

function hasColumn(cells: readonly string[], column: number): boolean {
  return column < cells.length - 1;
}

function write(lines: readonly string[][], from: number, to: number, widths: readonly number[], out: string[]): void {
  for (let index = from; index < to; index++) {
    const cells = lines[index]!;
    let line = '';
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]!;
      const isLast = column === cells.length - 1;
      line += isLast ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
    }
    out.push(line);
  }
}

/** Characters, not UTF-16 units: Go counts runes. */
function displayWidth(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...text].length;
}
