import { formatDate } from '../../tools/date/format-date.ts';
import { readOptions } from '../../tools/options.ts';
import type { ToolContext } from '../../types.ts';
import type { Process } from '../process.ts';
import type { Program } from '../programs.ts';
import { modeText, type Stat } from './file-mode.ts';

interface Entry {
  /** As it is printed. */
  name: string;
  path: string;
  stat: Stat;
}

const HALF_A_YEAR = 15_778_476_000;
const DIRECTORY_SIZE = 4_096;

export const ls: Program = {
  name: 'ls',
  async run(context, process) {
    const args = context.args.filter((argument) => !argument.startsWith('--color'));
    const options = readOptions(args, {
      flags: ['l', 'a', 'A', '1', 'h', 't', 'r', 'S', 'R', 'd', 'F', 'p', 'n', 'C', 'i', 's'],
      long: {
        all: 'a',
        'almost-all': 'A',
        'human-readable': 'h',
        reverse: 'r',
        recursive: 'R',
        directory: 'd',
        classify: 'F',
      },
    });
    if (typeof options === 'string') {
      context.stderr(`ls: ${options}\nTry 'ls --help' for more information.\n`);
      return 2;
    }
    return list(context, process, options.flags, options.operands);
  },
};

async function list(
  context: ToolContext,
  process: Process,
  flags: ReadonlySet<string>,
  operands: readonly string[],
): Promise<number> {
  const { stdout, stderr, resolve } = context;
  const files = process.computer.files.memory;
  const single: Entry[] = [];
  const directories: Entry[] = [];
  let code = 0;
  for (const operand of operands.length > 0 ? operands : ['.']) {
    const path = resolve(operand);
    try {
      // A link given by name is followed, unless its own data are asked for.
      const stat = flags.has('l') || flags.has('d') ? await files.lstat(path) : await files.stat(path);
      (stat.isDirectory && !flags.has('d') ? directories : single).push({ name: operand, path, stat });
    } catch {
      stderr(`ls: cannot access '${operand}': No such file or directory\n`);
      code = 2;
    }
  }
  if (single.length > 0) stdout(await print(context, process, flags, single));
  const titled = operands.length > 1 || flags.has('R');
  let first = single.length === 0;
  for (const directory of directories) await show(directory);
  return code;

  async function show(directory: Entry): Promise<void> {
    const entries = await entriesOf(process, directory.path, flags);
    const title = titled ? `${first ? '' : '\n'}${directory.name}:\n` : '';
    first = false;
    const total = flags.has('l') ? `total ${entries.reduce((sum, { stat }) => sum + blocks(stat), 0)}\n` : '';
    stdout(title + total + (await print(context, process, flags, entries)));
    if (!flags.has('R')) return;
    for (const entry of entries) {
      if (!entry.stat.isDirectory || entry.name === '.' || entry.name === '..') continue;
      await show({ ...entry, name: `${directory.name.replace(/\/$/, '')}/${entry.name}` });
    }
  }
}

async function entriesOf(process: Process, path: string, flags: ReadonlySet<string>): Promise<Entry[]> {
  const files = process.computer.files.memory;
  const names = (await files.readdir(path)).filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
  if (flags.has('a')) names.push('.', '..');
  const entries: Entry[] = [];
  for (const name of names) {
    const entryPath = files.resolvePath(path, name);
    entries.push({ name, path: entryPath, stat: await files.lstat(entryPath) });
  }
  return sorted(entries, flags);
}

function sorted(entries: Entry[], flags: ReadonlySet<string>): Entry[] {
  const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const order = (a: Entry, b: Entry): number => {
    if (flags.has('t')) return b.stat.mtime.getTime() - a.stat.mtime.getTime() || byName(a, b);
    if (flags.has('S')) return size(b.stat) - size(a.stat) || byName(a, b);
    return byName(a, b);
  };
  const result = entries.sort(order);
  return flags.has('r') ? result.reverse() : result;
}

async function print(
  context: ToolContext,
  process: Process,
  flags: ReadonlySet<string>,
  entries: Entry[],
): Promise<string> {
  if (flags.has('l') || flags.has('n')) return long(context, process, flags, entries);
  const names = entries.map((entry) => marked(entry, flags));
  if (!context.tty.stdout || flags.has('1')) return names.map((name) => `${name}\n`).join('');
  return columns(names, context.tty.columns);
}

async function long(
  { clock, user }: ToolContext,
  process: Process,
  flags: ReadonlySet<string>,
  entries: Entry[],
): Promise<string> {
  const files = process.computer.files.memory;
  const owner = flags.has('n') ? String(user.uid) : user.name;
  const sizes = entries.map(({ stat }) => (flags.has('h') ? humanSize(size(stat)) : String(size(stat))));
  const width = Math.max(0, ...sizes.map((text) => text.length));
  const rows: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const { stat, path } = entry;
    const recent = Math.abs(clock.now() - stat.mtime.getTime()) < HALF_A_YEAR;
    const time = formatDate(stat.mtime.getTime(), recent ? '%b %e %H:%M' : '%b %e  %Y');
    const links = stat.isDirectory ? 2 : 1;
    const target = stat.isSymbolicLink ? ` -> ${await files.readlink(path)}` : '';
    rows.push(
      `${modeText(stat)} ${links} ${owner} ${owner} ${sizes[index]!.padStart(width)} ${time} ${marked(entry, flags)}${target}\n`,
    );
  }
  return rows.join('');
}

function columns(names: string[], screen: number): string {
  if (names.length === 0) return '';
  for (let rows = 1; ; rows++) {
    const groups = Array.from({ length: Math.ceil(names.length / rows) }, (_, index) =>
      names.slice(index * rows, (index + 1) * rows),
    );
    const widths = groups.map((group) => Math.max(...group.map((name) => name.length)));
    const total = widths.reduce((sum, width) => sum + width + 2, -2);
    if (total > screen && rows < names.length) continue;
    const lines = Array.from({ length: rows }, (_, row) =>
      groups
        .map((group, column) => (group[row] ?? '').padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
    return lines.map((line) => `${line}\n`).join('');
  }
}

function marked({ name, stat }: Entry, flags: ReadonlySet<string>): string {
  if (stat.isDirectory && (flags.has('F') || flags.has('p'))) return `${name}/`;
  if (!flags.has('F')) return name;
  if (stat.isSymbolicLink) return flags.has('l') ? name : `${name}@`;
  return stat.mode & 0o111 ? `${name}*` : name;
}

function size(stat: Stat): number {
  return stat.isDirectory ? DIRECTORY_SIZE : stat.size;
}

function blocks(stat: Stat): number {
  return Math.ceil(size(stat) / DIRECTORY_SIZE) * (DIRECTORY_SIZE / 1_024);
}

function humanSize(bytes: number): string {
  if (bytes < 1_024) return String(bytes);
  let value = bytes;
  let unit = -1;
  for (; value >= 1_024 && unit < 3; unit++) value /= 1_024;
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${'KMGT'[unit]}`;
}
