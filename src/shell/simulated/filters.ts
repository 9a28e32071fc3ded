import type { ToolContext } from '../types.ts';
import { commandLine } from './command-line.ts';
import { textToBytes } from './just-bash.ts';
import type { Process } from './process.ts';

/** A bundled utility in the form it takes while its input is still coming. */
export interface Filter {
  name: string;
  /** Whether these arguments allow working line by line. */
  suits(args: readonly string[]): boolean;
  run(context: ToolContext, process: Process): Promise<number>;
}

const cat: Filter = {
  name: 'cat',
  suits: (args) => args.length === 0 || (args.length === 1 && args[0] === '-'),
  async run({ stdinChunks, stdout }) {
    for await (const piece of stdinChunks()) stdout(piece);
    return 0;
  },
};

const tee: Filter = {
  name: 'tee',
  suits: (args) => args.every((argument) => argument === '-a' || !argument.startsWith('-')),
  async run({ args, stdinChunks, stdout, stderr, fs, resolve, signal }) {
    const files = args.filter((argument) => argument !== '-a').map(resolve);
    try {
      if (!args.includes('-a')) for (const file of files) await fs.writeFile(file, '');
      for await (const piece of stdinChunks()) {
        stdout(piece);
        for (const file of files) await fs.appendFile(file, piece);
      }
      return 0;
    } catch (error) {
      signal.throwIfAborted();
      stderr(`tee: ${(error as Error).message}\n`);
      return 1;
    }
  },
};

const head: Filter = {
  name: 'head',
  suits: (args) => headCount(args) !== undefined,
  async run({ args, stdinChunks, stdout }) {
    const { unit, count } = headCount(args)!;
    let left = count;
    if (left === 0) return 0;
    for await (const piece of unit === 'lines' ? lines(stdinChunks()) : stdinChunks()) {
      const part = unit === 'lines' ? piece : piece.slice(0, left);
      stdout(part);
      left -= unit === 'lines' ? 1 : part.length;
      if (left <= 0) break;
    }
    return 0;
  },
};

const grep: Filter = {
  name: 'grep',
  suits: (args) => grepOptions(args) !== undefined,
  async run({ args, name, stdinChunks, stdout, stderr }, process) {
    const { quiet, limit, rest } = grepOptions(args)!;
    let found = 0;
    for await (const line of batches(stdinChunks())) {
      const result = await process.nested(commandLine([name, ...rest]), {
        stdin: textToBytes(line),
        stdinKind: 'bytes',
      });
      if (result.stderr) stderr(result.stderr);
      if (result.exitCode > 1) return result.exitCode;
      const matches = result.stdout.split(/(?<=\n)/).slice(0, limit - found);
      if (result.exitCode === 0) found += matches.length;
      if (!quiet) stdout(matches.join(''));
      if (found > 0 && (quiet || found >= limit)) break;
    }
    return found > 0 ? 0 : 1;
  },
};

export const FILTERS: ReadonlyMap<string, Filter> = new Map(
  [cat, tee, head, grep, { ...grep, name: 'egrep' }, { ...grep, name: 'fgrep' }].map((filter) => [filter.name, filter]),
);

function headCount(args: readonly string[]): { unit: 'lines' | 'bytes'; count: number } | undefined {
  if (args.length === 0) return { unit: 'lines', count: 10 };
  const [, letter, attached] = /^-(?:(n|c)|-lines=|-bytes=)?(\d+)?$/.exec(args[0]!) ?? [];
  const bytes = letter === 'c' || args[0]!.startsWith('--bytes');
  const count = attached ?? (letter && args.length === 2 && /^\d+$/.test(args[1]!) ? args[1] : undefined);
  if (count === undefined || args.length !== (attached === undefined ? 2 : 1)) return undefined;
  return { unit: bytes ? 'bytes' : 'lines', count: Number(count) };
}

/** What is left to ask grep of each batch; undefined when some option needs to see the whole input. */
function grepOptions(args: readonly string[]): { quiet: boolean; limit: number; rest: string[] } | undefined {
  const options = { quiet: false, limit: Number.POSITIVE_INFINITY, rest: [] as string[] };
  let operands = 0;
  let patterns = 0;
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const attached = /^(?:-m|--max-count=)(\d+)$/.exec(word)?.[1];
    if (attached !== undefined) options.limit = Number(attached);
    else if (word === '-m' && /^\d+$/.test(words[0] ?? '')) options.limit = Number(words.shift());
    else if (word === '--line-buffered' || word.startsWith('--color')) continue;
    else if (word === '-e' && words.length > 0) {
      options.rest.push(word, words.shift()!);
      patterns++;
    } else if (/^-[ivEFPwxoshq]+$/.test(word)) {
      options.quiet ||= word.includes('q');
      if (/[^-q]/.test(word)) options.rest.push(word.replaceAll('q', ''));
    } else if (word.startsWith('-')) return undefined;
    else {
      options.rest.push(word);
      operands++;
    }
  }
  return operands === (patterns > 0 ? 0 : 1) ? options : undefined;
}

/** Whole lines, one at a time. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const batch of batches(pieces)) yield* batch.split(/(?<=\n)/);
}

/** As many whole lines as have arrived; the last one may lack its newline. */
async function* batches(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield text.slice(0, end);
  }
  if (rest !== '') yield rest;
}
