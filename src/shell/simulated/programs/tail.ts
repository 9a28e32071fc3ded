import { readOptions } from '../../tools/options.ts';
import type { ToolContext } from '../../types.ts';
import type { Program } from '../programs.ts';

/** How often a followed file is looked at, in milliseconds of simulated time. */
const POLL = 1_000;
const OPTIONS = {
  flags: ['f', 'F', 'q'],
  values: ['n'],
  long: { follow: 'f', retry: 'F', lines: 'n', quiet: 'q' },
};

/** `tail -f`: the end of a file, then what is written to it, until Ctrl-C. Without `-f` the bundled tail runs. */
export const tail: Program = {
  name: 'tail',
  suits: (args) => args.some((word) => /^-\w*[fF]|^--follow$/.test(word)),
  async run(context) {
    const { args, fs, resolve, stdout, stderr } = context;
    const options = readOptions(
      args.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word)),
      OPTIONS,
    );
    if (typeof options === 'string') {
      stderr(`tail: ${options}\nTry 'tail --help' for more information.\n`);
      return 1;
    }
    const [file, other] = options.operands;
    if (file === undefined || other !== undefined) {
      stderr('tail: follow one file at a time: tail -f FILE\n');
      return 1;
    }
    const path = resolve(file);
    if (!options.flags.has('F') && !(await fs.exists(path))) {
      stderr(`tail: cannot open '${file}' for reading: No such file or directory\ntail: no files remaining\n`);
      return 1;
    }
    const text = (await fs.exists(path)) ? await fs.readFile(path) : '';
    const count = options.values.get('n') ?? '10';
    stdout(lastLines(text, count));
    return follow(context, path, file, text.length);
  },
};

async function follow(context: ToolContext, path: string, name: string, shown: number): Promise<never> {
  const { fs, clock, signal, stdout, stderr } = context;
  let seen = shown;
  for (;;) {
    await clock.sleep(POLL, signal);
    if (!(await fs.exists(path))) continue;
    const text = await fs.readFile(path);
    if (text.length < seen) {
      stderr(`tail: ${name}: file truncated\n`);
      seen = 0;
    }
    if (text.length > seen) stdout(text.slice(seen));
    seen = text.length;
  }
}

function lastLines(text: string, count: string): string {
  const lines = text === '' ? [] : text.split(/(?<=\n)/);
  // `-n +3` counts from the beginning.
  const start = count.startsWith('+') ? Number(count) - 1 : Math.max(0, lines.length - Number(count));
  return lines.slice(start).join('');
}
