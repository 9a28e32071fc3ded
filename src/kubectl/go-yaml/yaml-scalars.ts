import { type Mark, YamlProblem } from './yaml-problem.ts';
import type { YamlText } from './yaml-text.ts';

const ESCAPES = '0abt\tnvfre "\'/\\N_LP';
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a quoted scalar to its closing quote. */
export function scanQuoted(text: YamlText): void {
  const start = text.mark;
  const quote = text.letter();
  text.skip();
  for (;;) {
    if (text.isDocumentMark()) throw YamlProblem.ofScanner('found unexpected document indicator', text.mark, start);
    if (text.atEnd) throw atEnd(text, start);
    if (quote === "'" && text.letter() === "'" && text.letter(1) === "'") text.skip(2);
    else if (text.letter() === quote) break;
    else if (quote === '"' && text.letter() === '\\') scanEscape(text, start);
    else text.skip();
  }
  text.skip();
}

function atEnd(text: YamlText, start: Mark): YamlProblem {
  return YamlProblem.ofScanner('found unexpected end of stream', text.mark, start);
}

function scanEscape(text: YamlText, start: Mark): void {
  const letter = text.letter(1);
  const digits = DIGITS[letter] ?? 0;
  if (!text.isBreak(1) && digits === 0 && (letter === '' || !ESCAPES.includes(letter)))
    throw YamlProblem.ofScanner('found unknown escape character', text.mark, start);
  text.skip(2);
  for (let count = 0; count < digits; count += 1) {
    if (!/^[\da-fA-F]$/.test(text.letter(count)))
      throw YamlProblem.ofScanner('did not find expected hexdecimal number', text.mark, start);
  }
  text.skip(digits);
}

/** Reads a plain scalar; true when it ends behind a line break, where a key may follow. */
export function scanPlain(text: YamlText, indent: number, inFlow: boolean): boolean {
  const start = text.mark;
  let leadingBlanks = false;
  for (;;) {
    if (text.isDocumentMark() || text.letter() === '#') break;
    while (!text.isGap() && !endsPlain(text, inFlow)) {
      text.skip();
      leadingBlanks = false;
    }
    if (text.atEnd || !text.isGap()) break;
    while (!text.atEnd && text.isGap()) {
      if (leadingBlanks && text.column < indent + 1 && text.letter() === '\t')
        throw YamlProblem.ofScanner('found a tab character that violates indentation', text.mark, start);
      if (text.isBreak()) leadingBlanks = true;
      text.skip();
    }
    if (!inFlow && text.column < indent + 1) break;
  }
  return leadingBlanks;
}

function endsPlain(text: YamlText, inFlow: boolean): boolean {
  if (text.letter() === ':' && (text.isGap(1) || (inFlow && /^[,[\]{}]$/.test(text.letter(1))))) return true;
  return inFlow && /^[,?[\]{}]$/.test(text.letter());
}

/** Reads a literal or folded scalar to the first line that is less indented. */
export function scanBlock(text: YamlText, indent: number): void {
  const start = text.mark;
  text.skip();
  let deep = 0;
  for (const _ of [0, 1]) {
    if (/^[-+]$/.test(text.letter())) text.skip();
    else if (/^\d$/.test(text.letter())) {
      deep = Number(text.letter());
      if (deep === 0) throw YamlProblem.ofScanner('found an indentation indicator equal to 0', text.mark, start);
      text.skip();
    }
  }
  text.skipWhile(/^[ \t]$/);
  if (text.letter() === '#') text.skipLine();
  if (!text.isGap() || (!text.isBreak() && !text.atEnd))
    throw YamlProblem.ofScanner('did not find expected comment or line break', text.mark, start);
  text.skip();
  let column = deep === 0 ? 0 : Math.max(indent, 0) + deep;
  column = skipIndentation(text, column, indent, start);
  while (text.column === column && !text.atEnd) {
    text.skipLine();
    text.skip();
    column = skipIndentation(text, column, indent, start);
  }
}

/** To the first letter of the next line that is not empty; resolves how far lines are indented if nobody said so. */
function skipIndentation(text: YamlText, column: number, indent: number, start: Mark): number {
  let deepest = 0;
  for (;;) {
    while ((column === 0 || text.column < column) && text.letter() === ' ') text.skip();
    deepest = Math.max(deepest, text.column);
    if ((column === 0 || text.column < column) && text.letter() === '\t')
      throw YamlProblem.ofScanner('found a tab character where an indentation space is expected', text.mark, start);
    if (!text.isBreak()) break;
    text.skip();
  }
  return column === 0 ? Math.max(deepest, indent + 1, 1) : column;
}
