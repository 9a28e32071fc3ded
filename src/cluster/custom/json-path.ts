import { isJsonObject } from '../json-object.ts';

/**
 * Reads the simple JSON paths of printer columns: `.spec.items[0].name`, `.status.conditions[?(@.type=="Ready")].status`,
 * `['a.b']`, `[*]`. Returns all values found.
 */
export function readJsonPath(value: unknown, path: string): unknown[] {
  const steps = path.match(/\[[^\]]*\]|(?:\\.|[^.[\]])+/g) ?? [];
  return steps.reduce<unknown[]>((values, step) => values.flatMap((one) => take(one, step)), [value]);
}

function take(value: unknown, step: string): unknown[] {
  if (!step.startsWith('[')) return field(value, step.replaceAll('\\.', '.'));
  const inner = step.slice(1, -1).trim();
  const condition = /^\?\(@\.([^=\s]+)\s*==\s*["']([^"']*)["']\)$/.exec(inner);
  if (condition) {
    const [, path, wanted] = condition;
    return items(value).filter((item) => readJsonPath(item, path!).some((found) => String(found) === wanted));
  }
  if (inner === '*') return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  const quoted = /^["'](.*)["']$/.exec(inner);
  if (quoted) return field(value, quoted[1]!);
  const item = items(value).at(Number(inner));
  return item === undefined ? [] : [item];
}

function field(value: unknown, name: string): unknown[] {
  if (!isJsonObject(value) || value[name] === undefined) return [];
  return [value[name]];
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
