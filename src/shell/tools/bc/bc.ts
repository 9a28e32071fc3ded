import type { Tool } from '../../types.ts';
import { readOperands } from '../operands.ts';
import { Calculator } from './calculator.ts';

/** Calculates: decimals of any length, `scale`, variables, comparisons, `sqrt` and `length`. No loops or functions. */
export const bc: Tool = {
  name: 'bc',
  async run(context) {
    const operands = context.args.filter((argument) => !argument.startsWith('-'));
    const text = await readOperands(context, operands);
    if (text === undefined) return 1;
    const calculator = new Calculator(
      context.args.some((argument) => argument === '-l' || argument === '--mathlib') ? 20 : 0,
    );
    for (const statement of text
      .replace(/\/\*[\s\S]*?\*\//g, ' ')
      .replace(/#.*$/gm, '')
      .split(/[;\n]/)) {
      const trimmed = statement.trim();
      if (trimmed === 'quit') break;
      if (trimmed === '') continue;
      try {
        const result = calculator.run(trimmed);
        if (result !== undefined) context.stdout(`${result}\n`);
      } catch (error) {
        context.stderr(`(standard_in) 1: ${(error as Error).message}\n`);
      }
    }
    return 0;
  },
};
