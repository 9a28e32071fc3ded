import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { FieldRules } from './field-rules.ts';
import { keyOf, printPath } from './field-set.ts';

/** The first list of an applied configuration that has two items of one key, in the server's words; undefined: none. */
export function duplicateEntries(configuration: JsonObject, rules: FieldRules): string | undefined {
  return duplicatesIn(configuration, '', '', rules);
}

function duplicatesIn(value: unknown, place: string, shown: string, rules: FieldRules): string | undefined {
  if (Array.isArray(value)) return duplicatesInList(value, place, shown, rules);
  if (!isJsonObject(value) || rules.isAtomic(place)) return undefined;
  for (const [name, below] of Object.entries(value)) {
    const found = duplicatesIn(below, place ? `${place}.${name}` : name, `${shown}.${name}`, rules);
    if (found) return found;
  }
  return undefined;
}

function duplicatesInList(
  list: readonly unknown[],
  place: string,
  shown: string,
  rules: FieldRules,
): string | undefined {
  const keys = rules.keysAt(place);
  if (!keys && !rules.isSet(place)) return undefined;
  const seen = new Set<string>();
  for (const item of list) {
    const key = itemKey(item, keys);
    if (key === undefined) continue;
    const text = printPath(key);
    if (seen.has(key)) return `${shown}: duplicate entries for key ${text}`;
    seen.add(key);
    const found = duplicatesIn(item, place, `${shown}${text}`, rules);
    if (found) return found;
  }
  return undefined;
}

function itemKey(item: unknown, keys: readonly string[] | undefined): string | undefined {
  if (!keys) return `v:${JSON.stringify(item)}`;
  const key = isJsonObject(item) ? keyOf(item, keys) : undefined;
  return key === undefined ? undefined : `k:${key}`;
}
