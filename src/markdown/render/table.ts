import type { Tokens } from 'marked';
import { cellsOf, totalWidth } from './cells.ts';
import type { InlineRenderer } from './inline.ts';
import type { Styles } from './styles.ts';
import { wrapText } from './wrap.ts';

const SEPARATOR = ' │ ';
const NARROWEST = 5;

/** A table within `width` cells: columns shrink and wrap; where even that is too wide, one line a value. */
export function tableLines(token: Tokens.Table, width: number, inline: InlineRenderer, styles: Styles): string[] {
  const header = token.header.map((cell) => inline(cell.tokens));
  const rows = token.rows.map((row) => row.map((cell) => inline(cell.tokens)));
  const widths = columnWidths([header, ...rows], width);
  if (!widths) return stacked(header, rows, width, styles);
  const rule = styles.quiet(widths.map((column) => '─'.repeat(column)).join('─┼─'));
  const align = (column: number) => token.align[column] ?? null;
  return [
    ...rowLines(header.map(styles.strong), widths, align, styles),
    rule,
    ...rows.flatMap((row) => rowLines(row, widths, align, styles)),
  ];
}

/** Natural widths, the widest column shrinking first; undefined when the columns cannot fit. */
function columnWidths(rows: readonly (readonly string[])[], width: number): number[] | undefined {
  const widths = rows[0]!.map((_, column) => Math.max(1, ...rows.map((row) => textWidth(row[column] ?? ''))));
  let excess = widths.reduce((sum, one) => sum + one, 0) + SEPARATOR.length * (widths.length - 1) - width;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST) return undefined;
    widths[widest]! -= 1;
    excess -= 1;
  }
  return widths;
}

function textWidth(styled: string): number {
  return Math.max(...styled.split('\n').map((line) => totalWidth(cellsOf(line))));
}

function rowLines(
  row: readonly string[],
  widths: readonly number[],
  align: (column: number) => Tokens.TableCell['align'],
  styles: Styles,
): string[] {
  const columns = widths.map((width, column) => wrapText(row[column] ?? '', width));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, column) => pad(lines[line] ?? '', widths[column]!, align(column)))
      .join(styles.quiet(SEPARATOR))
      .trimEnd(),
  );
}

function pad(text: string, width: number, align: Tokens.TableCell['align']): string {
  const free = Math.max(width - totalWidth(cellsOf(text)), 0);
  const left = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(free - left);
}

function stacked(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  styles: Styles,
): string[] {
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [''] : []),
    ...header.flatMap((name, column) => wrapText(`${styles.strong(name)}: ${row[column] ?? ''}`, width)),
  ]);
}
