import type { Tool } from '../../types.ts';
import { readOperand, splitLines } from '../operands.ts';
import { readOptions } from '../options.ts';

/** Folds equal neighbours: `-c` counts, `-d` only repeated, `-u` only single, `-i`, `-f`, `-s`, `-w`. */
export const uniq: Tool = {
  name: 'uniq',
  async run(context) {
    const options = readOptions(context.args, {
      flags: ['c', 'd', 'u', 'i'],
      values: ['f', 's', 'w'],
      long: {
        count: 'c',
        repeated: 'd',
        unique: 'u',
        'ignore-case': 'i',
        'skip-fields': 'f',
        'skip-chars': 's',
        'check-chars': 'w',
      },
    });
    if (typeof options === 'string') {
      context.stderr(`uniq: ${options}\nTry 'uniq --help' for more information.\n`);
      return 1;
    }
    const { flags, values, operands } = options;
    const text = await readOperand(context, operands[0] ?? '-');
    if (text === undefined) return 1;
    const key = (line: string): string => {
      const fields = Number(values.get('f') ?? 0);
      const rest = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){${fields}}`), '').slice(Number(values.get('s') ?? 0));
      const part = values.has('w') ? rest.slice(0, Number(values.get('w'))) : rest;
      return flags.has('i') ? part.toLowerCase() : part;
    };
    const output = groups(splitLines(text), key)
      .filter(({ count }) => (!flags.has('d') || count > 1) && (!flags.has('u') || count === 1))
      .map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`))
      .join('');
    if (operands[1] === undefined) context.stdout(output);
    else await context.fs.writeFile(context.resolve(operands[1]), output);
    return 0;
  },
};

function groups(lines: string[], key: (line: string) => string): { line: string; count: number }[] {
  const found: { line: string; count: number; key: string }[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last?.key === key(line)) last.count++;
    else found.push({ line, count: 1, key: key(line) });
  }
  return found;
}
