import type { Json } from '../client/api-client.ts';
import type { Resource } from '../client/discovery.ts';
import { threeWayMergePatch, twoWayMergePatch } from './merge-patch.ts';
import { threeWayStrategicPatch, twoWayStrategicPatch } from './strategic-patch.ts';

export const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
export const APPLY_PATCH = 'application/apply-patch+yaml';

/** Groups of types kubectl has compiled in; all others take merge patches only. */
const BUILT_IN_GROUPS = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);
const CUSTOM_K8S_GROUPS = new Set(['apiextensions.k8s.io', 'metrics.k8s.io', 'gateway.networking.k8s.io']);

/** True for types that understand strategic merge patches. */
export function isBuiltIn(resource: Resource): boolean {
  if (BUILT_IN_GROUPS.has(resource.group)) return true;
  return resource.group.endsWith('.k8s.io') && !CUSTOM_K8S_GROUPS.has(resource.group);
}

/** The patch from `current` to `modified` in the form the type understands. */
export function threeWayPatch(
  resource: Resource,
  original: Json,
  modified: Json,
  current: Json,
): { contentType: string; patch: Json } {
  if (isBuiltIn(resource)) {
    return { contentType: STRATEGIC_PATCH, patch: threeWayStrategicPatch(original, modified, current) };
  }
  return { contentType: MERGE_PATCH, patch: threeWayMergePatch(original, modified, current) };
}

/** The patch between two states of an object in the form the type understands. */
export function twoWayPatch(resource: Resource, from: Json, to: Json): { contentType: string; patch: Json } {
  if (isBuiltIn(resource)) return { contentType: STRATEGIC_PATCH, patch: twoWayStrategicPatch(from, to) };
  return { contentType: MERGE_PATCH, patch: twoWayMergePatch(from, to) };
}
