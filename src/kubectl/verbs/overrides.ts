import { isMap } from '../apply/merge-patch.ts';
import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** The object with what `--overrides` says merged over it. */
export function withOverrides(call: Invocation, object: Json): Json {
  const text = call.flags.string('overrides');
  if (!text) return object;
  try {
    return merge(object, JSON.parse(text));
  } catch {
    throw new Failure('Invalid JSON Patch');
  }
}

/** RFC 7396, which is what --overrides uses by default. */
function merge(object: Json, patch: Json): Json {
  if (!isMap(patch)) return patch;
  const merged = isMap(object) ? { ...object } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}
