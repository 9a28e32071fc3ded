import { isAbsent } from '../shell/index.ts';
import { type CommandWords, commandWords } from './command-words.ts';
import type { Completion, Word, World } from './completion.ts';
import { files } from './files.ts';
import { kubectlWords } from './kubectl-words.ts';

const KUBECTL = new Set(['kubectl', 'k', 'oc']);
/** Part of any shell, and not among its programs. */
const SHELL_WORDS =
  'cd export unset set source eval exec exit return read local declare typeset readonly shift test let getopts wait break continue type command builtin pushd popd dirs if then else elif fi for while until do done case esac function select'.split(
    ' ',
  );
/** A cluster nobody can look into at once: kubectl's own words are completed, names are not. */
const NOTHING_KNOWN = {
  kinds: { all: [] },
  store: { list: () => [], get: () => undefined },
} as unknown as World['cluster'];
const VARIABLE = /\$(\{?)(\w*)$/;

/**
 * What may stand at `cursor` in a command line: commands, kubectl's words with the names of the live cluster, files,
 * variables. Only looks: it is no input, runs nothing and writes nothing.
 */
export function complete(
  text: string,
  cursor: number,
  { surroundings, cluster = NOTHING_KNOWN }: Partial<World> & Pick<World, 'surroundings'>,
): Completion {
  const world = { surroundings, cluster };
  const command = commandWords(text, cursor);
  const variable = command.quote === "'" ? null : VARIABLE.exec(text.slice(command.from, cursor));
  if (variable) return variables(variable, cursor, world);
  const words = wordsFor(command, world)
    .filter(({ text: candidate }) => candidate.startsWith(command.word))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  const seen = new Set<string>();
  const unique = words.filter(({ text: candidate }) => !seen.has(candidate) && seen.add(candidate));
  return { from: command.from, candidates: unique.map((word) => written(word, command)) };
}

function wordsFor(command: CommandWords, world: World): readonly Word[] {
  const { words, word, redirected } = command;
  const { surroundings } = world;
  if (redirected) return files(word, surroundings);
  const [name] = words;
  if (name === undefined) {
    if (word.includes('/')) return files(word, surroundings);
    return [...surroundings.programs().filter((name) => !isAbsent(name)), ...SHELL_WORDS].map((text) => ({ text }));
  }
  if (KUBECTL.has(name)) return kubectlWords(words.slice(1), word, world);
  if (name === 'unset' || name === 'export') return surroundings.variables().map((text) => ({ text }));
  if (word.startsWith('-')) return [];
  return files(word, surroundings, name === 'cd' ? 'folders' : undefined);
}

function variables([whole, brace, typed]: RegExpExecArray, cursor: number, { surroundings }: World): Completion {
  const names = surroundings.variables().filter((name) => name.startsWith(typed!));
  const candidates = names.sort().map((name) => ({ text: brace ? `\${${name}}` : `$${name}`, label: `$${name}` }));
  return { from: cursor - whole.length, candidates };
}

/** The word as it is typed: in its quote, or with what the shell would read otherwise behind a backslash. */
function written({ text, label = text, open = false }: Word, { quote }: CommandWords) {
  if (quote !== '') return { text: `${quote}${text}${open ? '' : `${quote} `}`, label };
  const escaped = text.replace(/[\s'"\\$`&|;()<>*?[\]#!]/g, '\\$&');
  return { text: open ? escaped : `${escaped} `, label };
}
