export { parseMarkdown } from './parse-markdown.ts';
export { loadRenderer, type MarkdownRenderer, renderMarkdown } from './render-markdown.ts';
export type * from './types.ts';
