import { formatDate } from '../../tools/date/format-date.ts';
import { readOptions } from '../../tools/options.ts';
import type { Program } from '../programs.ts';
import { modeText, type Stat } from './file-mode.ts';

const STAMP = '%Y-%m-%d %H:%M:%S.%N %z';

/** Facts about files: `-c FORMAT` or the long form. */
export const stat: Program = {
  name: 'stat',
  async run({ args, user, resolve, stdout, stderr }, process) {
    const options = readOptions(args, {
      flags: ['L', 't'],
      values: ['c'],
      long: { format: 'c', printf: 'c', dereference: 'L' },
    });
    if (typeof options === 'string' || options.operands.length === 0) {
      stderr(
        `stat: ${typeof options === 'string' ? options : 'missing operand'}\nTry 'stat --help' for more information.\n`,
      );
      return 1;
    }
    const files = process.computer.files.memory;
    const format = options.values.get('c');
    let code = 0;
    for (const operand of options.operands) {
      try {
        const facts = await files[options.flags.has('L') ? 'stat' : 'lstat'](resolve(operand));
        stdout(`${fill(format ?? LONG, operand, facts, user)}\n`);
      } catch {
        stderr(`stat: cannot statx '${operand}': No such file or directory\n`);
        code = 1;
      }
    }
    return code;
  },
};

const LONG = `  File: %n
  Size: %s\tBlocks: %b\tIO Block: 4096   %F
Access: (0%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)
Access: %x
Modify: %y
Change: %z`;

function fill(format: string, name: string, facts: Stat, user: { name: string; uid: number }): string {
  const time = facts.mtime.getTime();
  const values: Record<string, string> = {
    n: name,
    N: `'${name}'`,
    s: String(facts.size),
    b: String(Math.ceil(facts.size / 4_096) * 8),
    F: facts.isSymbolicLink
      ? 'symbolic link'
      : facts.isDirectory
        ? 'directory'
        : facts.size === 0
          ? 'regular empty file'
          : 'regular file',
    a: (facts.mode & 0o7777).toString(8),
    A: modeText(facts),
    h: '1',
    u: String(user.uid),
    g: String(user.uid),
    U: user.name,
    G: user.name,
    '%': '%',
  };
  for (const letter of ['X', 'Y', 'Z', 'W']) values[letter] = String(Math.floor(time / 1_000));
  for (const letter of ['x', 'y', 'z', 'w']) values[letter] = formatDate(time, STAMP);
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter] ?? whole);
}
