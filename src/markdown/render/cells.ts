import stringWidth from 'string-width';
import { plainWidth } from './plain-width.ts';

/** One character as people see it, how many terminal cells it takes, and its SGR codes (`1;33`). */
export interface Cell {
  text: string;
  width: number;
  style: string;
}

let segmenter: Intl.Segmenter | undefined;
const SGR = /\u001B\[([\d;]*)m/;
/** What each closing code ends. */
const CLOSES: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '27': ['7'],
  '29': ['9'],
  '39': ['31', '32', '33', '34', '35', '36', '37', '90'],
};

/** Takes styled text apart; line feeds come out as cells of their own. */
export function cellsOf(styled: string): Cell[] {
  const cells: Cell[] = [];
  let open: string[] = [];
  styled.split(/(\u001B\[[\d;]*m)/).forEach((part) => {
    const code = SGR.exec(part)?.[1];
    if (code !== undefined) {
      if (/^0*$/.test(code)) open = [];
      else open = CLOSES[code] ? open.filter((one) => !CLOSES[code]!.includes(one)) : [...open, code];
      return;
    }
    const style = [...new Set(open)].join(';');
    for (const text of graphemes(part)) cells.push({ text, width: widthOf(text), style });
  });
  return cells;
}

/** In most text each character is one; the segmenter is slow, and slow to make. */
function graphemes(text: string): string[] {
  if (plainWidth(text.replaceAll('\n', '')) !== undefined) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many cells a text without styles takes. */
export function widthOf(text: string): number {
  return plainWidth(text) ?? stringWidth(text);
}

/** Puts cells together again; each line ends without any style open. */
export function textOf(cells: readonly Cell[]): string {
  let text = '';
  let style = '';
  for (const cell of cells) {
    if (cell.style !== style) {
      if (style !== '') text += '\u001B[0m';
      if (cell.style !== '') text += `\u001B[${cell.style}m`;
      style = cell.style;
    }
    text += cell.text;
  }
  return style === '' ? text : `${text}\u001B[0m`;
}

export function totalWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
