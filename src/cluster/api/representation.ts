import type { JsonObject } from '../json-object.ts';
import { apiVersionOf } from '../kind-table.ts';
import { type IncludeObject, tableOf } from '../table/table.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import type { Api, Call } from './call.ts';
import { inVersion } from './in-version.ts';

/** In which form the client wants objects. */
export type Representation =
  | { as: 'object' }
  | { as: 'table'; version: 'v1' | 'v1beta1'; include: IncludeObject }
  | { as: 'metadata' };

/** The first form of the `Accept` header that is served; protobuf and unknown ones are passed over. */
export function representationOf(call: Call): Representation {
  for (const entry of (call.request.headers.get('accept') ?? '').split(',')) {
    const [mediaType, ...parameters] = entry.split(';').map((part) => part.trim());
    if (mediaType !== 'application/json' && mediaType !== '*/*') continue;
    if (parameters.includes('as=Table')) return tableRepresentation(call, parameters);
    if (parameters.some((parameter) => parameter.startsWith('as=PartialObjectMetadata'))) return { as: 'metadata' };
    return { as: 'object' };
  }
  return { as: 'object' };
}

function tableRepresentation(call: Call, parameters: string[]): Representation {
  const include = call.query.get('includeObject');
  return {
    as: 'table',
    version: parameters.includes('v=v1beta1') ? 'v1beta1' : 'v1',
    include: include === 'None' || include === 'Object' ? include : 'Metadata',
  };
}

/** One object in the wanted form. */
export function representObject(api: Api, call: Call, object: KubernetesObject): JsonObject {
  const wanted = representationOf(call);
  if (wanted.as === 'table') {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return tableOf(call.kind, [object], { ...wanted, now: api.clock.now(), metadata, columns: true });
  }
  return wanted.as === 'metadata' ? partialMetadata(call.kind, object) : inVersion(call.kind, object);
}

/** A list in the wanted form; `metadata` is the list's own. */
export function representList(
  api: Api,
  call: Call,
  objects: readonly KubernetesObject[],
  metadata: JsonObject,
): JsonObject {
  const wanted = representationOf(call);
  if (wanted.as === 'table') {
    return tableOf(call.kind, objects, { ...wanted, now: api.clock.now(), metadata, columns: true });
  }
  if (wanted.as === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: objects.map((object) => partialMetadata(call.kind, object)),
    };
  }
  return {
    kind: call.kind.listKind ?? `${call.kind.kind}List`,
    apiVersion: apiVersionOf(call.kind),
    metadata,
    items: objects.map((object) => {
      const shown = inVersion(call.kind, object);
      return call.kind.custom ? shown : withoutType(shown);
    }),
  };
}

export function partialMetadata(kind: Kind, object: KubernetesObject): JsonObject {
  const { metadata } = inVersion(kind, object);
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

/** Items of built-in lists carry no kind and apiVersion. */
function withoutType(object: KubernetesObject): JsonObject {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return rest;
}
