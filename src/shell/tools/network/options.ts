/** Which options a program has, in the form of getopt_long. */
export interface OptionTable {
  /** Letters; one followed by `:` takes a value, by `::` an optional one attached to it. */
  short: string;
  /** Long names and the short letter or name they stand for; `=` at the end of a key: takes a value. */
  long?: Readonly<Record<string, string>>;
  /** Long options may start with a single dash (nmap). */
  singleDash?: boolean;
}

export interface GivenOption {
  /** The letter, or the long name when there is no letter. */
  name: string;
  value: string;
}

export type OptionProblem =
  /** `-Z`: name is the letter; `--badoption`: name is the whole word without its dashes. */
  { kind: 'unknown'; name: string; long: boolean } | { kind: 'missing-value'; name: string; long: boolean };

interface ParsedOptions {
  given: readonly GivenOption[];
  operands: readonly string[];
  /** The first thing wrong; parsing went no further. */
  problem?: OptionProblem;
}

/** Reads options the way GNU getopt_long does: anywhere on the line, letters bundled, long names cut short while unambiguous. */
export function parseOptions(args: readonly string[], table: OptionTable): ParsedOptions {
  const given: GivenOption[] = [];
  const operands: string[] = [];
  const letters = readLetters(table.short);
  const long = readLongNames(table.long ?? {});
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg === '--') return { given, operands: [...operands, ...args.slice(index + 1)] };
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      continue;
    }
    const longOption = arg.startsWith('--') ? matchLong(arg.slice(2), long) : undefined;
    const dashed = table.singleDash && !longOption ? matchLong(arg.slice(1), long, true) : undefined;
    const match = longOption ?? dashed;
    if (match) {
      if (!match.takesValue) given.push({ name: match.name, value: '' });
      else if (match.value !== undefined) given.push({ name: match.name, value: match.value });
      else if (index + 1 < args.length) given.push({ name: match.name, value: args[++index]! });
      else return { given, operands, problem: { kind: 'missing-value', name: match.spelled, long: true } };
      continue;
    }
    if (arg.startsWith('--')) {
      return { given, operands, problem: { kind: 'unknown', name: arg.slice(2), long: true } };
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at]!;
      const kind = letters.get(letter);
      if (!kind) return { given, operands, problem: { kind: 'unknown', name: letter, long: false } };
      const rest = arg.slice(at + 1);
      if (kind === 'flag') {
        given.push({ name: letter, value: '' });
        continue;
      }
      if (kind === 'optional' || rest !== '') given.push({ name: letter, value: rest });
      else if (index + 1 < args.length) given.push({ name: letter, value: args[++index]! });
      else return { given, operands, problem: { kind: 'missing-value', name: letter, long: false } };
      break;
    }
  }
  return { given, operands };
}

/** What glibc's getopt prints about a problem, without the program's name. */
export function problemText(problem: OptionProblem): string {
  if (problem.kind === 'missing-value') {
    return problem.long
      ? `option '--${problem.name}' requires an argument`
      : `option requires an argument -- '${problem.name}'`;
  }
  return problem.long ? `unrecognized option '--${problem.name}'` : `invalid option -- '${problem.name}'`;
}

type LetterKind = 'flag' | 'value' | 'optional';

function readLetters(short: string): Map<string, LetterKind> {
  const letters = new Map<string, LetterKind>();
  for (const [, letter, colons] of short.matchAll(/([^:])(:{0,2})/g)) {
    letters.set(letter!, colons === '' ? 'flag' : colons === ':' ? 'value' : 'optional');
  }
  return letters;
}

interface LongName {
  name: string;
  takesValue: boolean;
}

function readLongNames(long: Readonly<Record<string, string>>): Map<string, LongName> {
  return new Map(
    Object.entries(long).map(([spelling, name]) => [
      spelling.replace(/=$/, ''),
      { name, takesValue: spelling.endsWith('=') },
    ]),
  );
}

function matchLong(
  word: string,
  long: Map<string, LongName>,
  exact = false,
): (LongName & { spelled: string; value?: string }) | undefined {
  const equals = word.indexOf('=');
  const spelled = equals < 0 ? word : word.slice(0, equals);
  const value = equals < 0 ? {} : { value: word.slice(equals + 1) };
  const full = long.get(spelled);
  if (full) return { ...full, spelled, ...value };
  if (exact) return undefined;
  const candidates = [...long].filter(([name]) => name.startsWith(spelled));
  if (candidates.length !== 1) return undefined;
  return { ...candidates[0]![1], spelled: candidates[0]![0], ...value };
}
