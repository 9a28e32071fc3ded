import type { Token, Tokens } from 'marked';
import { decodeEntities } from './decode-entities.ts';

/** What a reader sees of inline tokens, without any mark-up. */
export function plainText(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map(textOf).join('');
}

/** The text of the last paragraph before `end` in these block tokens: what stands just before whatever follows. */
export function lastParagraph(tokens: readonly Token[], end = tokens.length): string {
  for (let index = end - 1; index >= 0; index -= 1) {
    const token = tokens[index]!;
    if (token.type === 'space') continue;
    if (token.type === 'paragraph' || token.type === 'heading') return plainText((token as Tokens.Paragraph).tokens);
    if (token.type === 'text') return plainText((token as Tokens.Text).tokens ?? [token]);
    if (token.type === 'list') return lastParagraph((token as Tokens.List).items.at(-1)?.tokens ?? []);
    if (token.type === 'blockquote') return lastParagraph((token as Tokens.Blockquote).tokens);
    return '';
  }
  return '';
}

function textOf(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'html' || token.type === 'checkbox') return '';
  if (token.type === 'image') return (token as Tokens.Image).text;
  if (token.type === 'button') return (token as Tokens.Generic)['label'] as string;
  if (token.type === 'codespan') return (token as Tokens.Codespan).text;
  if ('tokens' in token && token.tokens) return plainText(token.tokens);
  if ('text' in token && typeof token.text === 'string') return decodeEntities(token.text);
  return '';
}
