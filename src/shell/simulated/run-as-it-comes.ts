import { isIncomplete } from './incomplete.ts';
import { parse } from './just-bash.ts';
import type { Process } from './process.ts';
import { type Input, readLine } from './streams.ts';

/** The commands of a script that arrives over time, each as soon as it is whole; they read what stands behind them. */
export async function runAsItComes(process: Process, input: Input): Promise<number> {
  let text = '';
  let code = 0;
  try {
    while (!process.exited) {
      const line = await readLine(input, process.signal);
      if (line !== undefined) {
        text += line;
        if (isIncomplete(text)) continue;
      }
      if (text.trim() !== '') {
        code = await process.run(text);
        if (endsHere(process, text, code)) break;
      }
      text = '';
      if (line === undefined) break;
    }
    return await process.leave(code);
  } finally {
    process.close();
  }
}

/** A script ends with its first syntax error, and with a failure that `set -e` does not let pass. */
function endsHere({ state, signal }: Process, text: string, code: number): boolean {
  if (signal.aborted) return true;
  if (code === 0) return false;
  if (state.options['errexit'] && !(state as { errexitSafe?: boolean }).errexitSafe) return true;
  try {
    parse(text);
    return false;
  } catch {
    return true;
  }
}
