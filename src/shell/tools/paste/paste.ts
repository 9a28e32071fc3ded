import type { Tool } from '../../types.ts';
import { readOperand, splitLines } from '../operands.ts';
import { readOptions } from '../options.ts';

/** Joins lines: of several files side by side, or with `-s` of each file into one line; `-d` names the separators. */
export const paste: Tool = {
  name: 'paste',
  async run(context) {
    const options = readOptions(context.args, { flags: ['s'], values: ['d'], long: { serial: 's', delimiters: 'd' } });
    if (typeof options === 'string') {
      context.stderr(`paste: ${options}\nTry 'paste --help' for more information.\n`);
      return 1;
    }
    const operands = options.operands.length > 0 ? options.operands : ['-'];
    const files: string[][] = [];
    const standard = operands.filter((operand) => operand === '-').length;
    const stdin = standard > 0 ? splitLines(await context.stdin()) : [];
    let dashes = 0;
    for (const operand of operands) {
      if (operand === '-') {
        const place = options.flags.has('s') ? 0 : dashes++;
        files.push(stdin.filter((_, index) => options.flags.has('s') || index % standard === place));
        continue;
      }
      const text = await readOperand(context, operand);
      if (text === undefined) return 1;
      files.push(splitLines(text));
    }
    const separators = separatorsIn(options.values.get('d') ?? '\t');
    context.stdout(options.flags.has('s') ? serial(files, separators) : parallel(files, separators));
    return 0;
  },
};

function serial(files: string[][], separators: string[]): string {
  return files.map((lines) => `${join(lines, separators)}\n`).join('');
}

function parallel(files: string[][], separators: string[]): string {
  const height = Math.max(0, ...files.map((lines) => lines.length));
  return Array.from(
    { length: height },
    (_, row) =>
      `${join(
        files.map((lines) => lines[row] ?? ''),
        separators,
      )}\n`,
  ).join('');
}

function join(parts: string[], separators: string[]): string {
  return parts.map((part, index) => (index === 0 ? part : separators[(index - 1) % separators.length] + part)).join('');
}

function separatorsIn(text: string): string[] {
  const parts = text.match(/\\.|[\s\S]/g) ?? [''];
  return parts.map((part) => ({ '\\n': '\n', '\\t': '\t', '\\0': '', '\\\\': '\\' })[part] ?? part);
}
