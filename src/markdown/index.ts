export { parseMarkdown } from './parse-markdown.ts';
export { type Cell, cellsOf, textOf, totalWidth } from './render/cells.ts';
export { expandTabs, printable } from './render/printable.ts';
export { wrapText } from './render/wrap.ts';
export { loadRenderer, type MarkdownRenderer, renderMarkdown } from './render-markdown.ts';
export type * from './types.ts';
