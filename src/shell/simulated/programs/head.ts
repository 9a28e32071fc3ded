import { readOperand } from '../../tools/operands.ts';
import type { Program } from '../programs.ts';

const ALL_BUT = /^-n-(\d+)$|^--lines=-(\d+)$/;

/** `head -n -N`: all but the last N lines, which the bundled head does not know. */
export const head: Program = {
  name: 'head',
  suits: (args) => count(args) !== undefined,
  async run(context) {
    const { args, stdout } = context;
    const files = args.filter((word, index) => !word.startsWith('-') && args[index - 1] !== '-n');
    for (const file of files.length > 0 ? files : ['-']) {
      const text = await readOperand(context, file);
      if (text === undefined) return 1;
      const lines = text.split(/(?<=\n)/);
      stdout(lines.slice(0, Math.max(0, lines.length - count(args)!)).join(''));
    }
    return 0;
  },
};

function count(args: readonly string[]): number | undefined {
  const place = args.findIndex(
    (word, index) => ALL_BUT.test(word) || (word === '-n' && /^-\d+$/.test(args[index + 1] ?? '')),
  );
  if (place < 0) return undefined;
  const [, short, long] = ALL_BUT.exec(args[place]!) ?? [];
  return Number(short ?? long ?? args[place + 1]!.slice(1));
}
