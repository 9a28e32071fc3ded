import type { Token, Tokens } from 'marked';
import { plainText } from './plain-text.ts';
import type { SourceLines } from './source-lines.ts';
import { isButton, isButtonText, labelOf } from './tokens.ts';
import type { Position, Range, Reference } from './types.ts';

type Found = Omit<Reference, 'range'> & { raw: string };

/** Lengths are bounded: an unclosed tag must not search to the end of the text. */
const REFERRING_TAG = /<(img|a)\b(?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^'"<>]){0,2000}>/gi;

/** Images, links and buttons of one block, in order; HTML's `<img>` and `<a>` count as well. */
export function inlineReferences(block: Token, range: Range, source: SourceLines): Reference[] {
  let from: Position = { line: range.start.line, column: 1 };
  return foundIn(block).map(({ raw, ...found }) => {
    const start = source.find(raw.split('\n')[0]!, from, range.end.line) ?? from;
    from = { line: start.line, column: start.column + 1 };
    return { ...found, range: { start, end: endOf(raw, start, source) } };
  });
}

function endOf(raw: string, start: Position, source: SourceLines): Position {
  const lines = raw.split('\n');
  if (lines.length === 1) return { line: start.line, column: start.column + raw.length };
  const line = start.line + lines.length - 1;
  const index = source.at(line).indexOf(lines.at(-1)!);
  return { line, column: Math.max(index, 0) + lines.at(-1)!.length + 1 };
}

function foundIn(token: Token): Found[] {
  if (token.type === 'image') {
    const image = token as Tokens.Image;
    return [{ kind: 'image', target: image.href, text: image.text, raw: image.raw }];
  }
  if (isButton(token)) return [{ kind: 'button', target: token.href, text: token.label, raw: token.raw }];
  if (token.type === 'link') return linkWithin(token as Tokens.Link);
  if (token.type === 'html') return htmlReferences(token.raw);
  if (token.type === 'table') return tableCells(token as Tokens.Table).flatMap((cell) => cell.tokens.flatMap(foundIn));
  return ('tokens' in token ? (token.tokens ?? []) : []).flatMap(foundIn);
}

function linkWithin(link: Tokens.Link): Found[] {
  const text = plainText(link.tokens);
  const kind = isButtonText(text) ? 'button' : 'link';
  const images = link.tokens.flatMap(foundIn).filter((inner) => inner.kind === 'image');
  return [{ kind, target: link.href, text: labelOf(text), raw: link.raw }, ...images];
}

function tableCells(table: Tokens.Table): Tokens.TableCell[] {
  return [...table.header, ...table.rows.flat()];
}

function htmlReferences(raw: string): Found[] {
  return [...raw.matchAll(REFERRING_TAG)].flatMap((match): Found[] => {
    const tag = match[0];
    if (match[1]!.toLowerCase() === 'img') {
      return [{ kind: 'image', target: attribute(tag, 'src'), text: attribute(tag, 'alt'), raw: tag }];
    }
    const target = attribute(tag, 'href');
    return target ? [{ kind: 'link', target, text: '', raw: tag }] : [];
  });
}

/** The value of an HTML attribute, quoted or not; empty when absent. */
export function attribute(tag: string, name: string): string {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
}

/** How many references a block holds. */
export function countReferences(block: Token): number {
  return foundIn(block).length;
}
