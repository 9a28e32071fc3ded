import { printable, wrapText } from '../../markdown/index.ts';
import { hardWrap, lineWidth } from './cells.ts';

/** Sentences broken at blanks, code broken anywhere. */
export function paragraph(text: string, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrapText(line, width))
    .flatMap((line) => hardWrap(line, width));
}

/** Keys and what they do, three blanks between them: broken only there, as far as that is enough. */
export function keyLines(keys: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of keys.split(GAP)) {
    const longer = `${lines.at(-1)}${GAP}${part}`;
    if (lines.length > 0 && lineWidth(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(...paragraph(part, width));
  }
  return lines;
}

const GAP = '   ';

/** A key, and behind two blanks or more what it does: that goes on below itself. */
export function choiceLines(choice: string, width: number): string[] {
  const key = /^\S+ {2,}/.exec(choice)?.[0] ?? '';
  const lines = paragraph(choice.slice(key.length), width - key.length);
  return lines.map((line, index) => (index === 0 ? key : ' '.repeat(key.length)) + line);
}
