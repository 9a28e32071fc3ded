export { parseMarkdown } from './parse-markdown.ts';
export type * from './types.ts';
