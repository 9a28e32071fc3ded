import type { Rewriting } from '../programs.ts';

/**
 * The bundled tar would keep the leading slash of what it packs. It is sent to the root instead and given the names
 * without it, as GNU tar stores them; `kubectl cp` relies on that.
 */
export const tar: Rewriting = {
  name: 'tar',
  rewrite(args, resolve) {
    const known = args.filter((word) => !OF_NO_MATTER.has(word));
    const reading = read(known);
    if (!packsFromTheRoot(reading)) return known.length < args.length ? { args: known, says: '' } : undefined;
    const { operands, archive } = reading;
    const words = known.map((word, index) => {
      if (operands.has(index)) return word.replace(/^\/+/, '') || '.';
      return index === archive && word !== '-' ? resolve(word) : word;
    });
    return { args: [...words, '-C', '/'], says: "tar: Removing leading `/' from member names\n" };
  },
};

/** Whose a file is and with which rights changes nothing on these machines; `kubectl cp --no-preserve` says it. */
const OF_NO_MATTER = new Set(['--no-same-owner', '--no-same-permissions', '--same-owner', '--numeric-owner']);

interface Reading {
  /** Letters of the short options, and long ones by name. */
  options: ReadonlySet<string>;
  /** What is packed, by place among the arguments. */
  operands: ReadonlyMap<number, string>;
  /** The place of the archive's name, where it is a word of its own. */
  archive: number | undefined;
}

function packsFromTheRoot({ options, operands }: Reading): boolean {
  const packs = ['c', 'r', 'u', 'create', 'append', 'update'].some((option) => options.has(option));
  const leaves = ['P', 'absolute-names', 'C', 'directory', 'T', 'files-from'].some((option) => options.has(option));
  const paths = [...operands.values()];
  return packs && !leaves && paths.length > 0 && paths.every((path) => path.startsWith('/'));
}

const WITH_VALUE = new Set(['f', 'C', 'T', 'X', 'b']);
const LONG_WITH_VALUE = new Set(['file', 'directory', 'files-from', 'exclude-from', 'exclude', 'strip', 'transform']);

/** Options may stand together, without a dash in the first word; each that takes a value takes the next word. */
function read(args: readonly string[]): Reading {
  const options = new Set<string>();
  const operands = new Map<number, string>();
  let archive: number | undefined;
  let waiting: string[] = [];
  for (const [index, word] of args.entries()) {
    const [option, ...others] = waiting;
    if (option !== undefined) {
      if (option === 'f' || option === 'file') archive = index;
      waiting = others;
    } else if (word.startsWith('--')) {
      const [name, value] = word.slice(2).split('=', 2);
      options.add(name!);
      if (value === undefined && LONG_WITH_VALUE.has(name!)) waiting = [name!];
    } else if ((word.startsWith('-') && word !== '-') || index === 0) {
      waiting = readLetters(word, options);
    } else operands.set(index, word);
  }
  return { options, operands, archive };
}

/** The letters whose values are words of their own, in order. */
function readLetters(word: string, options: Set<string>): string[] {
  const dashed = word.startsWith('-');
  const letters = [...word.replace(/^-/, '')];
  const waiting: string[] = [];
  for (const [index, letter] of letters.entries()) {
    options.add(letter);
    if (!WITH_VALUE.has(letter)) continue;
    // With a dash the rest of the word is the value, where there is a rest.
    if (dashed) return index + 1 < letters.length ? [] : [letter];
    waiting.push(letter);
  }
  return waiting;
}
