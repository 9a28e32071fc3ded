import { parseDuration } from '../clock/index.ts';
import { Failure } from './failure.ts';

/** One flag of a command, as its help lists it. */
export interface Flag {
  name: string;
  short?: string;
  type: 'string' | 'bool' | 'int' | 'duration' | 'list' | 'array';
  /** As written on a command line; printed in the help. */
  default?: string;
  /** The value when the flag stands without one (`--dry-run`). */
  bare?: string;
  /** What is said of it whenever it is given; the help leaves it out. */
  deprecated?: string;
  help: string;
}

/** What a command line said. */
export class ParsedFlags {
  readonly #values = new Map<string, string[]>();
  readonly #flags: ReadonlyMap<string, Flag>;
  /** What is said of deprecated flags that were given. */
  readonly warnings: string[] = [];

  constructor(flags: ReadonlyMap<string, Flag>) {
    this.#flags = flags;
  }

  set(flag: Flag, value: string, spelled: string): void {
    checkValue(flag, value, spelled);
    if (flag.deprecated) this.warnings.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
    const values = flag.type === 'list' ? splitList(value) : [value];
    const before = flag.type === 'list' || flag.type === 'array' ? (this.#values.get(flag.name) ?? []) : [];
    this.#values.set(flag.name, [...before, ...values]);
  }

  /** The flags that were given, in their order, as `--name=value`. */
  spelled(): string[] {
    return [...this.#values].map(([name, values]) => `--${name}=${values.join(',')}`);
  }

  /** True when the flag was given, whatever its value. */
  changed(name: string): boolean {
    return this.#values.has(name);
  }

  string(name: string): string {
    return this.#values.get(name)?.at(-1) ?? this.#flags.get(name)?.default ?? '';
  }

  bool(name: string): boolean {
    return truth(this.string(name) || 'false') === true;
  }

  int(name: string): number {
    return Number(this.string(name) || '0');
  }

  /** Milliseconds. */
  duration(name: string): number {
    return parseDuration(this.string(name) || '0') ?? 0;
  }

  list(name: string): readonly string[] {
    const fallback = this.#flags.get(name)?.default;
    return this.#values.get(name) ?? (fallback ? [fallback] : []);
  }
}

export interface ParsedLine {
  flags: ParsedFlags;
  args: string[];
  /** How many arguments came before `--`; -1 without one. */
  dashAt: number;
}

/**
 * Reads a command line as pflag does: flags and arguments mixed, `-ovalue`, `-it`, `--x=y`, `--`.
 * Throws a `Failure` worded as pflag's.
 */
export function parseFlags(line: readonly string[], known: readonly Flag[]): ParsedLine {
  const long = new Map(known.map((flag) => [flag.name, flag]));
  const short = new Map(known.filter((flag) => flag.short).map((flag) => [flag.short!, flag]));
  const flags = new ParsedFlags(long);
  const args: string[] = [];
  const rest = [...line];
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (word === '--') return { flags, args: [...args, ...rest], dashAt: args.length };
    if (word.startsWith('--')) takeLong(word, rest, long, flags);
    else if (word.startsWith('-') && word !== '-') takeShort(word, rest, short, flags);
    else args.push(word);
  }
  return { flags, args, dashAt: -1 };
}

/** The value a flag takes when it stands alone; undefined when it wants an argument. */
export function bareValue(flag: Flag): string | undefined {
  return flag.bare ?? (flag.type === 'bool' ? 'true' : undefined);
}

function takeLong(word: string, rest: string[], known: ReadonlyMap<string, Flag>, flags: ParsedFlags): void {
  const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word)!;
  if (!name || name.startsWith('-')) throw new Failure(`bad flag syntax: ${word}`);
  const flag = known.get(name);
  if (!flag) {
    if (name === 'help') throw new HelpWanted();
    throw new Failure(`unknown flag: --${name}`);
  }
  const given = value ?? bareValue(flag);
  if (given === undefined && rest.length === 0) throw new Failure(`flag needs an argument: --${name}`);
  flags.set(flag, given ?? rest.shift()!, spelling(flag));
}

function takeShort(word: string, rest: string[], known: ReadonlyMap<string, Flag>, flags: ParsedFlags): void {
  let letters = word.slice(1);
  while (letters) {
    const letter = letters[0]!;
    const tail = letters.slice(1);
    const flag = known.get(letter);
    if (!flag) {
      if (letter === 'h') throw new HelpWanted();
      throw new Failure(`unknown shorthand flag: '${letter}' in -${letters}`);
    }
    const bare = tail.startsWith('=') ? undefined : bareValue(flag);
    if (bare === undefined && !tail && rest.length === 0) {
      throw new Failure(`flag needs an argument: '${letter}' in -${letters}`);
    }
    flags.set(flag, bare ?? (tail.replace(/^=/, '') || (tail ? '' : rest.shift()!)), spelling(flag));
    letters = bare === undefined ? '' : tail;
  }
}

/** Thrown by `--help` and `-h`. */
export class HelpWanted extends Error {}

function spelling(flag: Flag): string {
  return flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
}

function checkValue(flag: Flag, value: string, spelled: string): void {
  const problem = valueProblem(flag, value);
  if (problem) throw new Failure(`invalid argument ${JSON.stringify(value)} for "${spelled}" flag: ${problem}`);
}

function valueProblem(flag: Flag, value: string): string | undefined {
  const quoted = JSON.stringify(value);
  if (flag.type === 'bool' && truth(value) === undefined) return `strconv.ParseBool: parsing ${quoted}: invalid syntax`;
  if (flag.type === 'int' && !/^[-+]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${quoted}: invalid syntax`;
  if (flag.type === 'duration' && parseDuration(value) === undefined) return durationProblem(value);
  return undefined;
}

function durationProblem(value: string): string {
  const quoted = JSON.stringify(value);
  if (/^[-+]?\d+(?:\.\d*)?$/.test(value)) return `time: missing unit in duration ${quoted}`;
  const unit = /^[-+]?\d+(?:\.\d*)?([^\d.]+)/.exec(value);
  if (unit) return `time: unknown unit ${JSON.stringify(unit[1])} in duration ${quoted}`;
  return `time: invalid duration ${quoted}`;
}

function truth(value: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(?:0|f|F|FALSE|false|False)$/.test(value)) return false;
  return undefined;
}

/** Comma-separated values, with CSV quotes as pflag's string slices allow. */
function splitList(value: string): string[] {
  if (value === '') return [];
  if (!value.includes('"')) return value.split(',');
  return [...value.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
