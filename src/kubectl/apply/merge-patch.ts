import type { Json } from '../client/api-client.ts';

/**
 * The JSON merge patch that takes `current` to `modified`, dropping what `original` (the last applied) had and
 * `modified` has not. Fields only `current` knows stay.
 */
export function threeWayMergePatch(original: Json, modified: Json, current: Json): Json {
  return combine(deletions(original ?? {}, modified), changes(current, modified));
}

/** True for two values that say the same, whatever the order of keys. */
export function sameValue(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}

export function isMap(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A merge patch from one object to another, deletions included. */
export function twoWayMergePatch(from: Json, to: Json): Json {
  return combine(deletions(from, to), changes(from, to));
}

function changes(current: Json, modified: Json): Json {
  const patch: Json = {};
  for (const [key, value] of Object.entries(modified)) {
    const now = current?.[key];
    if (isMap(value) && isMap(now)) {
      const inner = changes(now, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (value === null ? now !== undefined && now !== null : !sameValue(now, value)) patch[key] = value;
  }
  return patch;
}

function deletions(original: Json, modified: Json): Json {
  const patch: Json = {};
  for (const [key, value] of Object.entries(original)) {
    if (!(key in modified)) patch[key] = null;
    else if (isMap(value) && isMap(modified[key])) {
      const inner = deletions(value, modified[key]);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    }
  }
  return patch;
}

function combine(one: Json, other: Json): Json {
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) {
    merged[key] = isMap(value) && isMap(merged[key]) ? combine(merged[key], value) : value;
  }
  return merged;
}
