import { completeLine } from '../completion/complete-line.ts';
import { COMPLETION_SCRIPTS } from '../completion/scripts.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl completion`: the code that a shell loads. */
export async function completion(call: Invocation): Promise<void> {
  const [shell, ...more] = call.args;
  if (!shell) throw usageFailure(call.path, 'Shell not specified.');
  if (more.length > 0) throw usageFailure(call.path, 'Too many arguments. Expected only the shell type.');
  const script = Object.hasOwn(COMPLETION_SCRIPTS, shell) ? COMPLETION_SCRIPTS[shell] : undefined;
  if (script === undefined) throw usageFailure(call.path, `Unsupported shell type "${shell}".`);
  call.print(script);
}

/** `kubectl __complete`, which that code asks: the words that may stand at the end of a line, one a line. */
export async function completeWords(call: Invocation, words: readonly string[], explained: boolean): Promise<void> {
  const { words: found, files, endings } = await completeLine(call, words);
  if (endings) {
    call.print(`${endings.join('\n')}\n:8\n`);
    return call.complain('Completion ended with directive: ShellCompDirectiveFilterFileExt\n');
  }
  for (const { text, help } of found) call.print(help && explained ? `${text}\t${help}\n` : `${text}\n`);
  call.print(`:${files ? 0 : 4}\n`);
  call.complain(`Completion ended with directive: ShellCompDirective${files ? 'Default' : 'NoFileComp'}\n`);
}
