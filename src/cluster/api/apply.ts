import type { ApiResponse } from '../http/api-response.ts';
import { isJsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { managerOf } from '../patch/managed-fields.ts';
import { serverSideApply } from '../patch/server-side-apply.ts';
import { badRequest, conflict } from '../status.ts';
import type { Api, Call } from './call.ts';
import { respondCreated, storeNew } from './create.ts';
import { decodeBody } from './decode-body.ts';
import { respondUpdated, storeChange } from './update.ts';

/** Server-side apply: creates the object or takes over the fields the configuration names. */
export function applyObject(api: Api, call: Call, configuration: unknown): ApiResponse {
  if (!isJsonObject(configuration)) throw badRequest('the configuration to apply must be an object');
  if (!call.query.get('fieldManager')) {
    throw badRequest(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const wanted = decodeBody(call, configuration);
  wanted.metadata.name ??= call.name!;
  if (wanted.metadata.managedFields?.length) throw badRequest('metadata.managedFields must be nil');
  const options = {
    kind: call.kind,
    subresource: call.subresource,
    manager: managerOf(call.query, call.request.headers.get('user-agent')),
    force: call.query.get('force') === 'true',
    now: api.clock.now(),
  };
  const old = api.store.get(resourceOf(call.kind), call.namespace, call.name!);
  const { resourceVersion } = wanted.metadata;
  if (resourceVersion && resourceVersion !== old?.metadata.resourceVersion) throw conflict(call.kind, call.name!);
  const object = serverSideApply(old, wanted, options);
  if (old) return respondUpdated(api, call, storeChange(api, call, 'patch', old, object));
  return respondCreated(api, call, storeNew(api, call, object));
}
