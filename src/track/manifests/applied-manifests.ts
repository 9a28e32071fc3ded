import type { Position } from '../../markdown/index.ts';
import { allCommands } from '../commands/all-commands.ts';
import { type KubectlCall, kubectlCall } from '../commands/kubectl-call.ts';
import type { Command } from '../commands/split-commands.ts';

/** Manifest text a block hands to the cluster. */
export interface AppliedText {
  text: string;
  /** Where the text stands in the block; undefined when it comes from a file. */
  offset?: number;
  /** Where each character stands from there. */
  places?: readonly number[];
  /** The file it comes from. */
  file?: string;
}

const APPLY_VERBS = new Set(['apply', 'create', 'replace']);

/** Files the document itself writes, by path: `cat > alert.yaml <<EOF`. */
export type WrittenFiles = Map<string, AppliedText>;

/** What the commands of a block apply, in order; `written` is read and grows. */
export function appliedManifests(
  script: string,
  readHostFile: (path: string) => string | undefined,
  written: WrittenFiles = new Map(),
): AppliedText[] {
  return allCommands(script).flatMap((command) => {
    noteWrittenFiles(command, written);
    const call = kubectlCall(command);
    if (!call || !APPLY_VERBS.has(call.verb)) return [];
    return appliedBy(call, command, (path) => written.get(cleanPath(path)) ?? fromHost(path, readHostFile));
  });
}

/** Paths the command writes, for readers that only want names. */
export function writtenPaths(command: Command): string[] {
  const redirected = command.redirections.filter(({ operator }) => /^&?>/.test(operator) && operator !== '>&');
  const tee = command.words[0]?.text === 'tee' ? command.words.slice(1) : [];
  return [...redirected.map(({ target }) => target.text), ...tee.map(({ text }) => text)]
    .filter((path) => !path.startsWith('-') && !path.startsWith('/dev/'))
    .map(cleanPath);
}

/** Where a line and a column of an applied text stand in its block. */
export function offsetInBlock({ text, offset = 0, places }: AppliedText, position: Position): number {
  const lines = text.split('\n').slice(0, position.line - 1);
  const index = lines.reduce((sum, line) => sum + line.length + 1, 0) + position.column - 1;
  return offset + (places?.[Math.min(index, places.length - 1)] ?? index);
}

function textOf({ input, offset }: Command['hereDocuments'][number]): AppliedText {
  return { text: input.text, offset, places: input.places };
}

function noteWrittenFiles(command: Command, written: WrittenFiles): void {
  const here = command.hereDocuments[0] ?? command.pipedFrom?.hereDocuments[0];
  if (!here) return;
  for (const path of writtenPaths(command)) written.set(path, textOf(here));
}

function appliedBy(
  call: KubectlCall,
  command: Command,
  readFile: (path: string) => AppliedText | undefined,
): AppliedText[] {
  return call.files.flatMap((file) => {
    if (file !== '-' && file !== '/dev/stdin') return readFile(file) ?? [];
    return standardInput(command, readFile);
  });
}

/** A here document, a redirected file, or what the pipeline's first program reads. */
function standardInput(command: Command, readFile: (path: string) => AppliedText | undefined): AppliedText[] {
  const here = command.hereDocuments.at(-1);
  if (here) return [textOf(here)];
  const redirected = command.redirections.find(({ operator }) => operator === '<');
  if (redirected) return [readFile(redirected.target.text) ?? []].flat();
  const before = command.pipedFrom;
  if (!before) return [];
  const fromInput = standardInput(before, readFile);
  if (fromInput.length > 0) return fromInput;
  // cat, sed and envsubst hand their files on; what they replace does not change what an alert asks.
  return before.words.slice(1).flatMap(({ text }) => readFile(text) ?? []);
}

function fromHost(path: string, readHostFile: (path: string) => string | undefined): AppliedText | undefined {
  if (path.startsWith('-')) return undefined;
  const text = readHostFile(path);
  return text === undefined ? undefined : { text, file: path };
}

/** `./a//b` -> `a/b`. */
export function cleanPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/^(?:\.\/)+/, '');
}
