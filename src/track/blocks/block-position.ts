import type { Position } from '../../markdown/index.ts';
import type { Block } from '../types.ts';

/** How many line feeds stand before an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/**
 * Where in the file an offset of a block's commands stands. `lineAt` gives the file's lines: where prompts
 * were taken off, the line is found by its text.
 */
export function positionInBlock(block: Block, offset: number, lineAt: (line: number) => string): Position {
  const before = block.code.text.slice(0, offset).split('\n');
  const command = block.code.text.split('\n')[before.length - 1]!;
  const expected = block.position.line + before.length - 1;
  const line = findLine(command, expected, lineAt) ?? expected;
  const start = Math.max(lineAt(line).lastIndexOf(command), 0);
  return { line, column: start + before.at(-1)!.length + 1 };
}

const REACH = 200;

function findLine(command: string, from: number, lineAt: (line: number) => string): number | undefined {
  for (let line = from; line < from + REACH; line += 1) if (lineAt(line).includes(command)) return line;
  return undefined;
}
