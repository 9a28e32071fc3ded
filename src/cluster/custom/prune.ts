import { isJsonObject, type JsonObject } from '../json-object.ts';

/**
 * Takes what a structural schema does not know out of a custom resource, in place, and nulls where a default stands
 * ready. Answers with the fields taken out: `spec.parts[0].colour`.
 */
export function pruneBySchema(object: JsonObject, schema: JsonObject): string[] {
  const pruned: string[] = [];
  const embedded = { ...schema, 'x-kubernetes-embedded-resource': true };
  pruneValue(object, embedded, '', pruned);
  return pruned;
}

const OWN_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

function pruneValue(value: unknown, schema: JsonObject, path: string, pruned: string[]): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    for (const [index, item] of value.entries()) {
      if (isJsonObject(items)) pruneValue(item, items, `${path}[${index}]`, pruned);
    }
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) pruneField(value, name, schema, path, pruned);
  }
}

function pruneField(object: JsonObject, name: string, schema: JsonObject, path: string, pruned: string[]): void {
  if (schema['x-kubernetes-embedded-resource'] && OWN_FIELDS.has(name)) return;
  const place = path ? `${path}.${name}` : name;
  const { properties, additionalProperties } = schema;
  const field: unknown =
    isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
  if (isJsonObject(field)) {
    if (object[name] === null && !field['nullable'] && field['default'] !== undefined) delete object[name];
    else pruneValue(object[name], field, place, pruned);
  } else if (field !== true && !schema['x-kubernetes-preserve-unknown-fields']) {
    pruned.push(place);
    delete object[name];
  }
}
