import jsonpatch from 'fast-json-patch';
import { deepCopy } from '../deep-copy.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { ApiError, badRequest, failure } from '../status.ts';
import type { Kind } from '../types.ts';
import { mergePatch } from './merge-patch.ts';
import { PatchError, strategicMergePatch } from './strategic-merge-patch.ts';

/** The media types of a PATCH body. */
export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** The object with the patch applied; `live` is not changed. Throws `ApiError` where the real server refuses. */
export function applyPatch(kind: Kind, live: JsonObject, mediaType: string, patch: unknown): JsonObject {
  if (mediaType === PATCH_TYPES.json) return applyJsonPatch(live, patch);
  if (!isJsonObject(patch)) {
    throw badRequest(`json: cannot unmarshal ${jsonType(patch)} into Go value of type map[string]interface {}`);
  }
  // Where lists have no merge keys a strategic patch does what a merge patch does.
  if (mediaType === PATCH_TYPES.merge || kind.aggregated) return mergePatch(live, patch) as JsonObject;
  if (kind.custom) throw unsupportedForCustom();
  try {
    return strategicMergePatch(live, patch);
  } catch (error) {
    if (error instanceof PatchError) throw badRequest(error.message);
    throw error;
  }
}

function applyJsonPatch(live: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    throw badRequest(`json: cannot unmarshal ${jsonType(patch)} into Go value of type jsonpatch.Patch`);
  }
  try {
    return jsonpatch.applyPatch(deepCopy(live), patch, true).newDocument;
  } catch {
    const message = 'the server rejected our request due to an error in our request';
    throw new ApiError(failure(422, 'Invalid', message, {}));
  }
}

function unsupportedForCustom(): ApiError {
  const accepted = [PATCH_TYPES.json, PATCH_TYPES.merge, PATCH_TYPES.apply].join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  return new ApiError(failure(415, 'UnsupportedMediaType', message, {}));
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
