/** A word of an action, and where it stands in the template. */
export interface Word {
  text: string;
  at: number;
  /** Whether it begins a new operand: nothing of the one before touches it. */
  apart: boolean;
}

const WORD = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|:=|[()|,=]|\$\w*|\.\w+|[-+]?\d[\w.]*|\w+|\S/y;

/** The words between the braces of an action; `start` is where it begins in the template. */
export function wordsOf(action: string, start: number): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < action.length; ) {
    const space = /\s*/y;
    space.lastIndex = at;
    const gap = space.exec(action)![0].length;
    at += gap;
    WORD.lastIndex = at;
    const [text] = WORD.exec(action) ?? [];
    if (text === undefined) break;
    words.push({ text, at: start + at, apart: gap > 0 || words.length === 0 });
    at += text.length;
  }
  return words;
}
