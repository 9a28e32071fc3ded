import type { Tool } from '../../types.ts';
import { readOperands } from '../operands.ts';

/** Shows files or standard input. The learner's screen scrolls by itself, so there is no page to turn. */
export const less: Tool = {
  name: 'less',
  aliases: ['more'],
  async run(context) {
    const operands = context.args.filter((argument) => argument === '-' || !/^[-+]/.test(argument));
    if (operands.length === 0 && context.tty.stdin) {
      context.stderr(`Missing filename ("${context.name} --help" for help)\n`);
      return 1;
    }
    const text = await readOperands(context, operands);
    if (text === undefined) return 1;
    context.stdout(text);
    return 0;
  },
};

export const clear: Tool = {
  name: 'clear',
  aliases: ['reset'],
  async run({ stdout }) {
    stdout('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
