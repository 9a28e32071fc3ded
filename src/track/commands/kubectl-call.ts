import type { Command } from './split-commands.ts';

/** A kubectl (or calicoctl, oc) command line, taken apart as far as a reader of documents needs. */
export interface KubectlCall {
  verb: string;
  /** Arguments after the verb that are no flags, up to `--`. */
  arguments: readonly string[];
  /** Values of `-n`, `--namespace`. */
  namespace?: string;
  /** Values of `-f`, `--filename`, in order; `-` is standard input. */
  files: readonly string[];
  /** Words after `--`: they run in a pod. */
  inPod: readonly string[];
  isAll: boolean;
}

const PROGRAMS = new Set(['kubectl', 'k', 'oc', 'calicoctl']);
const PREFIXES = new Set([
  'sudo',
  'time',
  'command',
  'exec',
  'do',
  'then',
  'else',
  '!',
  '{',
  'watch',
  'if',
  'while',
  'until',
]);
const SHORT_WITH_VALUE = 'nflocpsLw';

/** Flags that take a value as the next word; others stand alone or carry it after `=`. */
const LONG_WITH_VALUE = new Set(
  (
    'namespace filename selector output container context cluster kubeconfig server user type patch image port ' +
    'field-selector sort-by timeout for as as-group replicas overrides env labels from-literal from-file template tail ' +
    'since restart local-port name target-port protocol verb resource dry-run-strategy grace-period subresource'
  ).split(' '),
);
/** Short flags whose meaning depends on the verb: `-w` watches, `-p` is previous for logs, `-t`, `-i` stand alone. */
const STANDALONE_BY_VERB: Readonly<Record<string, string>> = { get: 'Lw', logs: 'pf', rollout: 'w', exec: 'p' };

/** Reads a command as a kubectl call; undefined when it is another program. */
export function kubectlCall(command: Command): KubectlCall | undefined {
  const words = command.words.map(({ text }) => text);
  const start = words.findIndex((word) => !PREFIXES.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  if (start < 0 || !PROGRAMS.has(words[start]!)) return undefined;
  return new CallReader(words.slice(start + 1)).read();
}

class CallReader {
  readonly #words: readonly string[];
  #verb = '';
  #namespace: string | undefined;
  #isAll = false;
  readonly #arguments: string[] = [];
  readonly #files: string[] = [];

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  read(): KubectlCall {
    const end = this.#words.indexOf('--');
    const own = end < 0 ? this.#words : this.#words.slice(0, end);
    for (let index = 0; index < own.length; index += 1) index += this.#take(own[index]!, own[index + 1]);
    return {
      verb: this.#verb,
      arguments: this.#arguments,
      ...(this.#namespace ? { namespace: this.#namespace } : {}),
      files: this.#files,
      inPod: end < 0 ? [] : this.#words.slice(end + 1),
      isAll: this.#isAll,
    };
  }

  /** Returns how many further words the flag took. */
  #take(word: string, next: string | undefined): 0 | 1 {
    if (word === '-' || !word.startsWith('-')) {
      if (this.#verb === '') this.#verb = word;
      else this.#arguments.push(word);
      return 0;
    }
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (long) return this.#flag(long[1]!, long[2], next, LONG_WITH_VALUE.has(long[1]!));
    const [name, glued] = [word[1]!, word.slice(2).replace(/^=/, '')];
    const takesValue = SHORT_WITH_VALUE.includes(name) && !STANDALONE_BY_VERB[this.#verb]?.includes(name);
    return this.#flag(name, glued === '' ? undefined : glued, next, takesValue);
  }

  #flag(name: string, given: string | undefined, next: string | undefined, takesValue: boolean): 0 | 1 {
    const value = given ?? (takesValue ? next : undefined);
    if (name === 'n' || name === 'namespace') this.#namespace = value;
    if ((name === 'f' && takesValue) || name === 'filename')
      this.#files.push(...(value ?? '').split(',').filter(Boolean));
    if (name === 'all' || name === 'A' || name === 'all-namespaces') this.#isAll = true;
    return takesValue && given === undefined && next !== undefined ? 1 : 0;
  }
}
