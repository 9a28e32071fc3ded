import { deepCopy } from '../deep-copy.ts';
import type { ApiResponse } from '../http/api-response.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { applyPatch } from '../patch/apply-patch.ts';
import { scaleOf, setReplicas } from '../scale-of.ts';
import { conflict, invalid } from '../status.ts';
import { mediaTypeOf, readObject, readPatch } from './body.ts';
import type { Api, Call } from './call.ts';
import { requireObject } from './read.ts';
import { jsonResponse } from './respond.ts';
import { storeChange } from './update.ts';

export function getScale(api: Api, call: Call): ApiResponse {
  return jsonResponse(scaleOf(call.kind, requireObject(api, call)));
}

/** PUT and PATCH of a Scale set `spec.replicas` of what it belongs to. */
export async function writeScale(api: Api, call: Call): Promise<ApiResponse> {
  const patching = call.request.method === 'PATCH';
  const body = patching ? await readPatch(call) : await readObject(call);
  call.audited.requestObject = body;
  const old = requireObject(api, call);
  const wanted = patching ? applyPatch(call.kind, scaleOf(call.kind, old), mediaTypeOf(call.request), body) : body;
  const { spec, metadata } = wanted as JsonObject;
  const version = isJsonObject(body) ? body['metadata']?.resourceVersion : undefined;
  if (version && metadata?.resourceVersion !== old.metadata.resourceVersion) throw conflict(call.kind, call.name!);
  const replicas = spec?.replicas ?? 0;
  if (!Number.isInteger(replicas) || replicas < 0) {
    const detail = 'must be greater than or equal to 0';
    throw invalid({ ...call.kind, group: 'autoscaling', kind: 'Scale' }, call.name!, [
      { field: 'spec.replicas', reason: 'Invalid', value: replicas, detail },
    ]);
  }
  const object = deepCopy(old);
  setReplicas(call.kind, object, replicas);
  const scale = scaleOf(call.kind, storeChange(api, call, patching ? 'patch' : 'update', old, object));
  call.audited.responseObject = scale;
  return jsonResponse(scale, 200, call.warnings);
}
