import { parseMarkdown } from '../parse-markdown.ts';
import { normaliseLines, tokensOf } from '../tokens.ts';
import type { RenderedDocument, RenderOptions } from '../types.ts';
import { Layout } from './layout.ts';
import { printable } from './printable.ts';

const NARROWEST = 20;

/** Lays a text out; pure, so that a screen may keep the result per text and width. */
export function render(text: string, options: RenderOptions): RenderedDocument {
  const safe = printable(normaliseLines(text));
  const width = Math.max(Math.floor(options.width), NARROWEST);
  return new Layout(parseMarkdown(safe), { ...options, width }).render(tokensOf(safe));
}
