import { cellsOf, totalWidth } from '../markdown/index.ts';

/** What a further row of the line stands under: its blanks, and a word with two blanks or more behind it. */
const LEAD = /^ *(?:\S+ {2,})?/;

/**
 * A line broken at blanks where it is wider than the terminal, which would break it within a word. Nothing is taken from
 * it but the blanks it is broken at.
 */
export function wrapLine(line: string, width: number): string {
  if (totalWidth(cellsOf(line)) <= width) return line;
  const lead = LEAD.exec(line)![0].length;
  const indent = lead > width / 2 ? '' : ' '.repeat(lead);
  const rows: string[] = [];
  let row = line.slice(0, indent.length);
  for (const [index, word] of line.slice(indent.length).split(' ').entries()) {
    const longer = index === 0 ? row + word : `${row} ${word}`;
    if (index > 0 && totalWidth(cellsOf(longer)) > width) {
      rows.push(row.trimEnd());
      row = indent + word;
    } else row = longer;
  }
  return [...rows, row].join('\n');
}
