import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { ApiError, badRequest, expired, failure, notFound } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import type { Api, Call } from './call.ts';
import { checkListOptions } from './list-options.ts';
import { type ContinueToken, readToken, tokenExpired, writeToken } from './list-pages.ts';
import { representList, representObject } from './representation.ts';
import { jsonResponse } from './respond.ts';
import { type Selection, selectionOf } from './select.ts';

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
  checkListOptions(call);
  checkVersion(api, call);
  const selection = selectionOf(call);
  const token = call.query.get('continue');
  const page = token
    ? nextPage(api, call, readToken(token), selection)
    : pageOf(api, call, { objects: selected(api, call, selection), version: api.store.version }, selection);
  return jsonResponse(representList(api, call, page.objects, page.metadata));
}

function selected(api: Api, call: Call, selection: Selection | undefined): readonly KubernetesObject[] {
  const stored = storedObjects(api, call);
  return selection ? stored.filter(selection) : stored;
}

/** What is kept, and what is shown with it, of a call's kind and namespace. */
export function storedObjects(api: Api, { kind, namespace }: Call): readonly KubernetesObject[] {
  const own = api.store.list(resourceOf(kind), namespace);
  const reflected = kind.reflections?.(api.store, namespace, api.clock.now()) ?? [];
  if (reflected.length === 0) return own;
  return [...own, ...reflected].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

interface Page {
  objects: readonly KubernetesObject[];
  metadata: JsonObject;
}

/** Later pages show the list as it was at the first. */
function nextPage(api: Api, call: Call, token: ContinueToken, selection: Selection | undefined): Page {
  const inconsistent = token.rv < 0;
  const whole = inconsistent ? selected(api, call, selection) : api.pages.at(questionOf(call), token.rv);
  if (!whole) throw tokenExpired(token);
  const objects = whole.filter((object) => keyOf(object) > token.start);
  return pageOf(api, call, { objects, version: inconsistent ? api.store.version : token.rv, whole }, selection);
}

function pageOf(
  api: Api,
  call: Call,
  { objects, version, whole = objects }: { objects: Page['objects']; version: number; whole?: Page['objects'] },
  selection: Selection | undefined,
): Page {
  const resourceVersion = String(version);
  const limit = Number(call.query.get('limit') ?? 0);
  if (!(limit > 0) || objects.length <= limit) return { objects, metadata: { resourceVersion } };
  api.pages.keep(questionOf(call), version, whole);
  const page = objects.slice(0, limit);
  const next = writeToken(version, keyOf(page.at(-1)!));
  const remaining = selection ? {} : { remainingItemCount: objects.length - limit };
  return { objects: page, metadata: { resourceVersion, continue: next, ...remaining } };
}

function questionOf({ kind, namespace = '', query }: Call): string {
  const selectors = ['labelSelector', 'fieldSelector'].map((name) => query.get(name) ?? '');
  return [resourceOf(kind), kind.version, namespace, ...selectors].join('\n');
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
