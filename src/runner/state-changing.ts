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
const PROGRAMS = ['cp', 'mv', 'rm', 'mkdir', 'chmod', 'chown', 'ln', 'tee', 'touch'];
/** Flags of kubectl that take a value of their own and may stand before the verb. */
const VALUE_FLAGS = /^(-n|-s|--namespace|--context|--kubeconfig|--server|--as|--user|--cluster|--token)$/;

/** True when a program of ours (kubectl) was called to change something. */
export function isChange(program: string, args: readonly string[]): boolean {
  return VERBS[program]?.includes(verbOf(args)) ?? false;
}

/**
 * True when the command that gave the statement its exit code is there to change something. kubectl is not looked at: how
 * each of its calls ended is known (`CommandRecord`).
 */
export function endsInChange(statement: string): boolean {
  const words = lastCommand(statement);
  const program = words[0] ?? '';
  if (program === 'sed') return words.some((word) => /^-[a-zA-Z]*i/.test(word) || word.startsWith('--in-place'));
  if (program === 'calicoctl' || program === 'helm') return isChange(program, words.slice(1));
  return PROGRAMS.includes(program);
}

/** The words of the last command of the last pipe. */
function lastCommand(statement: string): string[] {
  const last = splitOutsideQuotes(withoutHeredocs(statement), /^(?:&&|\|\||;|\n)/).at(-1) ?? '';
  const words = (splitOutsideQuotes(last, /^\|&?/).at(-1) ?? '').trim().split(/\s+/);
  const start = words.findIndex((word) => !/^(?:\w+=.*|sudo|time|!|\(|\{|then|do|if|while|else)$/s.test(word));
  return start < 0 ? [] : words.slice(start);
}

function verbOf(args: readonly string[]): string {
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
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
