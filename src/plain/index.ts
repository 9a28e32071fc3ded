export { type LineSource, lineSource } from './line-source.ts';
export { playPlain } from './play-plain.ts';
export { runForeground } from './run-foreground.ts';
export { safeOutput } from './safe-output.ts';
export { wrapLine } from './wrap-line.ts';
