import type { Tool } from '../../types.ts';
import { readOptions } from '../options.ts';

/** Absolute paths without `.` and `..`; `-e` asks that all exists, `--relative-to` makes them relative. */
export const realpath: Tool = {
  name: 'realpath',
  async run({ args, fs, resolve, stdout, stderr }) {
    const options = readOptions(args, {
      flags: ['e', 'm', 's', 'q', 'z', 'L', 'P'],
      values: ['relative-to'],
      long: { 'canonicalize-existing': 'e', 'canonicalize-missing': 'm', strip: 's', 'no-symlinks': 's', quiet: 'q' },
    });
    if (typeof options === 'string' || options.operands.length === 0) {
      stderr(
        `realpath: ${typeof options === 'string' ? options : 'missing operand'}\nTry 'realpath --help' for more information.\n`,
      );
      return 1;
    }
    const { flags, values, operands } = options;
    const base = values.get('relative-to');
    let code = 0;
    for (const operand of operands) {
      const path = resolve(operand);
      const needed = flags.has('m') ? '/' : flags.has('e') ? path : parent(path);
      if (await fs.exists(needed)) stdout(`${base === undefined ? path : relative(resolve(base), path)}\n`);
      else {
        if (!flags.has('q')) stderr(`realpath: ${operand}: No such file or directory\n`);
        code = 1;
      }
    }
    return code;
  },
};

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function relative(from: string, to: string): string {
  const start = from.split('/').filter(Boolean);
  const end = to.split('/').filter(Boolean);
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/') || '.';
}
