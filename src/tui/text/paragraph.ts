import { printable, wrapText } from '../../markdown/index.ts';
import { hardWrap } from './cells.ts';

/** Sentences broken at blanks, code broken anywhere. */
export function paragraph(text: string, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrapText(line, width))
    .flatMap((line) => hardWrap(line, width));
}
