import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { GLOBAL_FLAGS } from './flag-sets.ts';
import { bareValue, type Flag } from './flags.ts';

/** Walks from `kubectl` down to the command the words name, whatever flags stand between them. */
export function findCommand(args: readonly string[]): { chain: Command[]; rest: string[] } {
  const chain: Command[] = [COMMANDS];
  let rest = [...args];
  for (;;) {
    const command = chain.at(-1)!;
    const at = firstWord(rest, [...(command.flags ?? []), ...GLOBAL_FLAGS]);
    const word = at === -1 ? undefined : rest[at];
    const next = command.commands?.find((each) => each.name === word || each.aliases?.includes(word!));
    if (!next) return { chain, rest };
    chain.push(next);
    rest = rest.toSpliced(at, 1);
  }
}

/** The first word behind the chain that is no flag and no flag's value. */
export function firstArgument(chain: readonly Command[], rest: readonly string[]): string | undefined {
  const at = firstWord(rest, [...(chain.at(-1)!.flags ?? []), ...GLOBAL_FLAGS]);
  return at === -1 ? undefined : rest[at];
}

/** The place of the first word that is neither a flag nor a flag's value; -1 without one. */
function firstWord(args: readonly string[], flags: readonly Flag[]): number {
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === '--') return -1;
    if (!word.startsWith('-') || word === '-') return index;
    if (takesNextWord(word, flags)) index++;
  }
  return -1;
}

function takesNextWord(word: string, flags: readonly Flag[]): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) {
    const flag = flags.find((each) => each.name === word.slice(2));
    return flag !== undefined && bareValue(flag) === undefined;
  }
  const flag = flags.find((each) => each.short === word[1]);
  return word.length === 2 && flag !== undefined && bareValue(flag) === undefined;
}
