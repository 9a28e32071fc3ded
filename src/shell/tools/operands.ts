import type { ToolContext } from '../types.ts';

/** The text of a file operand; `-` is standard input. Says what is wrong on standard error and gives undefined. */
export async function readOperand(context: ToolContext, operand: string): Promise<string | undefined> {
  const { fs, resolve, name, stderr } = context;
  if (operand === '-') return context.stdin();
  try {
    return await fs.readFile(resolve(operand));
  } catch (error) {
    const code = (error as { code?: string }).code;
    stderr(`${name}: ${operand}: ${code === 'EISDIR' ? 'Is a directory' : 'No such file or directory'}\n`);
    return undefined;
  }
}

/** All operands' texts one after another, standard input when there are none; undefined when one cannot be read. */
export async function readOperands(context: ToolContext, operands: readonly string[]): Promise<string | undefined> {
  const texts: string[] = [];
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const text = await readOperand(context, operand);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join('');
}

/** The lines of a text, without their newlines; a final newline ends the last line. */
export function splitLines(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
