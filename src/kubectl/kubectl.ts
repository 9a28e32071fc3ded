import { editDistance } from '../cluster/index.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { ConnectionFailure, describeFailure, Exit, Failure, usageFailure } from './failure.ts';
import { findCommand, firstArgument } from './find-command.ts';
import { GLOBAL_FLAGS } from './flag-sets.ts';
import { HelpWanted, parseFlags } from './flags.ts';
import { Invocation } from './invocation.ts';
import { logLine } from './log-line.ts';
import type { ApiConnection, KubectlContext, LocalPorts } from './types.ts';

/** Exit code of a process ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs one kubectl command against an API and resolves with its exit code. Never rejects for what the user, the
 * manifest or the server did wrong: those are told on stderr in kubectl 1.32's words.
 */
export async function kubectl(context: KubectlContext, api: ApiConnection, ports?: LocalPorts): Promise<number> {
  try {
    await run(context, api, ports);
    return 0;
  } catch (failure) {
    if (context.signal.aborted) return INTERRUPTED;
    if (failure instanceof ConnectionFailure) logRefusals(context, failure);
    if (failure instanceof Failure && failure.printed) context.stdout(failure.printed);
    const { text, code } = describeFailure(failure);
    if (text) context.stderr(text);
    return code;
  }
}

async function run(context: KubectlContext, api: ApiConnection, ports: LocalPorts | undefined): Promise<void> {
  if (context.args[0] === COMPLETE || context.args[0] === COMPLETE_PLAINLY) return runCompletion(context, api);
  const { chain, rest } = findCommand(context.args);
  const command = chain.at(-1)!;
  const path = chain.map((each) => each.name).join(' ');
  await tryPlugin(context, chain, rest);
  const stray = chain.length === 1 ? firstArgument(chain, rest) : undefined;
  if (stray !== undefined && stray !== 'help') throw unknownCommand(stray);
  const flags = [...(command.flags ?? []), ...GLOBAL_FLAGS];
  let line: ReturnType<typeof parseFlags>;
  try {
    line = parseFlags(rest, flags);
  } catch (failure) {
    if (failure instanceof HelpWanted) return showHelp(chain, context.stdout);
    throw new Failure(`${(failure as Error).message}\nSee '${path} --help' for usage.`);
  }
  for (const warning of line.flags.warnings) context.stderr(`${warning}\n`);
  if (!command.load) return groupWithoutCode(context, chain, line.args);
  const code = await command.load();
  await code(await Invocation.prepare(context, api, ports, command, path, line));
}

/** A program called `kubectl-NAME` stands in for a verb that is not there, and for one of `create`. */
async function tryPlugin(context: KubectlContext, chain: readonly Command[], rest: readonly string[]): Promise<void> {
  const isCreate = chain.length === 2 && chain[1]!.name === 'create';
  const isUnknown = chain.length === 1 && rest.some((word) => !word.startsWith('-')) && !rest.includes('help');
  if (!isUnknown && !(isCreate && rest[0] && !rest[0].startsWith('-'))) return;
  const { runPlugin } = await import('./plugins.ts');
  await runPlugin(context, chain.length);
}

/** What completion scripts ask: the rest is a line that is still being typed, so its flags are not this command's. */
const COMPLETE = '__complete';
/** The same without sentences behind the words. */
const COMPLETE_PLAINLY = '__completeNoDesc';

async function runCompletion(context: KubectlContext, api: ApiConnection): Promise<void> {
  const words = context.args.slice(1);
  const { completeWords } = await import('./verbs/completion.ts');
  const line = parseFlags(globalWords(words.slice(0, -1)), GLOBAL_FLAGS);
  const call = await Invocation.prepare(context, api, undefined, COMMANDS, 'kubectl', line);
  await completeWords(call, words, context.args[0] === COMPLETE);
}

/** Those words that say which cluster and namespace the line is about. */
function globalWords(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (/^--(namespace|context|kubeconfig)=./.test(word)) return [word];
    const next = words[index + 1];
    return /^(-n|--namespace|--context|--kubeconfig)$/.test(word) && next !== undefined ? [word, next] : [];
  });
}

/** Discovery is tried five times, and the logger tells of each. */
function logRefusals(context: KubectlContext, { server, host }: ConnectionFailure): void {
  const timeout = context.args.find((arg) => arg.startsWith('--request-timeout='))?.split('=')[1] ?? '32s';
  const url = `${server}/api?timeout=${timeout}`;
  const address = host.replace(/^localhost/, '127.0.0.1');
  const reason = `couldn't get current server API group list: Get \\"${url}\\": dial tcp ${address}: connect: connection refused`;
  const line = logLine('E', 'memcache.go:265', `"Unhandled Error" err="${reason}"`, context.clock.now());
  context.stderr(line.repeat(5));
}

async function groupWithoutCode(context: KubectlContext, chain: Command[], args: readonly string[]): Promise<void> {
  if (chain.length === 1) {
    if (args[0] !== 'help') return showHelp(chain, context.stdout);
    const found = findCommand(args.slice(1));
    if (found.chain.length > 1 || args.length === 1) return showHelp(found.chain, context.stdout);
    context.stderr(
      `Unknown help topic [${args
        .slice(1)
        .map((word) => `\`${word}\``)
        .join(' ')}]\n`,
    );
    return showHelp(chain, context.stderr);
  }
  if (args.length > 0) {
    throw usageFailure(chain.map((each) => each.name).join(' '), `unknown command "${args.join(' ')}"`);
  }
  await showHelp(chain, chain.at(-1)!.helpOnStdout ? context.stdout : context.stderr);
  throw new Exit(1);
}

async function showHelp(chain: readonly Command[], write: (text: string) => void): Promise<void> {
  const { helpText } = await import('./help/help-text.ts');
  write(helpText(chain));
}

function unknownCommand(word: string): Failure {
  const near = (COMMANDS.commands ?? [])
    .map((each) => each.name)
    .filter((name) => editDistance(word, name) <= 2 || name.startsWith(word.toLowerCase()));
  const hint = near.length ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}` : '';
  return new Failure(`unknown command "${word}" for "kubectl"${hint}`);
}
