import type { ToolContext } from '../types.ts';
import { isIncomplete } from './incomplete.ts';
import type { Process } from './process.ts';
import { promptOf } from './prompt.ts';
import { readLine } from './streams.ts';

/** A shell typed into through standard input: prompts, reads lines, runs them, until `exit` or the end of input. */
export async function runInteractively(
  process: Process,
  { stdout, tty, signal }: Pick<ToolContext, 'stdout' | 'tty' | 'signal'>,
): Promise<number> {
  try {
    const code = await readAndRun(process, { stdout, tty, signal });
    return await process.leave(code);
  } finally {
    process.close();
  }
}

async function readAndRun(
  process: Process,
  { stdout, tty, signal }: Pick<ToolContext, 'stdout' | 'tty' | 'signal'>,
): Promise<number> {
  const { stdin } = process.state.streams;
  let text = '';
  let code = 0;
  while (!process.exited) {
    if (tty.stdin) stdout(text === '' ? promptOf(process) : '> ');
    const line = stdin && (await readLine(stdin, signal));
    if (line === undefined) {
      if (tty.stdin) stdout('exit\n');
      break;
    }
    text += line;
    if (isIncomplete(text)) continue;
    if (text.trim() !== '') process.history.push(text.trimEnd());
    code = await process.run(text);
    text = '';
  }
  return code;
}
