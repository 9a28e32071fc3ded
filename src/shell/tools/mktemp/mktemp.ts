import type { Tool } from '../../types.ts';
import { readOptions } from '../options.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Makes a file or directory (`-d`) with a name nobody has; the name comes from the lab's seeded chance. */
export const mktemp: Tool = {
  name: 'mktemp',
  async run({ args, fs, env, random, resolve, stdout, stderr }) {
    const options = readOptions(args, {
      flags: ['d', 'u', 'q', 't'],
      values: ['p', 'suffix'],
      long: { directory: 'd', 'dry-run': 'u', quiet: 'q', tmpdir: 'p' },
    });
    if (typeof options === 'string') {
      stderr(`mktemp: ${options}\nTry 'mktemp --help' for more information.\n`);
      return 1;
    }
    const { flags, values, operands } = options;
    const [given] = operands;
    const suffix = values.get('suffix') ?? '';
    const template = `${given ?? 'tmp.XXXXXXXXXX'}${suffix}`;
    const marks = /X{3,}(?=[^X]*$)/.exec(template);
    if (!marks) {
      stderr(`mktemp: too few X's in template '${template}'\n`);
      return 1;
    }
    const inTemporary = given === undefined || flags.has('t') || values.has('p');
    const directory = inTemporary ? (values.get('p') ?? env.get('TMPDIR') ?? '/tmp') : '';
    let path: string;
    do {
      const name =
        template.slice(0, marks.index) + letters(marks[0].length) + template.slice(marks.index + marks[0].length);
      path = directory === '' ? name : `${directory.replace(/\/$/, '')}/${name}`;
    } while (await fs.exists(resolve(path)));
    try {
      if (!flags.has('u')) await (flags.has('d') ? fs.mkdir(resolve(path)) : fs.writeFile(resolve(path), ''));
    } catch {
      stderr(
        `mktemp: failed to create ${flags.has('d') ? 'directory' : 'file'} via template '${path}': No such file or directory\n`,
      );
      return 1;
    }
    stdout(`${path}\n`);
    return 0;

    function letters(count: number): string {
      return Array.from({ length: count }, () => LETTERS[random.integer(LETTERS.length)]).join('');
    }
  },
};
