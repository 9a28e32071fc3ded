import type { RenderedDocument, RenderOptions } from './types.ts';

export type MarkdownRenderer = (text: string, options: RenderOptions) => RenderedDocument;

/**
 * The renderer, loaded when first asked for: it brings marked-terminal with it, which commands that
 * only read texts do not need. The function it gives is pure and synchronous; widths below 20 count as 20.
 */
export async function loadRenderer(): Promise<MarkdownRenderer> {
  const { render } = await import('./render/render.ts');
  return render;
}

/** Renders one text for a terminal `options.width` cells wide. */
export async function renderMarkdown(text: string, options: RenderOptions): Promise<RenderedDocument> {
  return (await loadRenderer())(text, options);
}
