import { twoWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion } from '../client/discovery.ts';
import type { Invocation } from '../invocation.ts';
import { type Target, targetPath } from '../selection.ts';
import { withChangeCause } from './change-cause.ts';
import { dryRunQuery } from './file-options.ts';

/** The target's object with its kind and version, which lists leave out. */
export function typedObject(target: Target): Json {
  return { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...target.object };
}

/**
 * Edits a copy of the target's object and sends the difference. Resolves with the new object, or undefined when
 * nothing changed; with a client-side dry run nothing is sent.
 */
export async function patchTarget(
  call: Invocation,
  target: Target,
  manager: string,
  edit: (copy: Json) => void,
): Promise<Json | undefined> {
  const before = typedObject(target);
  const edited = structuredClone(before);
  edit(edited);
  const after = withChangeCause(call, edited);
  const { contentType, patch } = twoWayPatch(target.resource, before, after);
  if (Object.keys(patch).length === 0) return undefined;
  if (call.dryRun === 'client' || call.flags.bool('local')) return after;
  return call.client.patch(targetPath(target), contentType, patch, { fieldManager: manager, ...dryRunQuery(call) });
}

/** The pod template inside a workload (or the pod itself): where containers and volumes are. */
export function podSpecOf(object: Json): Json | undefined {
  if (object.kind === 'Pod') return object.spec;
  return object.spec?.jobTemplate?.spec?.template?.spec ?? object.spec?.template?.spec;
}
