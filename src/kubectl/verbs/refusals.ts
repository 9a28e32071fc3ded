import { Failure, usageFailure } from '../failure.ts';
import { globalOptionsText } from '../help.ts';
import type { Invocation } from '../invocation.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** `kubectl completion`: this terminal completes by itself. */
export async function completion(call: Invocation): Promise<void> {
  const [shell] = call.args;
  if (!shell) throw usageFailure(call.path, 'Shell not specified.');
  if (!SHELLS.includes(shell)) throw usageFailure(call.path, `Unsupported shell type "${shell}".`);
  throw new Failure(`this kubectl has no completion code for ${shell}; it is not needed here`);
}

/** `kubectl plugin list`. */
export async function pluginList(_: Invocation): Promise<void> {
  throw new Failure('unable to find any kubectl plugins in your PATH');
}

/** `kubectl options`. */
export async function options(call: Invocation): Promise<void> {
  call.print(globalOptionsText());
}
