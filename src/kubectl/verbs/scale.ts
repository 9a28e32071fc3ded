import { MERGE_PATCH } from '../apply/patch-kind.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { withChangeCause } from './change-cause.ts';
import { requireFlag } from './create-object.ts';
import { dryRunQuery } from './file-options.ts';
import { typedObject } from './patch-targets.ts';

/** `kubectl scale`. */
export async function scale(call: Invocation): Promise<void> {
  requireFlag(call, 'replicas');
  const replicas = call.flags.int('replicas');
  if (replicas < 0) {
    throw new Failure('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  const print = await resultPrinter(call);
  const selection = await select(call);
  if (selection.targets.length === 0) {
    const reason = selection.failures.map((failure) => (failure as Error).message).join(', ');
    throw new Failure(`no objects passed to scale${reason ? ` ${reason}` : ''}`);
  }
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      await scaleOne(call, target, replicas);
      print(typedObject(target), 'scaled');
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

async function scaleOne(call: Invocation, target: Target, replicas: number): Promise<void> {
  const path = targetPath(target, 'scale');
  const expected = call.flags.int('current-replicas');
  if (expected >= 0) {
    const current = await call.client.get(path);
    const now = current.spec?.replicas ?? 0;
    if (now !== expected) throw new Failure(`Expected replicas to be ${expected}, was ${now}`);
  }
  if (call.dryRun === 'client') return;
  await call.client.patch(path, MERGE_PATCH, { spec: { replicas } }, dryRunQuery(call));
  const { annotations } = withChangeCause(call, {}).metadata ?? {};
  if (annotations)
    await call.client.patch(targetPath(target), MERGE_PATCH, { metadata: { annotations } }, dryRunQuery(call));
}
