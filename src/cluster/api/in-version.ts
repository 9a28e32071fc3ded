import { apiVersionOf } from '../kind-table.ts';
import { withManagedFields } from '../patch/shown-managers.ts';
import type { Kind, KubernetesObject } from '../types.ts';

/** A stored object as a client of one of its kind's versions sees it, with all its managers. */
export function inVersion(kind: Kind, object: KubernetesObject): KubernetesObject {
  const shown = withManagedFields(kind, object);
  if (kind.keptAs === undefined || shown.apiVersion === apiVersionOf(kind)) return shown;
  return { ...shown, apiVersion: apiVersionOf(kind) };
}

/** Gives an object that came in any version the one it is kept in. */
export function keepInStoredVersion(kind: Kind, object: KubernetesObject): void {
  if (kind.keptAs !== undefined) object.apiVersion = kind.keptAs;
}
