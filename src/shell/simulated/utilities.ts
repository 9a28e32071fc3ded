import type { CommandName } from 'just-bash';

/** Part of any shell, whatever else a machine has. */
export const SHELL_BUILT_INS = words('echo printf pwd alias unalias true false time') as CommandName[];

/** The bundled utilities our machines have. What is missing here is ours (../tools) or exists on no machine. */
export const UTILITIES = words(`
  cat mkdir rmdir touch rm cp mv ln chmod readlink head tail wc grep fgrep egrep sed awk sort
  comm cut tr rev nl fold expand unexpand strings split column join tee find basename dirname tree du env
  printenv jq base64 seq expr md5sum sha1sum sha256sum file which tac od gzip gunzip zcat
  tar`) as CommandName[];

interface Reader {
  /** It reads standard input when it has at most so many operands. */
  operands: number;
  /** Options that take the next word. */
  values: string;
}

const STDIN_READERS: Readonly<Record<string, Reader>> = {
  ...readers(0, '', 'cat rev tac nl md5sum sha1sum sha256sum gzip gunzip zcat strings expand unexpand'),
  ...readers(0, 'nc', 'head tail'),
  ...readers(0, 'ktoST', 'sort'),
  ...readers(0, 'dfbc', 'cut'),
  ...readers(0, 'wst', 'fold column base64'),
  ...readers(0, 'AtNj', 'od'),
  ...readers(0, '', 'wc'),
  ...readers(1, 'efmABC', 'grep egrep fgrep'),
  ...readers(1, 'efl', 'sed'),
  ...readers(1, 'Fvf', 'awk'),
  ...readers(1, '', 'jq'),
  ...readers(Number.POSITIVE_INFINITY, '', 'tr tee'),
};

/** Options that make a program speak of itself and read nothing. */
const ASKING = new Set(['--version', '--help']);
/** `jq -n` and its like work without input. */
const JQ_ALONE = /^(?:--null-input|-[a-zA-Z]*n[a-zA-Z]*)$/;

/** Whether the bundled utility reads standard input: at a terminal it must wait for it, any other must not. */
export function readsStandardInput(name: string, args: readonly string[]): boolean {
  if (args.some((word) => ASKING.has(word)) || (name === 'jq' && args.some((word) => JQ_ALONE.test(word))))
    return false;
  const reader = STDIN_READERS[name];
  if (!reader) return args.includes('-');
  let operands = 0;
  // `-e SCRIPT` and `-f FILE` take the place of the first operand.
  let limit = reader.operands;
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === '-') return true;
    if (!word.startsWith('-')) operands++;
    else if (name === 'jq' && /^--(?:arg|argjson|slurpfile|rawfile)$/.test(word)) index += 2;
    else if (/^-\w+$/.test(word) && reader.values.includes(word.at(-1)!)) index++;
    if (limit === 1 && /^-[ef]/.test(word) && name !== 'jq') limit = 0;
  }
  return operands <= limit;
}

function readers(operands: number, values: string, names: string): Record<string, Reader> {
  return Object.fromEntries(words(names).map((name) => [name, { operands, values }]));
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
