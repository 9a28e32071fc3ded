import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { ApiError, badRequest, expired, failure, notFound } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import type { Api, Call } from './call.ts';
import { representList, representObject } from './representation.ts';
import { jsonResponse } from './respond.ts';
import { selectionOf } from './select.ts';

/** The stored object a call names; throws the 404. */
export function requireObject(api: Api, call: Call): KubernetesObject {
  const object = api.store.get(resourceOf(call.kind), call.namespace, call.name!) ?? reflectedObject(api, call);
  if (!object) throw notFound(call.kind, call.name!);
  return object;
}

function reflectedObject(api: Api, { kind, namespace, name }: Call): KubernetesObject | undefined {
  return kind.reflections?.(api.store, namespace, api.clock.now()).find(({ metadata }) => metadata.name === name);
}

export function getObject(api: Api, call: Call): ApiResponse {
  return jsonResponse(representObject(api, call, requireObject(api, call)));
}

export function listObjects(api: Api, call: Call): ApiResponse {
  checkVersion(api, call);
  const selection = selectionOf(call);
  const stored = storedObjects(api, call);
  const objects = selection ? stored.filter(selection) : stored;
  const page = pageOf(api, call, objects, selection !== undefined);
  return jsonResponse(representList(api, call, page.objects, page.metadata));
}

function storedObjects(api: Api, { kind, namespace }: Call): readonly KubernetesObject[] {
  const own = api.store.list(resourceOf(kind), namespace);
  const reflected = kind.reflections?.(api.store, namespace, api.clock.now()) ?? [];
  if (reflected.length === 0) return own;
  return [...own, ...reflected].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

interface Page {
  objects: readonly KubernetesObject[];
  metadata: JsonObject;
}

function pageOf(api: Api, call: Call, objects: readonly KubernetesObject[], filtered: boolean): Page {
  const token = call.query.get('continue');
  const start = token ? readToken(token) : undefined;
  const resourceVersion = start?.rv ?? String(api.store.version);
  const rest = start ? objects.filter((object) => keyOf(object) > start.start) : objects;
  const limit = Number(call.query.get('limit') ?? 0);
  if (!(limit > 0) || rest.length <= limit) return { objects: rest, metadata: { resourceVersion } };
  const page = rest.slice(0, limit);
  const next = btoa(JSON.stringify({ v: 'meta.k8s.io/v1', rv: resourceVersion, start: keyOf(page.at(-1)!) }));
  const remaining = filtered ? {} : { remainingItemCount: rest.length - limit };
  return { objects: page, metadata: { resourceVersion, continue: next, ...remaining } };
}

function readToken(token: string): { rv: string; start: string } {
  try {
    const parsed = JSON.parse(atob(token));
    if (typeof parsed.rv === 'string' && typeof parsed.start === 'string') return parsed;
  } catch {
    // told below
  }
  throw badRequest('continue key is not valid: it must be the one the previous page carried');
}

/** The order of the store's lists. */
function keyOf(object: KubernetesObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

function checkVersion(api: Api, call: Call): void {
  const text = call.query.get('resourceVersion');
  if (!text || text === '0') return;
  const version = parseVersion(text);
  if (version > api.store.version) {
    const message = `Too large resource version: ${version}, current: ${api.store.version}`;
    const details = { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }] };
    throw new ApiError(failure(504, 'Timeout', message, { ...details, retryAfterSeconds: 1 }));
  }
  if (call.query.get('resourceVersionMatch') === 'Exact' && version !== api.store.version) {
    throw expired(version, api.store.version);
  }
}

export function parseVersion(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing: invalid syntax`,
    );
  }
  return Number(text);
}
