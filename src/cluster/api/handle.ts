import type { ApiRequest } from '../http/api-request.ts';
import { ApiResponse } from '../http/api-response.ts';
import { emptyOpenApiV2 } from '../protobuf/openapi-v2.ts';
import { badRequest, methodNotAllowed } from '../status.ts';
import type { Caller } from '../types.ts';
import type { AuditedVerb } from './audit-log.ts';
import { checkAllowed, checkPathAllowed, effectiveCaller } from './authorize-call.ts';
import type { Api, Call } from './call.ts';
import { createObject } from './create.ts';
import { deleteCollection, deleteObject } from './delete.ts';
import { discover, servedPaths } from './discovery.ts';
import { indented, wantsIndented } from './indented.ts';
import { handleOlder, olderVersionAt } from './older-version.ts';
import { openApi } from './openapi.ts';
import { podLog } from './pod-log.ts';
import { bindPod, evictPod } from './pod-subresources.ts';
import { getObject, listObjects } from './read.ts';
import { jsonResponse, pageNotFound, statusResponse } from './respond.ts';
import { review } from './reviews.ts';
import { resourceRoute } from './route.ts';
import { getScale, writeScale } from './scale.ts';
import { statusOfError } from './status-of-error.ts';
import { requestToken } from './token-request.ts';
import { patchObject, replaceObject } from './update.ts';
import { versionInfo } from './version.ts';
import { watchObjects } from './watch.ts';

/** Answers one request; every failure becomes a Status. */
export async function handle(api: Api, request: ApiRequest, sender: Caller): Promise<ApiResponse> {
  const response = await answerOrStatus(api, request, sender);
  return wantsIndented(request) ? indented(response) : response;
}

async function answerOrStatus(api: Api, request: ApiRequest, sender: Caller): Promise<ApiResponse> {
  try {
    const caller = effectiveCaller(api, request, sender);
    const url = new URL(request.url);
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    const older = olderVersionAt(path);
    if (older) return await handleOlder(api, request, sender, older, handle);
    const route = resourceRoute(path, api.kinds);
    if (!route) return await outsideResources(api, request, path, caller);
    // The aggregator's own word; clients make a sentence of it.
    if (route.kind.unavailable?.()) return new ApiResponse('service unavailable\n', { status: 503 });
    if (route.name !== undefined && route.kind.storedName) route.name = route.kind.storedName(route.name);
    return await answer(api, { request, url, query: url.searchParams, caller, warnings: [], audited: {}, ...route });
  } catch (error) {
    return statusResponse(statusOfError(error));
  }
}

async function outsideResources(api: Api, request: ApiRequest, path: string, caller: Caller): Promise<ApiResponse> {
  if (request.method !== 'POST') checkPathAllowed(api, request.method, path, caller);
  if (request.method === 'POST') return (await review(api, request, path, caller)) ?? pageNotFound(path, api.kinds);
  if (path === '/') return jsonResponse({ paths: servedPaths(api.kinds) });
  if (path === '/openapi/v2') return emptyOpenApiV2(api.gitVersion);
  if (path === '/version') return jsonResponse(versionInfo(api.gitVersion));
  if (path === '/healthz' || path === '/livez' || path === '/readyz') return new ApiResponse('ok');
  return (
    discover(path, request.headers.get('accept') ?? '', api.kinds) ??
    openApi(path, api.kinds, api.gitVersion) ??
    pageNotFound(path, api.kinds)
  );
}

type Handler = (api: Api, call: Call) => ApiResponse | Promise<ApiResponse>;

async function answer(api: Api, call: Call): Promise<ApiResponse> {
  const verb = auditedVerb(call);
  if (!verb) {
    checkAllowed(api, call);
    return handlerOf(call)(api, call);
  }
  const at = api.clock.now();
  try {
    checkAllowed(api, call);
    const response = await handlerOf(call)(api, call);
    api.audit.record(call, verb, response.status, call.audited.responseObject, at);
    return response;
  } catch (error) {
    const status = statusOfError(error);
    api.audit.record(call, verb, status.code ?? 500, status, at);
    return statusResponse(status);
  }
}

function handlerOf(call: Call): Handler {
  const { method } = call.request;
  const handler = call.subresource === undefined ? plainHandler(call, method) : subresourceHandler(call, method);
  if (!handler) throw methodNotAllowed();
  return handler;
}

function plainHandler(call: Call, method: string): Handler | undefined {
  const watching = call.query.get('watch');
  if (method === 'GET' && (watching === 'true' || watching === '1')) return watchObjects;
  if (call.name === undefined) {
    if (method === 'DELETE') return deleteCollection;
    if (method === 'POST') return call.kind.namespaced && call.namespace === undefined ? undefined : createObject;
    return method === 'GET' ? listObjects : undefined;
  }
  return OBJECT_HANDLERS[method];
}

const OBJECT_HANDLERS: Record<string, Handler> = {
  GET: getObject,
  PUT: replaceObject,
  PATCH: patchObject,
  DELETE: deleteObject,
};

const SUBRESOURCE_HANDLERS: Record<string, Record<string, Handler>> = {
  status: { GET: getObject, PUT: replaceObject, PATCH: patchObject },
  finalize: { PUT: replaceObject },
  ephemeralcontainers: { GET: getObject, PUT: replaceObject, PATCH: patchObject },
  scale: { GET: getScale, PUT: writeScale, PATCH: writeScale },
  log: { GET: podLog },
  eviction: { POST: evictPod },
  binding: { POST: bindPod },
  token: { POST: requestToken },
  exec: { GET: refuseUpgrade, POST: refuseUpgrade },
  attach: { GET: refuseUpgrade, POST: refuseUpgrade },
  portforward: { GET: refuseUpgrade, POST: refuseUpgrade },
};

function subresourceHandler(call: Call, method: string): Handler | undefined {
  return SUBRESOURCE_HANDLERS[call.subresource!]?.[method];
}

function refuseUpgrade(_api: Api, call: Call): ApiResponse {
  throw badRequest(
    `Upgrade request required: ${call.subresource} carries several streams, which a plain request cannot; connect to it instead`,
  );
}

const AUDITED_METHODS: Record<string, AuditedVerb> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function auditedVerb(call: Call): AuditedVerb | undefined {
  if (!call.kind.audit) return undefined;
  const verb = AUDITED_METHODS[call.request.method];
  return verb === 'delete' && call.name === undefined ? 'deletecollection' : verb;
}
