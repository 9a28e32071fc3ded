import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import type { FieldProblem } from '../types.ts';
import { containerProblems } from './validate-pod-spec.ts';

const FIELD = 'spec.ephemeralContainers';
/** What only containers of the pod's own plan have. */
const UNAVAILABLE = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];
const UNAVAILABLE_DETAIL = 'cannot be set for an Ephemeral Container';

/** Debugging containers are added to pods that run; a new pod has none. */
export function ephemeralContainersAtCreation(spec: JsonObject): FieldProblem[] {
  if (!spec['ephemeralContainers']?.length) return [];
  return [{ field: FIELD, reason: 'Forbidden', detail: 'cannot be set on create' }];
}

/** What is wrong with a write to the `ephemeralcontainers` of a pod: they are checked, added, never changed or taken away. */
export function ephemeralContainerProblems(old: JsonObject, spec: JsonObject): FieldProblem[] {
  const before: JsonObject[] = old['ephemeralContainers'] ?? [];
  const after: JsonObject[] = spec['ephemeralContainers'] ?? [];
  const volumes = new Set<string>((spec['volumes'] ?? []).map((volume: JsonObject) => volume['name']));
  const planned: JsonObject[] = [...spec['containers'], ...(spec['initContainers'] ?? [])];
  const names = new Set<string>(planned.map((container) => container['name']));
  const targets = new Set(names);
  const problems = after.flatMap((container, index) => {
    const path = `${FIELD}[${index}]`;
    const { name, targetContainerName } = container;
    const found = containerProblems(container, path, volumes);
    if (name && names.has(name)) found.unshift({ field: `${path}.name`, reason: 'Duplicate', value: name });
    names.add(name);
    for (const part of UNAVAILABLE.filter((each) => container[each] !== undefined)) {
      found.push({ field: `${path}.${part}`, reason: 'Forbidden', detail: UNAVAILABLE_DETAIL });
    }
    if (container['resources'] && Object.keys(container['resources']).length > 0) {
      found.push({ field: `${path}.resources`, reason: 'Forbidden', detail: UNAVAILABLE_DETAIL });
    }
    if (targetContainerName && !targets.has(targetContainerName)) {
      found.push({ field: `${path}.targetContainerName`, reason: 'NotFound', value: targetContainerName });
    }
    return found;
  });
  return [...problems, ...before.flatMap((container) => changeProblems(container, after))];
}

function changeProblems(container: JsonObject, after: readonly JsonObject[]): FieldProblem[] {
  const now = after.find((each) => each['name'] === container['name']);
  if (now && deepEqual(now, container)) return [];
  const what = now ? 'changed' : 'removed';
  const detail = `existing ephemeral containers "${container['name']}" may not be ${what}\n`;
  return [{ field: FIELD, reason: 'Forbidden', detail }];
}
