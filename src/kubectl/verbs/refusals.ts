import { Failure, usageFailure } from '../failure.ts';
import { globalOptionsText } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import { podFor } from './pods-of.ts';

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

/** `kubectl debug`. */
export async function debug(call: Invocation): Promise<void> {
  if (!call.flags.string('image') && !call.flags.string('copy-to')) {
    throw new Failure('you must specify --image when not using --copy-to.');
  }
  if (!call.flags.string('profile')) {
    call.complain(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  }
  await podFor(call, call.args[0] ?? '');
  throw new Failure('this cluster runs no ephemeral containers; start a pod of its own with kubectl run -it --rm');
}

/** `kubectl options`. */
export async function options(call: Invocation): Promise<void> {
  call.print(globalOptionsText());
}
