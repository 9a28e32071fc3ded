import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select } from '../selection.ts';
import { patchTarget } from './patch-targets.ts';

/** `kubectl set selector`: what a service selects, all of it. */
export async function setSelector(call: Invocation): Promise<void> {
  const text = call.args.at(-1) ?? '';
  const resources = call.args.slice(0, -1);
  if (!/[=!]|\s(?:in|notin)\s/.test(text)) throw new Failure('one selector is required');
  const pairs = text.split(',').map((term) => {
    const [, key, value] = /^\s*([^=!\s]+)\s*==?\s*([^=!\s]*)\s*$/.exec(term) ?? [];
    if (!key) throw new Failure(`set selector takes KEY=VALUE pairs, not "${term}"`);
    return [key, value!] as const;
  });
  const print = await resultPrinter(call);
  const selection = await select(call, { args: resources });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      if (target.resource.kind !== 'Service') {
        throw new Failure('setting a selector is only supported for Services');
      }
      const object = await patchTarget(call, target, 'kubectl-set', (copy) => {
        copy.spec.selector = Object.fromEntries(pairs);
      });
      print(object ?? target.object, 'selector updated');
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}
