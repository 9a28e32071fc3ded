import type { ApiRequest } from '../http/api-request.ts';
import { ApiError, failure, forbidden } from '../status.ts';
import type { Caller } from '../types.ts';
import { authorize } from './authorize.ts';
import type { Api, Call } from './call.ts';

const ANONYMOUS = 'system:anonymous';

/**
 * Who a request is judged as: the sender, the service account whose token it carries, or whom that one says to act for
 * (`kubectl --as`). Throws the 401 of a token that is none, and the 403 of who may not act for others.
 */
export function effectiveCaller(api: Api, request: ApiRequest, sender: Caller): Caller {
  const caller = authenticated(api, request, sender);
  const username = request.headers.get('impersonate-user');
  if (!username) return caller;
  checkMayImpersonate(api, caller, username);
  const groups = (request.headers.get('impersonate-group') ?? '').split(', ').filter(Boolean);
  const account = /^system:serviceaccount:([^:]+):/.exec(username);
  const implied = account ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : [];
  const known = username === ANONYMOUS ? 'system:unauthenticated' : 'system:authenticated';
  return { ...caller, username, groups: [...groups, ...implied, known] };
}

function authenticated(api: Api, request: ApiRequest, sender: Caller): Caller {
  const token = /^Bearer (.*)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return sender;
  const account = api.tokens.callerOf(token);
  if (!account) throw new ApiError(failure(401, 'Unauthorized', 'Unauthorized'));
  return { ...sender, ...account };
}

function checkMayImpersonate(api: Api, caller: Caller, username: string): void {
  const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(username);
  const resource = account ? 'serviceaccounts' : 'users';
  const name = account?.[2] ?? username;
  const namespace = account?.[1];
  const decision = authorize(api.store, caller, { verb: 'impersonate', group: '', resource, name, namespace });
  if (decision.allowed) return;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${caller.username}" cannot impersonate resource "${resource}" in API group "" ${scope}${after(decision)}`;
  throw forbidden({ ...api.kinds.byResource('serviceaccounts')!, plural: resource }, name, why);
}

/** Throws the 403 of a caller whom no role allows the call. */
export function checkAllowed(api: Api, call: Call): void {
  const { caller, kind, namespace, name = '', subresource } = call;
  const verb = verbOf(call);
  const attempt = { verb, group: kind.group, resource: kind.plural, subresource, name, namespace };
  const decision = authorize(api.store, caller, attempt);
  if (decision.allowed) return;
  const resource = subresource ? `${kind.plural}/${subresource}` : kind.plural;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${caller.username}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${scope}${after(decision)}`;
  throw forbidden(kind, name, why);
}

/** As `checkAllowed`, for what is no resource. */
export function checkPathAllowed(api: Api, method: string, path: string, caller: Caller): void {
  const verb = method.toLowerCase();
  const decision = authorize(api.store, caller, { verb, path });
  if (decision.allowed) return;
  const message = `forbidden: User "${caller.username}" cannot ${verb} path "${path}"${after(decision)}`;
  throw new ApiError(failure(403, 'Forbidden', message, {}));
}

/** Why nothing was found that allows it, where that is a mistake of the bindings. */
function after({ reason }: { reason: string }): string {
  return reason ? `: ${reason}` : '';
}

const VERBS: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

function verbOf({ request, query, name }: Call): string {
  if (request.method === 'DELETE') return name === undefined ? 'deletecollection' : 'delete';
  if (request.method !== 'GET') return VERBS[request.method] ?? request.method.toLowerCase();
  const watching = query.get('watch');
  if (watching === 'true' || watching === '1') return 'watch';
  return name === undefined ? 'list' : 'get';
}
