import type { Token, Tokens } from 'marked';
import { plainText } from './plain-text.ts';
import type { SourceLines } from './source-lines.ts';
import type { NumberedItem } from './types.ts';

interface Run {
  items: NumberedItem[];
  holdsCode: boolean;
  nextNumber: number;
}

/**
 * The items of the first top-level numbered list that holds code. A fence that is not indented
 * ends a list for CommonMark; where the numbers go on after it, the author meant one list.
 */
export function numberedItems(tokens: readonly Token[], source: SourceLines): NumberedItem[] {
  const runs: Run[] = [];
  let line = 1;
  for (const token of tokens) {
    const current = runs.at(-1);
    if (isNumbered(token)) {
      const items = itemsOf(token, line, source);
      const goesOn = current && !isClosedBy(current, token);
      if (goesOn) extend(current, token, items);
      else runs.push({ items, holdsCode: holdsCode(token), nextNumber: nextNumber(token) });
    } else if (current && token.type === 'code') {
      current.holdsCode = true;
    } else if (current && token.type === 'heading') {
      if (current.holdsCode) return current.items;
      current.nextNumber = Number.NaN;
    }
    line += token.raw.split('\n').length - 1;
  }
  return runs.find((run) => run.holdsCode)?.items ?? [];
}

function isNumbered(token: Token): token is Tokens.List {
  return token.type === 'list' && (token as Tokens.List).ordered;
}

function isClosedBy(run: Run, list: Tokens.List): boolean {
  return Number(list.start) !== run.nextNumber;
}

function extend(run: Run, list: Tokens.List, items: readonly NumberedItem[]): void {
  run.items.push(...items);
  run.holdsCode ||= holdsCode(list);
  run.nextNumber = nextNumber(list);
}

function nextNumber(list: Tokens.List): number {
  return Number(list.start) + list.items.length;
}

function itemsOf(list: Tokens.List, firstLine: number, source: SourceLines): NumberedItem[] {
  let line = firstLine;
  return list.items.map((item, index) => {
    const lastLine = line + item.raw.trimEnd().split('\n').length - 1;
    const range = source.range(line, lastLine);
    line += item.raw.split('\n').length - 1;
    return { number: Number(list.start) + index, text: firstParagraph(item), range };
  });
}

function firstParagraph(item: Tokens.ListItem): string {
  const first = item.tokens.find((token) => token.type === 'text' || token.type === 'paragraph');
  return first ? plainText((first as Tokens.Text).tokens ?? [first]).trim() : '';
}

function holdsCode(token: Token): boolean {
  if (token.type === 'code') return true;
  if (token.type === 'list') return (token as Tokens.List).items.some((item) => item.tokens.some(holdsCode));
  return token.type === 'blockquote' && (token as Tokens.Blockquote).tokens.some(holdsCode);
}
