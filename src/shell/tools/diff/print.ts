import type { Change } from './compare.ts';

/** One of the two files: its lines still carry their newlines. */
export interface Side {
  name: string;
  stamp: string;
  lines: string[];
}

/** The default format of diff: `2c2`, `< old`, `---`, `> new`. */
export function printNormal([left, right]: [Side, Side], changes: Change[]): string {
  return changes
    .map(({ leftStart, leftEnd, rightStart, rightEnd }) => {
      const kind = leftStart === leftEnd ? 'a' : rightStart === rightEnd ? 'd' : 'c';
      const gone = marked('< ', left.lines.slice(leftStart, leftEnd));
      const added = marked('> ', right.lines.slice(rightStart, rightEnd));
      const between = kind === 'c' ? '---\n' : '';
      return `${normalRange(leftStart, leftEnd)}${kind}${normalRange(rightStart, rightEnd)}\n${gone}${between}${added}`;
    })
    .join('');
}

/** The unified format, with `context` unchanged lines around each change. */
export function printUnified([left, right]: [Side, Side], changes: Change[], context: number): string {
  const heading = `--- ${left.name}\t${left.stamp}\n+++ ${right.name}\t${right.stamp}\n`;
  return (
    heading +
    hunks(changes, context)
      .map((hunk) => printHunk(left, right, hunk, context))
      .join('')
  );
}

function hunks(changes: Change[], context: number): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.leftStart - last.leftEnd <= 2 * context) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function printHunk(left: Side, right: Side, hunk: Change[], context: number): string {
  const first = hunk[0]!;
  const last = hunk.at(-1)!;
  const before = Math.min(context, first.leftStart, first.rightStart);
  const leftEnd = Math.min(left.lines.length, last.leftEnd + context);
  const rightEnd = last.rightEnd + (leftEnd - last.leftEnd);
  let body = '';
  let at = first.leftStart - before;
  for (const change of hunk) {
    body += marked(' ', left.lines.slice(at, change.leftStart));
    body += marked('-', left.lines.slice(change.leftStart, change.leftEnd));
    body += marked('+', right.lines.slice(change.rightStart, change.rightEnd));
    at = change.leftEnd;
  }
  body += marked(' ', left.lines.slice(at, leftEnd));
  const leftRange = unifiedRange(first.leftStart - before, leftEnd);
  const rightRange = unifiedRange(first.rightStart - before, rightEnd);
  return `@@ -${leftRange} +${rightRange} @@\n${body}`;
}

function marked(mark: string, lines: string[]): string {
  return lines
    .map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`))
    .join('');
}

function normalRange(start: number, end: number): string {
  if (end - start <= 1) return String(end);
  return `${start + 1},${end}`;
}

function unifiedRange(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}
