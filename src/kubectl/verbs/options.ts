import { globalOptionsText } from '../help/help-text.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl options`. */
export async function options(call: Invocation): Promise<void> {
  call.print(globalOptionsText());
}
