import type { Describer } from '../describe/describer.ts';
import { describerFor } from '../describe/describers.ts';
import { describeGeneric } from '../describe/generic.ts';
import { Failure, isNotFound, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, DESCRIBE_LAYOUT } from '../printers/columns.ts';
import { type Selection, select, type Target } from '../selection.ts';
import { typedObject } from './patch-targets.ts';

/** `kubectl describe`. */
export async function describe(call: Invocation): Promise<void> {
  const fromFiles = call.flags.list('filename').length > 0;
  if (call.args.length === 0 && !fromFiles) {
    throw new Failure(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  const exact = await select(call, { wholeTypes: true });
  const selection = await withPrefixes(call, exact);
  // What was found by the beginning of its name gets an empty line behind it.
  const tail = selection === exact ? '' : '\n';
  const describe: Describer = async (object, context) =>
    ((await describerFor(object)) ?? describeGeneric)(object, context);
  let first = true;
  for (const target of selection.targets) {
    const lines = await describe(typedObject(target), { call, showEvents: call.flags.bool('show-events') });
    call.print((first ? '' : '\n\n') + alignColumns(`${lines.join('\n')}\n`, DESCRIBE_LAYOUT) + tail);
    first = false;
  }
  if (selection.targets.length === 0 && selection.failures.length === 0) {
    call.complain(
      call.flags.bool('all-namespaces')
        ? 'No resources found\n'
        : `No resources found in ${call.namespace} namespace.\n`,
    );
  }
  throwCollected(selection.failures);
}

/** A single name that is not there stands for all objects that begin with it. */
async function withPrefixes(call: Invocation, selection: Selection): Promise<Selection> {
  if (call.args.length !== 2 || selection.targets.length > 0 || !selection.failures.every(isNotFound)) return selection;
  const prefix = call.args[1]!;
  const all = await select(call, { args: [call.args[0]!], wholeTypes: true });
  const targets: Target[] = all.targets.filter((target) => target.name.startsWith(prefix));
  if (targets.length === 0) return selection;
  return { targets, failures: [], single: false };
}
