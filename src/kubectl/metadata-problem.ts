import type { Json } from './client/api-client.ts';

const TEXTS = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'selfLink'];
const MAPS = ['labels', 'annotations'];

/** Why kubectl itself cannot read an object's metadata: Go's words for the first field of another type. */
export function metadataProblem(metadata: Json): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (typeof metadata !== 'object' || Array.isArray(metadata))
    return mismatch(metadata, 'PartialObjectMetadata.metadata', 'v1.ObjectMeta');
  for (const [field, value] of Object.entries(metadata)) {
    if (value === null) continue;
    const name = `ObjectMeta.metadata.${field}`;
    if (TEXTS.includes(field) && typeof value !== 'string') return mismatch(value, name, 'string');
    if (!MAPS.includes(field)) continue;
    if (typeof value !== 'object' || Array.isArray(value)) return mismatch(value, name, 'map[string]string');
    const other = Object.values(value as Json).find((each) => each !== null && typeof each !== 'string');
    if (other !== undefined) return mismatch(other, name, 'string');
  }
  return undefined;
}

function mismatch(value: unknown, field: string, type: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${field} of type ${type}`;
}

function jsonType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}
