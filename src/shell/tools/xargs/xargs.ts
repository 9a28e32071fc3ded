import type { Tool, ToolContext } from '../../types.ts';
import { readOptions } from '../options.ts';

const COMMAND_NOT_RUN = 127;

/** Builds command lines from standard input: `-n`, `-L`, `-I`, `-0`, `-d`, `-r`, `-t`, `-a`; `-P` runs one by one. */
export const xargs: Tool = {
  name: 'xargs',
  async run(context) {
    const { args, stdin, stderr, fs, resolve } = context;
    const options = readOptions(args, {
      flags: ['0', 'r', 't', 'x', 'p'],
      values: ['n', 'I', 'd', 'L', 'P', 's', 'a'],
      long: {
        null: '0',
        'no-run-if-empty': 'r',
        verbose: 't',
        'max-args': 'n',
        replace: 'I',
        delimiter: 'd',
        'max-lines': 'L',
        'max-procs': 'P',
        'arg-file': 'a',
      },
      stopAtOperand: true,
    });
    if (typeof options === 'string') return complain(options);
    const { flags, values } = options;
    for (const letter of ['n', 'L', 'P']) {
      const value = values.get(letter);
      if (value !== undefined && !/^\d+$/.test(value))
        return complain(`invalid number "${value}" for -${letter} option`);
    }
    const file = values.get('a');
    const text = file === undefined ? await stdin() : await fs.readFile(resolve(file));
    const items = split(text, flags.has('0') ? '\0' : escaped(values.get('d')), values.has('I') || values.has('L'));
    if (typeof items === 'string') return complain(items);
    const command = options.operands.length > 0 ? options.operands : ['echo'];
    return runAll(context, commands(command, items, values, flags.has('r')), flags.has('t'));

    function complain(problem: string): number {
      stderr(`xargs: ${problem}\nTry 'xargs --help' for more information.\n`);
      return 1;
    }
  },
};

function commands(
  command: readonly string[],
  items: string[],
  values: ReadonlyMap<string, string>,
  nothingIfEmpty: boolean,
): string[][] {
  const mark = values.get('I');
  if (mark !== undefined) return items.map((item) => command.map((word) => word.replaceAll(mark, item)));
  const lines = values.get('L');
  const size = Number(values.get('n') ?? lines ?? Math.max(1, items.length));
  if (items.length === 0) return nothingIfEmpty ? [] : [[...command]];
  const groups: string[][] = [];
  for (let start = 0; start < items.length; start += size) {
    const group = items.slice(start, start + size);
    groups.push([...command, ...(lines === undefined ? group : group.flatMap((line) => line.trim().split(/[ \t]+/)))]);
  }
  return groups;
}

async function runAll({ exec, stderr, signal }: ToolContext, all: string[][], verbose: boolean): Promise<number> {
  let code = 0;
  for (const command of all) {
    signal.throwIfAborted();
    if (verbose) stderr(`${command.join(' ')}\n`);
    const result = await exec(command, { stdin: '' });
    if (result === COMMAND_NOT_RUN || result === 126) return result;
    if (result === 255) {
      stderr(`xargs: ${command[0]}: exited with status 255; aborting\n`);
      return 124;
    }
    if (result !== 0) code = 123;
  }
  return code;
}

/** The items of the input: by delimiter, by line, or by blanks with quotes and backslashes as xargs reads them. */
function split(text: string, delimiter: string | undefined, byLine: boolean): string[] | string {
  if (delimiter !== undefined)
    return text === '' ? [] : (text.endsWith(delimiter) ? text.slice(0, -1) : text).split(delimiter);
  if (byLine) {
    return text
      .split('\n')
      .map((line) => line.replace(/^[ \t]+/, ''))
      .filter((line) => line !== '');
  }
  const items: string[] = [];
  const item = /(?:"([^"\n]*)"|'([^'\n]*)'|\\([\s\S])|([^\s"'\\]+))/y;
  let index = 0;
  while (index < text.length) {
    if (/\s/.test(text[index]!)) {
      index++;
      continue;
    }
    let word = '';
    item.lastIndex = index;
    for (let part = item.exec(text); part; part = item.exec(text)) {
      word += part[1] ?? part[2] ?? part[3] ?? part[4]!;
      index = item.lastIndex;
    }
    const rest = text[index];
    if (rest !== undefined && !/\s/.test(rest)) {
      return `unmatched ${rest === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`;
    }
    items.push(word);
  }
  return items;
}

function escaped(delimiter: string | undefined): string | undefined {
  return delimiter === undefined ? undefined : ({ '\\n': '\n', '\\t': '\t', '\\0': '\0' }[delimiter] ?? delimiter[0]);
}
