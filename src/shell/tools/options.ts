/** A command line taken apart: `-n 5 -v --all file`. */
export interface Options {
  flags: ReadonlySet<string>;
  values: ReadonlyMap<string, string>;
  operands: string[];
}

export interface OptionTable {
  /** Letters (and long names) without a value. */
  flags?: readonly string[];
  /** Letters (and long names) that take a value: `-n5`, `-n 5`, `--lines=5`. */
  values?: readonly string[];
  /** Long names that mean a letter. */
  long?: Readonly<Record<string, string>>;
  /** The first operand ends the options: what follows is another program's. */
  stopAtOperand?: boolean;
}

/** Takes `args` apart; a string is what to tell the person, in getopt's words. */
export function readOptions(args: readonly string[], table: OptionTable): Options | string {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') {
      operands.push(...words);
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word);
      if (!table.stopAtOperand) continue;
      operands.push(...words);
      break;
    }
    const problem = word.startsWith('--') ? readLong(word, words) : readLetters(word.slice(1), words);
    if (problem) return problem;
  }
  return { flags, values, operands };

  function readLong(word: string, rest: string[]): string | undefined {
    const [, given = '', attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word)!;
    const name = table.long?.[given] ?? given;
    if (table.values?.includes(name)) {
      const value = attached ?? rest.shift();
      if (value === undefined) return `option '--${given}' requires an argument`;
      values.set(name, value);
      return undefined;
    }
    if (!table.flags?.includes(name)) return `unrecognized option '--${given}'`;
    flags.add(name);
    return undefined;
  }

  function readLetters(letters: string, rest: string[]): string | undefined {
    for (let index = 0; index < letters.length; index++) {
      const letter = letters[index]!;
      if (table.values?.includes(letter)) {
        const value = letters.slice(index + 1) || rest.shift();
        if (value === undefined) return `option requires an argument -- '${letter}'`;
        values.set(letter, value);
        return undefined;
      }
      if (!table.flags?.includes(letter)) return `invalid option -- '${letter}'`;
      flags.add(letter);
    }
    return undefined;
  }
}
