import { readJsonPath } from './custom/json-path.ts';
import type { JsonObject } from './json-object.ts';
import { selectorText } from './kinds/selector-text.ts';
import type { Kind, KubernetesObject } from './types.ts';

/** Sets what an object's scale is to be, where its kind keeps that. */
export function setReplicas({ scalePaths }: Kind, object: JsonObject, replicas: number): void {
  const fields = fieldsOf(scalePaths?.spec ?? '.spec.replicas');
  let node = object;
  for (const field of fields.slice(0, -1)) node = node[field] ??= {};
  node[fields.at(-1)!] = replicas;
}

/** The fields of a path of a definition, which has no other parts: `.spec.size`. */
function fieldsOf(path: string): string[] {
  return path.split('.').filter(Boolean);
}

function numberAt(object: JsonObject, path: string): number {
  const [value] = readJsonPath(object, path);
  return typeof value === 'number' ? value : 0;
}

/** The `Scale` of an object: what `kubectl scale` and autoscalers read and write. */
export function scaleOf({ scalePaths }: Kind, object: KubernetesObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = numberAt(object, scalePaths?.spec ?? '.spec.replicas');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(object, scalePaths?.status ?? '.status.replicas'),
      selector: scalePaths ? textAt(object, scalePaths.selector) : selectorOf(object['spec']?.selector),
    },
  };
}

function textAt(object: JsonObject, path: string | undefined): string {
  const [value] = path ? readJsonPath(object, path) : [];
  return typeof value === 'string' ? value : '';
}

function selectorOf(selector: JsonObject | undefined): string {
  const text = selectorText(selector);
  return text === '<none>' ? '' : text;
}
