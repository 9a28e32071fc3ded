import { cellsOf, textOf } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import { type PageLayout, placeAt, readPattern, rowAt } from './paged-text.ts';
import type { Pager } from './pager.ts';

/** A page of the text, what was looked for marked, and below it where one is; `height` rows of `width` cells. */
export function pageRows(pager: Pager, layout: PageLayout, width: number, height: number, styles: Styles): string[] {
  const from = rowAt(layout, pager.top);
  const find = pager.pattern === '' ? undefined : readPattern(pager.text, pager.pattern);
  const rows = layout.rows.slice(from, from + height - 1).map((row) => {
    const shown = pager.shift === 0 ? row : textOf(cellsOf(row).slice(pager.shift));
    return find ? marked(shown, find(shown), styles) : shown;
  });
  const to = from + rows.length;
  while (rows.length < height - 1) rows.push('~');
  return [...rows, styles.inverse(bottom(pager, layout, from, to))].map((row) => toWidth(row, width));
}

function marked(row: string, matches: readonly (readonly [number, number])[], styles: Styles): string {
  let text = '';
  let at = 0;
  for (const [from, to] of matches) {
    text += row.slice(at, from) + styles.inverse(row.slice(from, to));
    at = to;
  }
  return text + row.slice(at);
}

function bottom({ typing, said, count, text }: Pager, layout: PageLayout, from: number, to: number): string {
  if (typing) return `${typing.backwards ? '?' : '/'}${typing.pattern}`;
  if (said) return said === 'not-found' ? texts.pageNotFound : texts.pageNoPattern;
  if (count !== '') return `:${count}`;
  const { lines } = layout;
  const place =
    lines.length === 0
      ? texts.pageEmpty
      : texts.pageLines(placeAt(layout, from).line + 1, placeAt(layout, to - 1).line + 1, lines.length);
  return texts.paging([text.title, place].filter(Boolean).join('  '));
}
