import { deepCopy } from '../deep-copy.ts';
import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { ownNewObject } from '../patch/managed-fields.ts';
import { ApiError, alreadyExists, badRequest, failure, forbidden, invalid } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import { readObject } from './body.ts';
import { type Api, type Call, isDryRun, writeContext, writerOf } from './call.ts';
import { decodeBody } from './decode-body.ts';
import { keepInStoredVersion } from './in-version.ts';
import { podWarnings } from './pod-warnings.ts';
import { representObject } from './representation.ts';
import { jsonResponse } from './respond.ts';
import { validateMetadata } from './validate-metadata.ts';

export async function createObject(api: Api, call: Call): Promise<ApiResponse> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const object = decodeBody(call, body);
  return respondCreated(api, call, storeNew(api, call, object));
}

/** Takes a decoded object through defaults and checks into the store (or only through the checks in a dry run). */
export function storeNew(api: Api, call: Call, object: KubernetesObject): KubernetesObject {
  const { kind } = call;
  takeNamespace(call, object);
  checkNamespace(api, call, object);
  if (object.metadata.resourceVersion) {
    throw new ApiError(failure(500, undefined, 'resourceVersion should not be set on objects to be created'));
  }
  const applied = call.request.method === 'PATCH' ? object.metadata.managedFields : undefined;
  clearServerFields(kind.hasStatus === true, object);
  if (applied) object.metadata.managedFields = applied;
  api.store.stamp(kind, object);
  call.audited.name = object.metadata.name;
  const context = writeContext(api, call, 'create');
  const sent = deepCopy(object);
  kind.default?.(object, context);
  const problems = [...validateMetadata(kind, object), ...(kind.validate?.(object, context) ?? [])];
  if (problems.length > 0) throw invalid(kind, object.metadata.name ?? '', problems);
  call.warnings.push(...podWarnings(object));
  kind.admit?.(object, context);
  kind.prepare?.(object, context);
  if (!applied) ownNewObject(kind, sent, object, writerOf(api, call));
  keepInStoredVersion(kind, object);
  const { namespace, name } = object.metadata;
  if (!isDryRun(call)) return api.store.add(kind, object, call.caller.input);
  if (api.store.get(resourceOf(kind), namespace, name)) throw alreadyExists(kind, name);
  return object;
}

export function respondCreated(api: Api, call: Call, object: KubernetesObject): ApiResponse {
  call.audited.responseObject = object;
  return jsonResponse(() => representObject(api, call, object), 201, call.warnings);
}

function takeNamespace(call: Call, object: JsonObject): void {
  const { metadata } = object;
  if (!call.kind.namespaced) {
    delete metadata.namespace;
    return;
  }
  if (metadata.namespace && metadata.namespace !== call.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  metadata.namespace = call.namespace;
}

function checkNamespace(api: Api, call: Call, object: KubernetesObject): void {
  const { namespace } = object.metadata;
  if (namespace === undefined) return;
  const stored = api.store.get('namespaces', undefined, namespace);
  if (!stored) {
    const details = { name: namespace, kind: 'namespaces' };
    throw new ApiError(failure(404, 'NotFound', `namespaces "${namespace}" not found`, details));
  }
  if (stored.metadata.deletionTimestamp) {
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw forbidden(call.kind, object.metadata.name ?? '', why);
  }
}

/** What a client may not set. */
function clearServerFields(hasStatus: boolean, object: KubernetesObject): void {
  const { metadata } = object;
  delete metadata.resourceVersion;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.generation;
  delete (metadata as JsonObject)['selfLink'];
  delete metadata.managedFields;
  if (hasStatus) delete object['status'];
}
