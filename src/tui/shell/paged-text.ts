import { expandTabs, printable } from '../../markdown/index.ts';
import { hardWrap } from '../text/cells.ts';

/** A text a program asks to have shown page by page. */
export interface PagedText {
  readonly title: string;
  readonly text: string;
  readonly numbers?: boolean;
  readonly chopped?: boolean;
  readonly ignoreCase?: boolean;
  /** The first line shown, from 1. */
  readonly line?: number;
  readonly pattern?: string;
  readonly atEnd?: boolean;
}

/** A row of the layout: a line of the text and which of its rows. */
export interface Place {
  readonly line: number;
  readonly part: number;
}

/** The text at one width. */
export interface PageLayout {
  readonly width: number;
  readonly lines: readonly string[];
  readonly rows: readonly string[];
  /** Number of the first row of each line. */
  readonly starts: readonly number[];
}

/** Columns of a line's number and the blank behind it. */
const GUTTER = 8;

const SGR = /\x1b\[[\d;]*[mK]/g;

/** Undefined when it is no such request. */
export function readPagedText(json: string): PagedText | undefined {
  try {
    const asked = JSON.parse(json) as PagedText;
    return typeof asked?.text === 'string' && typeof asked.title === 'string' ? asked : undefined;
  } catch {
    return undefined;
  }
}

const KEPT = new WeakMap<PagedText, PageLayout>();

/** The rows a text takes at `width`; kept, for every key and every frame asks. */
export function layOutPage(page: PagedText, width: number): PageLayout {
  const kept = KEPT.get(page);
  if (kept?.width === width) return kept;
  const all = page.text.split('\n').map((line) => printable(expandTabs(line.replaceAll(SGR, ''))));
  const lines = all.at(-1) === '' ? all.slice(0, -1) : all;
  const gutter = page.numbers ? GUTTER : 0;
  const starts: number[] = [];
  const rows: string[] = [];
  lines.forEach((line, index) => {
    starts.push(rows.length);
    const cut = page.chopped ? [line] : hardWrap(line, Math.max(1, width - gutter));
    for (const [part, row] of cut.entries()) {
      rows.push(page.numbers ? `${(part === 0 ? String(index + 1) : '').padStart(gutter - 1)} ${row}` : row);
    }
  });
  const layout = { width, lines, rows, starts };
  KEPT.set(page, layout);
  return layout;
}

export function rowAt({ starts, rows }: PageLayout, { line, part }: Place): number {
  if (starts.length === 0) return 0;
  const at = Math.max(0, Math.min(line, starts.length - 1));
  const end = (starts[at + 1] ?? rows.length) - 1;
  return Math.min(starts[at]! + part, end);
}

export function placeAt({ starts }: PageLayout, row: number): Place {
  let [from, to] = [0, starts.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (starts[middle]! <= row) from = middle;
    else to = middle;
  }
  return { line: from, part: row - (starts[from] ?? 0) };
}

const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/** Finds where a line has the pattern, an extended regular expression; one that is none is looked for as it stands. */
export function readPattern({ ignoreCase = false }: PagedText, pattern: string) {
  const flags = ignoreCase ? 'gi' : 'g';
  const expression = expressionOf(pattern, flags) ?? new RegExp(pattern.replace(SPECIAL, '\\$&'), flags);
  return (line: string) =>
    [...line.matchAll(expression)]
      .filter(([match]) => match !== '')
      .map(({ index, 0: match }) => [index, index + match.length] as const);
}

function expressionOf(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
