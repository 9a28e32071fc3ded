import { withLastApplied, withoutVersion } from '../apply/last-applied.ts';
import { resourcePath } from '../client/discovery.ts';
import { throwCollected, usageFailure, withSource } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { withChangeCause } from './change-cause.ts';
import { dryRunQuery, fieldValidation, requireFiles } from './file-options.ts';

/** `kubectl create -f`. */
export async function create(call: Invocation): Promise<void> {
  if (call.args.length > 0) throw usageFailure(call.path, `Unexpected args: [${call.args.join(' ')}]`);
  requireFiles(call);
  call.warnBareDryRun();
  const print = await resultPrinter(call);
  const selection = await select(call, { args: [], local: true, validate: fieldValidation(call) !== 'Ignore' });
  const failures: unknown[] = [...selection.failures];
  for (const target of selection.targets) {
    try {
      print(await createOne(call, target), 'created');
    } catch (failure) {
      failures.push(withSource('creating', target.source!, failure));
    }
  }
  throwCollected(failures);
}

async function createOne(call: Invocation, target: Target): Promise<unknown> {
  const recorded = withChangeCause(call, target.object);
  const object = call.flags.bool('save-config') ? withLastApplied(recorded) : recorded;
  if (call.dryRun === 'client') return object;
  return call.client.post(resourcePath(target.resource, target.namespace), withoutVersion(object), {
    fieldManager: call.flags.string('field-manager'),
    fieldValidation: fieldValidation(call),
    ...dryRunQuery(call),
  });
}
