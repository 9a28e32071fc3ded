import { Failure } from '../failure.ts';
import { globalOptionsText } from '../help.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl plugin list`. */
export async function pluginList(_: Invocation): Promise<void> {
  throw new Failure('unable to find any kubectl plugins in your PATH');
}

/** `kubectl options`. */
export async function options(call: Invocation): Promise<void> {
  call.print(globalOptionsText());
}
