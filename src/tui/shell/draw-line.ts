import { printable } from '../../markdown/index.ts';
import { hardWrap, lineWidth } from '../text/cells.ts';
import type { LineState } from './line-editor.ts';

/** Rows of a command being typed, unstyled but for its prompt, each at most `width` cells, and where the cursor stands in them. */
interface DrawnLine {
  readonly rows: readonly string[];
  /** 0-based; `column` is under `width`. */
  readonly cursor: { readonly row: number; readonly column: number };
}

const CONTINUED = '> ';

/** Draws a command behind its prompt; further lines stand behind `> `, long ones go on in the next row. */
export function drawLine(prompt: string, state: LineState, width: number): DrawnLine {
  const { text, cursor, search } = state;
  const first = search ? `(${search.failed ? 'failed ' : ''}reverse-i-search)\`${search.query}': ` : prompt;
  const rows: string[] = [];
  let place = { row: 0, column: 0 };
  let offset = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const lead = index === 0 ? first : CONTINUED;
    if (cursor >= offset && cursor <= offset + line.length) {
      place = placeAfter(lead + shown(line.slice(0, cursor - offset)), width, rows.length);
    }
    rows.push(...hardWrap(lead + shown(line), width));
    offset += line.length + 1;
  }
  // Behind a full row the cursor stands at the start of the next.
  while (rows.length <= place.row) rows.push('');
  return { rows, cursor: place };
}

function placeAfter(text: string, width: number, above: number): { row: number; column: number } {
  const rows = hardWrap(text, width);
  const column = lineWidth(rows.at(-1)!);
  return column >= width ? { row: above + rows.length, column: 0 } : { row: above + rows.length - 1, column };
}

function shown(text: string): string {
  return printable(text).replaceAll('\t', '    ');
}
