const ASCII = /^[\x00-\x7f]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const WORD = /[\p{L}\p{N}_\p{M}]/u;

/** Where the character before `cursor` begins; a character is what a person takes for one. */
export function previousCharacter(text: string, cursor: number): number {
  if (cursor === 0) return 0;
  const start = lineStart(text, cursor);
  if (start === cursor) return cursor - 1;
  const line = text.slice(start, cursor);
  if (ASCII.test(line)) return cursor - 1;
  return start + [...graphemes.segment(line)].at(-1)!.index;
}

/** Where the character at `cursor` ends. */
export function nextCharacter(text: string, cursor: number): number {
  if (cursor >= text.length || text[cursor] === '\n') return Math.min(cursor + 1, text.length);
  const line = text.slice(cursor, lineEnd(text, cursor));
  if (ASCII.test(line)) return cursor + 1;
  return cursor + [...graphemes.segment(line)][0]!.segment.length;
}

/** The nearest place at or after `cursor` that is not inside a character. */
export function betweenCharacters(text: string, cursor: number): number {
  const start = lineStart(text, cursor);
  const line = text.slice(start, lineEnd(text, cursor));
  if (ASCII.test(line)) return cursor;
  for (const { index } of graphemes.segment(line)) if (start + index >= cursor) return start + index;
  return start + line.length;
}

/** Letters and digits make a word (Alt-B, Alt-F, Alt-D). */
export function previousWord(text: string, cursor: number): number {
  return backWhile(text, backWhile(text, cursor, false), true);
}

export function nextWord(text: string, cursor: number): number {
  return onWhile(text, onWhile(text, cursor, false), true);
}

/** What blanks part makes a word (Ctrl-W). */
export function previousBlank(text: string, cursor: number): number {
  return /\S*\s*$/.exec(text.slice(0, cursor))!.index;
}

export function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

export function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}

function backWhile(text: string, cursor: number, inWord: boolean): number {
  let at = cursor;
  while (at > 0) {
    const before = previousCharacter(text, at);
    if (WORD.test(text.slice(before, at)) !== inWord) break;
    at = before;
  }
  return at;
}

function onWhile(text: string, cursor: number, inWord: boolean): number {
  let at = cursor;
  while (at < text.length) {
    const after = nextCharacter(text, at);
    if (WORD.test(text.slice(at, after)) !== inWord) break;
    at = after;
  }
  return at;
}
