/** Commands whose failure means that a block failed; everything else is evidence for the check to judge. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  kubectl: [
    'apply',
    'create',
    'delete',
    'replace',
    'edit',
    'patch',
    'label',
    'annotate',
    'expose',
    'run',
    'scale',
    'autoscale',
    'set',
    'taint',
    'cordon',
    'uncordon',
    'drain',
    'cp',
    'rollout',
  ],
  calicoctl: ['apply', 'create', 'delete', 'replace', 'patch', 'label'],
  helm: ['install', 'upgrade', 'uninstall', 'rollback', 'repo'],
};
const ALIASES: Readonly<Record<string, string>> = { k: 'kubectl', oc: 'kubectl' };
const PROGRAMS = ['cp', 'mv', 'rm', 'mkdir', 'chmod', 'chown', 'ln', 'tee', 'touch'];
/** Flags of kubectl that take a value of their own and may stand before the verb. */
const VALUE_FLAGS = /^(-n|-s|--namespace|--context|--kubeconfig|--server|--as|--user|--cluster|--token)$/;

/** True when the statement has a command that is there to change something. */
export function changesState(statement: string): boolean {
  return commandsOf(statement).some((words) => {
    const program = ALIASES[words[0]!] ?? words[0]!;
    if (program === 'sed') return words.some((word) => /^-[a-zA-Z]*i/.test(word) || word.startsWith('--in-place'));
    if (program in VERBS) return VERBS[program]!.includes(verbOf(words));
    return PROGRAMS.includes(program);
  });
}

/** The commands that decide the statement's exit code: the last of each pipe, every link of an and-or list. */
function commandsOf(statement: string): string[][] {
  const head = withoutHeredocs(statement);
  return splitOutsideQuotes(head, /^(?:&&|\|\||;|\n)/)
    .map((list) => splitOutsideQuotes(list, /^\|&?/).at(-1)!)
    .map((command) => command.trim().split(/\s+/))
    .map((words) =>
      words.slice(words.findIndex((word) => !/^(?:\w+=.*|sudo|time|!|\(|\{|then|do|if|while|else)$/s.test(word))),
    )
    .filter((words) => words[0]);
}

function verbOf(words: readonly string[]): string {
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    if (VALUE_FLAGS.test(word)) index++;
    else if (!word.startsWith('-')) return word;
  }
  return '';
}

function withoutHeredocs(statement: string): string {
  const out: string[] = [];
  let end: string | undefined;
  for (const line of statement.split('\n')) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      continue;
    }
    out.push(line);
    end = /<<-?\s*\\?(['"]?)([\w.]+)\1/.exec(line)?.[2];
  }
  return out.join('\n');
}

function splitOutsideQuotes(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  for (let index = 0; index < text.length; ) {
    const char = text[index]!;
    const hit = quote === '' ? separator.exec(text.slice(index, index + 2))?.[0] : undefined;
    if (hit) {
      parts.push(part);
      part = '';
      index += hit.length;
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    part += char;
    index += 1;
  }
  return [...parts, part].filter((text) => text.trim() !== '');
}
