import { hash } from '../../clock/index.ts';
import { deepEqual } from '../deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';

export const HASH_LABEL = 'pod-template-hash';
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for a pod template; equal templates give equal names. */
export function templateHash(template: JsonObject, collisions = 0): string {
  const digits = String(hash(canonical(template) + (collisions || '')));
  return [...digits].map((digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('');
}

/** Whether two templates are the same but for the hash label. */
export function sameTemplate(left: JsonObject, right: JsonObject): boolean {
  return deepEqual(withoutHash(left), withoutHash(right));
}

function withoutHash(template: JsonObject): JsonObject {
  const { [HASH_LABEL]: _hash, ...labels } = template['metadata']?.labels ?? {};
  return { ...template, metadata: { ...template['metadata'], labels } };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${key}:${canonical(value[key])}`)
    .join(',')}}`;
}
