import type { LaidOut } from './lay-out.ts';

/**
 * Where the text stands after it was laid out anew: the first line that says something stays at the top, also when
 * pictures came above it, folds opened or the width changed.
 */
export function keepPlace(scroll: number, before: LaidOut, after: LaidOut): number {
  if (scroll <= 0 || before === after) return scroll;
  const at = before.lines.findIndex((line, index) => index >= scroll && line.trim() !== '');
  const same = at < 0 ? undefined : nearest(after.lines, before.lines[at]!, at);
  if (same !== undefined) return Math.max(0, scroll + same - at);
  const block = before.blocks.find(({ to }) => to > scroll);
  const place = block && after.blocks.find(({ block: { number } }) => number === block.block.number);
  if (place) return Math.max(0, scroll + place.from - block.from);
  return Math.round((scroll / Math.max(1, before.lines.length)) * after.lines.length);
}

/** The line that reads the same, nearest to where it was. */
function nearest(lines: readonly string[], text: string, at: number): number | undefined {
  let best: number | undefined;
  lines.forEach((line, index) => {
    if (line === text && (best === undefined || Math.abs(index - at) < Math.abs(best - at))) best = index;
  });
  return best;
}
