import { isJsonObject, type JsonObject } from '../json-object.ts';
import { CUSTOM_RULES, type FieldRules } from '../patch/field-rules.ts';

/** How the fields of a custom resource are owned, by the `x-kubernetes-*-type` of its schema. */
export function rulesOfSchema(schema: JsonObject): FieldRules {
  const found = new Map<string, JsonObject>();
  const at = (place: string): JsonObject => {
    let part = found.get(place);
    if (!part) found.set(place, (part = partAt(schema, place)));
    return part;
  };
  return {
    keysAt(place) {
      const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys } = at(place);
      return type === 'map' && Array.isArray(keys) ? keys : CUSTOM_RULES.keysAt(place);
    },
    isSet: (place) => at(place)['x-kubernetes-list-type'] === 'set' || CUSTOM_RULES.isSet(place),
    isAtomic: (place) => at(place)['x-kubernetes-map-type'] === 'atomic',
    isAlwaysThere: CUSTOM_RULES.isAlwaysThere,
  };
}

/** The schema of the field at a place; items of lists are passed through. */
function partAt(schema: JsonObject, place: string): JsonObject {
  let part: unknown = schema;
  for (const name of place.split('.')) {
    while (isJsonObject(part) && isJsonObject(part['items'])) part = part['items'];
    part = isJsonObject(part) ? (part['properties']?.[name] ?? part['additionalProperties']) : undefined;
  }
  return isJsonObject(part) ? part : {};
}
