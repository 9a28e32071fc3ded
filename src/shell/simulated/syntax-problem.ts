import { parse } from './just-bash.ts';

/** Where a script stops being bash (1-based), and what is wrong there; undefined when it can be read to its end. */
export function syntaxProblem(text: string): { line: number; column: number; message: string } | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const [, line = '1', column = '1', reason = message] = /at (\d+):(\d+): ([\s\S]*)/.exec(message) ?? [];
    return { line: Number(line), column: Number(column), message: reason };
  }
}
