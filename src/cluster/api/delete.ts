import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { conflict } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { KubernetesObject, Status } from '../types.ts';
import { readDeleteOptions } from './body.ts';
import { type Api, type Call, isDryRun, writeContext } from './call.ts';
import { requireObject } from './read.ts';
import { representList, representObject } from './representation.ts';
import { jsonResponse } from './respond.ts';
import { selectionOf } from './select.ts';
import { checkStored } from './update.ts';

export async function deleteObject(api: Api, call: Call): Promise<ApiResponse> {
  const options = await readDeleteOptions(call);
  const old = requireObject(api, call);
  checkPreconditions(call, old, options);
  const left = removeObject(api, call, old, options);
  const gone = api.store.get(resourceOf(call.kind), old.metadata.namespace, old.metadata.name) === undefined;
  const answersStatus = gone && left !== undefined && call.kind.plural !== 'pods';
  const body = answersStatus ? deletedStatus(call, old) : representObject(api, call, left);
  call.audited.responseObject = body;
  return jsonResponse(body, 200, call.warnings);
}

/** DELETE of a whole collection; answers with the objects it was about. */
export async function deleteCollection(api: Api, call: Call): Promise<ApiResponse> {
  const options = await readDeleteOptions(call);
  const selection = selectionOf(call);
  const stored = api.store.list(resourceOf(call.kind), call.namespace);
  const objects = selection ? stored.filter(selection) : stored;
  for (const object of objects) removeObject(api, call, object, options);
  const body = representList(api, call, objects, { resourceVersion: String(api.store.version) });
  call.audited.responseObject = body;
  return jsonResponse(body);
}

/** Deletes a pod on behalf of another call (an eviction). */
export function deletePod(api: Api, call: Call, pod: KubernetesObject, options: JsonObject): void {
  checkPreconditions(call, pod, options);
  removeObject(api, call, pod, options);
}

/** Deletes at once, or marks the object and leaves the rest to whoever it waits for; returns its last state. */
function removeObject(api: Api, call: Call, old: KubernetesObject, options: JsonObject): KubernetesObject {
  const context = writeContext(api, call, 'delete', old);
  call.kind.admit?.(old, context);
  checkStored(api, call, old);
  if (isDryRun(call, options)) return old;
  const resource = resourceOf(call.kind);
  const { namespace, name } = old.metadata;
  const finalizers = finalizersFor(old, propagationOf(call, options));
  const grace = gracePeriod(call, old, options);
  if (finalizers.length === 0 && grace === 0 && !old['spec']?.finalizers?.length) {
    // A pod is seen to end even when it is given no time.
    if (resource === 'pods') {
      api.store.update(
        resource,
        namespace,
        name,
        (copy) => markDeleted(copy, [], 0, api.clock.now()),
        call.caller.input,
      );
    }
    return api.store.delete(resource, namespace, name, call.caller.input)!;
  }
  return api.store.update(
    resource,
    namespace,
    name,
    (copy) => markDeleted(copy, finalizers, grace, api.clock.now()),
    call.caller.input,
  )!;
}

function markDeleted(copy: KubernetesObject, finalizers: string[], grace: number, now: number): void {
  const shorter = grace < (copy.metadata.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY);
  if (!copy.metadata.deletionTimestamp || shorter) {
    copy.metadata.deletionTimestamp = formatTimestamp(now + grace * 1_000);
    copy.metadata.deletionGracePeriodSeconds = grace;
  }
  if (finalizers.length > 0) copy.metadata.finalizers = finalizers;
  if (copy.kind === 'Namespace') copy['status'] = { ...copy['status'], phase: 'Terminating' };
}

type Propagation = 'Background' | 'Foreground' | 'Orphan';

function propagationOf(call: Call, options: JsonObject): Propagation {
  return options['propagationPolicy'] ?? call.query.get('propagationPolicy') ?? 'Background';
}

function finalizersFor(object: KubernetesObject, propagation: Propagation): string[] {
  const others = (object.metadata.finalizers ?? []).filter(
    (name) => name !== 'orphan' && name !== 'foregroundDeletion',
  );
  if (propagation === 'Orphan') return [...others, 'orphan'];
  if (propagation === 'Foreground') return [...others, 'foregroundDeletion'];
  return others;
}

/** Seconds; only pods that run somewhere are given time. */
function gracePeriod(call: Call, object: KubernetesObject, options: JsonObject): number {
  if (call.kind.plural !== 'pods' || call.kind.group !== '') return 0;
  const query = call.query.get('gracePeriodSeconds');
  const asked = options['gracePeriodSeconds'] ?? (query === null ? undefined : Number(query));
  const phase = object['status']?.phase;
  if (!object['spec'].nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return asked ?? object['spec'].terminationGracePeriodSeconds ?? 30;
}

function checkPreconditions(call: Call, object: KubernetesObject, options: JsonObject): void {
  const { uid, resourceVersion } = options['preconditions'] ?? {};
  const { metadata } = object;
  if (uid && uid !== metadata.uid) {
    throw conflict(
      call.kind,
      metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    const why = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`;
    throw conflict(call.kind, metadata.name, why);
  }
}

function deletedStatus(call: Call, object: KubernetesObject): Status {
  const { kind } = call;
  const group = kind.group ? { group: kind.group } : {};
  const details = { name: object.metadata.name, ...group, kind: kind.plural, uid: object.metadata.uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
