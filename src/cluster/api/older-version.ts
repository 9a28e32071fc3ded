import { ApiHeaders } from '../http/api-headers.ts';
import { type ApiRequest, apiRequest } from '../http/api-request.ts';
import type { ApiResponse } from '../http/api-response.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { Caller } from '../types.ts';
import { mediaTypeOf, readObject } from './body.ts';
import type { Api } from './call.ts';
import { jsonResponse } from './respond.ts';

/** A version of a kind that is served beside the one objects are kept in: requests and answers are translated. */
interface OlderVersion {
  group: string;
  older: string;
  current: string;
  kind: string;
  plural: string;
  /** Both change the object or patch they are given. */
  toCurrent(object: JsonObject): void;
  toOlder(object: JsonObject): void;
}

/** What `kubectl autoscale` writes. */
const OLDER_VERSIONS: readonly OlderVersion[] = [
  {
    group: 'autoscaling',
    older: 'v1',
    current: 'v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    toCurrent({ spec }) {
      if (!isJsonObject(spec)) return;
      const { targetCPUUtilizationPercentage: percentage } = spec;
      delete spec['targetCPUUtilizationPercentage'];
      if (percentage === undefined) return;
      const target = { type: 'Utilization', averageUtilization: percentage };
      spec['metrics'] = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    },
    toOlder({ spec }) {
      const cpu = (spec?.metrics ?? []).find((metric: JsonObject) => metric['resource']?.name === 'cpu');
      const percentage = cpu?.resource.target.averageUtilization;
      delete spec?.metrics;
      if (percentage !== undefined) spec.targetCPUUtilizationPercentage = percentage;
    },
  },
];

/** The older version an address is of, if it is of one. */
export function olderVersionAt(path: string): OlderVersion | undefined {
  return OLDER_VERSIONS.find(
    ({ group, older, plural }) =>
      path.startsWith(`/apis/${group}/${older}/`) && path.split('/').some((segment) => segment === plural),
  );
}

type Handle = (api: Api, request: ApiRequest, caller: Caller) => Promise<ApiResponse>;

/** Answers a request for an older version by way of the current one. Watches come in the current version. */
export async function handleOlder(
  api: Api,
  request: ApiRequest,
  caller: Caller,
  version: OlderVersion,
  handle: Handle,
): Promise<ApiResponse> {
  const { group, older, current } = version;
  const url = request.url.replace(`/apis/${group}/${older}/`, `/apis/${group}/${current}/`);
  const response = await handle(api, await translated(request, url, version), caller);
  const isObject = response.headers.get('content-type') === 'application/json';
  if (!isObject || new URL(url).searchParams.has('watch')) return response;
  const body = (await response.json()) as JsonObject;
  for (const object of body['items'] ?? [body]) {
    if (body['items'] || object['kind'] === version.kind) version.toOlder(object);
  }
  if (body['apiVersion'] === `${group}/${current}`) body['apiVersion'] = `${group}/${older}`;
  return jsonResponse(body, response.status);
}

async function translated(request: ApiRequest, url: string, version: OlderVersion): Promise<ApiRequest> {
  const { method, headers, signal } = request;
  if (method === 'GET' || method === 'DELETE') return elsewhere(request, url);
  const patching = method === 'PATCH';
  const body = patching ? ((await request.json()) as JsonObject) : await readObject({ request });
  if (isJsonObject(body)) {
    version.toCurrent(body);
    if (body['apiVersion']) body['apiVersion'] = `${version.group}/${version.current}`;
  }
  const contentType = patching ? mediaTypeOf(request) : 'application/json';
  const all = new ApiHeaders(headers);
  all.set('content-type', contentType);
  return apiRequest(url, { method, headers: all, body: JSON.stringify(body), signal });
}

/** The same request for another address. */
function elsewhere(request: ApiRequest, url: string): ApiRequest {
  const { method, headers, signal } = request;
  return {
    method,
    url,
    headers,
    signal,
    text: () => request.text(),
    json: () => request.json(),
    arrayBuffer: () => request.arrayBuffer(),
  };
}
