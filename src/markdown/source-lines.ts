import type { Position, Range } from './types.ts';

/** The lines of a text, asked for by number (1-based). */
export class SourceLines {
  readonly #lines: readonly string[];

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get count(): number {
    return this.#lines.length;
  }

  at(line: number): string {
    return this.#lines[line - 1] ?? '';
  }

  /** From where `needle` stands on the first line to the end of the last. */
  range(first: number, last: number, needle?: string): Range {
    const column = needle ? Math.max(this.at(first).indexOf(needle), 0) + 1 : firstColumn(this.at(first));
    return { start: { line: first, column }, end: { line: last, column: this.at(last).length + 1 } };
  }

  /** The first place of `needle` at or after `from`, not beyond `lastLine`. */
  find(needle: string, from: Position, lastLine: number): Position | undefined {
    for (let line = from.line; line <= lastLine; line += 1) {
      const index = this.at(line).indexOf(needle, line === from.line ? from.column - 1 : 0);
      if (index >= 0) return { line, column: index + 1 };
    }
    return undefined;
  }

  /**
   * A line of code as its author wrote it, and where it starts. The lexer gives it without the
   * indentation of its containers, and inside lists with tabs turned to four spaces.
   */
  original(line: number, lexed: string): { text: string; column: number } {
    const source = this.at(line);
    if (source.endsWith(lexed)) return { text: lexed, column: source.length - lexed.length + 1 };
    const index = indentationCut(source, lexed);
    if (index !== undefined) return { text: source.slice(index), column: index + 1 };
    // A tab only partly used up by the indentation, or blanks the lexer dropped at the end.
    return { text: lexed, column: firstColumn(source) };
  }
}

function firstColumn(line: string): number {
  const indentation = /^[\s>]*/.exec(line)![0].length;
  return (indentation === line.length ? 0 : indentation) + 1;
}

const TAB_STOP = 4;

/** Where the containers' part of a line ends whose tabs the lexer turned to blanks; quotes come off one by one. */
function indentationCut(source: string, lexed: string): number | undefined {
  let start = 0;
  for (let quote: RegExpExecArray | null; ; start += quote[0].length) {
    const cut = blanksCut(source.slice(start), lexed);
    if (cut !== undefined) return start + cut;
    quote = /^[ \t]*> ?/.exec(source.slice(start));
    if (!quote) return undefined;
  }
}

function blanksCut(line: string, lexed: string): number | undefined {
  if (line.trim() !== lexed.trim()) return undefined;
  const wanted = indentation(line) - indentation(lexed);
  let column = 0;
  for (let index = 0; index <= line.length && column <= wanted; index += 1) {
    if (column === wanted) return index;
    column += line[index] === '\t' ? TAB_STOP - (column % TAB_STOP) : 1;
  }
  return undefined;
}

function indentation(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === '\t') column += TAB_STOP - (column % TAB_STOP);
    else if (character === ' ') column += 1;
    else break;
  }
  return column;
}
