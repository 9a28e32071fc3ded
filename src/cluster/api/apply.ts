import { deepCopy } from '../deep-copy.ts';
import { isJsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { badRequest } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import type { Api, Call } from './call.ts';
import { respondCreated, storeNew } from './create.ts';
import { decodeBody } from './decode-body.ts';
import { respondUpdated, storeChange } from './update.ts';

/** Server-side apply: creates the object or takes over the fields the configuration names. */
export function applyObject(api: Api, call: Call, configuration: unknown): Response {
  if (!isJsonObject(configuration)) throw badRequest('the configuration to apply must be an object');
  const object = decodeBody(call, configuration);
  const old = api.store.get(resourceOf(call.kind), call.namespace, call.name!);
  if (!old) return respondCreated(api, call, storeNew(api, call, object));
  return respondUpdated(api, call, storeChange(api, call, 'patch', old, merged(old, object)));
}

function merged(old: KubernetesObject, object: KubernetesObject): KubernetesObject {
  return { ...deepCopy(old), ...object };
}
