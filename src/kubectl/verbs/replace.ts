import { withLastApplied } from '../apply/last-applied.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, resourcePath } from '../client/discovery.ts';
import { isNotFound, throwCollected, withSource } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { deleteAndWait } from './delete.ts';
import { dryRunQuery, fieldValidation, requireFiles } from './file-options.ts';

/** `kubectl replace`. */
export async function replace(call: Invocation): Promise<void> {
  requireFiles(call);
  const force = call.flags.bool('force');
  const print = await resultPrinter(call);
  const selection = await select(call, { args: [], local: true, validate: fieldValidation(call) !== 'Ignore' });
  const failures: unknown[] = [...selection.failures];
  for (const target of selection.targets) {
    try {
      print(force ? await recreate(call, target) : await replaceOne(call, target), 'replaced');
    } catch (failure) {
      failures.push(withSource('replacing', target.source!, failure));
    }
  }
  throwCollected(failures);
}

async function replaceOne(call: Invocation, target: Target): Promise<Json> {
  const object = call.flags.bool('save-config') ? withLastApplied(target.object) : target.object;
  if (call.dryRun === 'client') return object;
  const subresource = call.flags.string('subresource') || undefined;
  const resourceVersion =
    object.metadata.resourceVersion ?? (await call.client.get(targetPath(target))).metadata.resourceVersion;
  const body = { ...object, metadata: { ...object.metadata, resourceVersion } };
  return call.client.put(targetPath(target, subresource), body, query(call));
}

async function recreate(call: Invocation, target: Target): Promise<Json> {
  try {
    await deleteAndWait(call, target);
    const kind = qualifiedKind({ apiVersion: groupVersion(target.resource), kind: target.resource.kind });
    call.print(`${kind} "${target.name}" deleted\n`);
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
  }
  return call.client.post(resourcePath(target.resource, target.namespace), target.object, query(call));
}

function query(call: Invocation): Record<string, string | undefined> {
  return {
    fieldManager: call.flags.string('field-manager'),
    fieldValidation: fieldValidation(call),
    ...dryRunQuery(call),
  };
}
