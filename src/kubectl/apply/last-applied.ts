import type { Json } from '../client/api-client.ts';
import { goJson, sortKeys } from '../printers/json.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A manifest's object with itself, as applied, in the annotation. */
export function withLastApplied(object: Json): Json {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata?.annotations ?? {};
  const bare = { ...object, metadata: { ...object.metadata, annotations } };
  const text = `${goJson(sortKeys(bare))}\n`;
  return { ...bare, metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** What was applied the last time; undefined when the object was not made by apply. */
export function lastApplied(object: Json): Json | undefined {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  return text === undefined ? undefined : JSON.parse(text);
}

/** An object as it may be created: without the version of an earlier life. */
export function withoutVersion(object: Json): Json {
  if (object.metadata?.resourceVersion === undefined) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** `null` in a manifest means "not set" when the object is created. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
