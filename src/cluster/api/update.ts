import { deepCopy } from '../deep-copy.ts';
import type { ApiResponse } from '../http/api-response.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { applyPatch, PATCH_TYPES } from '../patch/apply-patch.ts';
import { trackOwnership } from '../patch/managed-fields.ts';
import { badRequest, conflict, forbidden, invalid, unsupportedMediaType } from '../status.ts';
import { nextGeneration } from '../store/object-store.ts';
import type { KubernetesObject } from '../types.ts';
import { applyObject } from './apply.ts';
import { mediaTypeOf, readObject, readPatch } from './body.ts';
import { type Api, type Call, isDryRun, writeContext, writerOf } from './call.ts';
import { decodeBody, decodePatched } from './decode-body.ts';
import { inVersion, keepInStoredVersion } from './in-version.ts';
import { podWarnings } from './pod-warnings.ts';
import { requireObject } from './read.ts';
import { representObject } from './representation.ts';
import { jsonResponse } from './respond.ts';
import { validateMetadata } from './validate-metadata.ts';

/** PUT of an object or its status. */
export async function replaceObject(api: Api, call: Call): Promise<ApiResponse> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const object = decodeBody(call, body);
  const old = requireObject(api, call);
  object.metadata.name ??= old.metadata.name;
  if (call.kind.custom && !object.metadata.resourceVersion) {
    const detail = 'must be specified for an update';
    const field = 'metadata.resourceVersion';
    throw invalid(call.kind, call.name!, [{ field, reason: 'Invalid', value: 0, valueText: '0x0', detail }]);
  }
  return respondUpdated(api, call, storeChange(api, call, 'update', old, object));
}

const PATCHES: readonly string[] = Object.values(PATCH_TYPES);

/** PATCH of an object or its status, in any of the four patch forms. */
export async function patchObject(api: Api, call: Call): Promise<ApiResponse> {
  const mediaType = mediaTypeOf(call.request);
  if (!PATCHES.includes(mediaType)) throw unsupportedMediaType(PATCHES);
  const patch = await readPatch(call);
  call.audited.requestObject = patch;
  if (mediaType === PATCH_TYPES.apply) return applyObject(api, call, patch);
  const old = requireObject(api, call);
  const patched = deepCopy(applyPatch(call.kind, inVersion(call.kind, old), mediaType, patch));
  const object = decodePatched(call, patched, patch);
  if (!namesVersion(patch)) object.metadata.resourceVersion = old.metadata.resourceVersion;
  return respondUpdated(api, call, storeChange(api, call, 'patch', old, object));
}

/** Whether a patch says which version it is for, which otherwise is the current one. */
function namesVersion(patch: unknown): boolean {
  if (isJsonObject(patch)) return patch['metadata']?.resourceVersion !== undefined;
  return Array.isArray(patch) && patch.some((step) => step?.path === '/metadata/resourceVersion');
}

export function respondUpdated(api: Api, call: Call, object: KubernetesObject): ApiResponse {
  call.audited.responseObject = object;
  return jsonResponse(() => representObject(api, call, object), 200, call.warnings);
}

/** Takes the wanted object through defaults and checks into the place of `old`. */
export function storeChange(
  api: Api,
  call: Call,
  operation: 'update' | 'patch',
  old: KubernetesObject,
  object: KubernetesObject,
): KubernetesObject {
  const { kind } = call;
  if (kind.storedName) object.metadata.name = kind.storedName(object.metadata.name);
  checkIdentity(call, old, object);
  keepServerFields(call, old, object);
  const context = writeContext(api, call, operation, old);
  kind.default?.(object, context);
  const problems = [...validateMetadata(kind, object), ...(kind.validate?.(object, context) ?? [])];
  if (problems.length > 0) throw invalid(kind, old.metadata.name, problems);
  if (call.subresource === undefined) call.warnings.push(...podWarnings(object, old));
  kind.admit?.(object, context);
  kind.prepare?.(object, context);
  // An apply keeps its own books.
  if (mediaTypeOf(call.request) !== PATCH_TYPES.apply) {
    trackOwnership(kind, writerOf(api, call), old, object);
  }
  keepInStoredVersion(kind, object);
  if (isDryRun(call)) {
    object.metadata.generation = nextGeneration(old, object);
    return object;
  }
  checkStored(api, call, old);
  const stored = api.store.replace(kind, old, object, call.caller.input);
  removeIfReleased(api, call, stored);
  return stored;
}

/** What is shown without being kept follows something else, and cannot be changed by itself. */
export function checkStored(api: Api, { kind }: Call, { metadata }: KubernetesObject): void {
  if (api.store.get(resourceOf(kind), metadata.namespace, metadata.name)) return;
  throw forbidden(kind, metadata.name, 'it is managed by the cluster itself');
}

/** An object marked for deletion goes with its last finalizer. */
function removeIfReleased(api: Api, call: Call, object: KubernetesObject): void {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers, namespace, name } = object.metadata;
  if (!deletionTimestamp || finalizers?.length || object['spec']?.finalizers?.length) return;
  if (deletionGracePeriodSeconds) return;
  api.store.delete(resourceOf(call.kind), namespace, name, call.caller.input);
}

function checkIdentity(call: Call, old: KubernetesObject, object: KubernetesObject): void {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  if (name !== old.metadata.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${old.metadata.name})`);
  }
  if (namespace && namespace !== old.metadata.namespace) {
    throw badRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the URL (${call.namespace})`,
    );
  }
  if (uid && uid !== old.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    throw conflict(call.kind, name, why);
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw conflict(call.kind, name);
}

/** What only the server changes stays as it is; the status subresource changes nothing but status. */
function keepServerFields(call: Call, old: KubernetesObject, object: KubernetesObject): void {
  const metadata: JsonObject = object.metadata;
  for (const field of ['uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation']) {
    const kept = (old.metadata as unknown as JsonObject)[field];
    if (kept === undefined) delete metadata[field];
    else metadata[field] = kept;
  }
  delete metadata['selfLink'];
  metadata['resourceVersion'] = old.metadata.resourceVersion;
  if (old.metadata.namespace !== undefined) metadata['namespace'] = old.metadata.namespace;
  if (call.subresource === 'ephemeralcontainers') takeEphemeralContainersOnly(old, object);
  if (call.subresource === 'status') takeStatusOnly(old, object);
  else if (call.kind.hasStatus) keepField(old, object, 'status');
}

function takeStatusOnly(old: KubernetesObject, object: KubernetesObject): void {
  for (const key of new Set([...Object.keys(old), ...Object.keys(object)])) {
    if (key !== 'status' && key !== 'metadata') keepField(old, object, key);
  }
}

/** Of a pod written through its `ephemeralcontainers`, nothing else is taken over. */
function takeEphemeralContainersOnly(old: KubernetesObject, object: KubernetesObject): void {
  const wanted: unknown = object['spec']?.ephemeralContainers;
  object['spec'] = deepCopy(old['spec']);
  if (wanted === undefined) delete object['spec'].ephemeralContainers;
  else object['spec'].ephemeralContainers = wanted;
}

function keepField(old: KubernetesObject, object: KubernetesObject, key: string): void {
  if (old[key] === undefined) delete object[key];
  else object[key] = old[key];
}
