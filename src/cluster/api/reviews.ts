import type { ApiRequest } from '../http/api-request.ts';
import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Caller } from '../types.ts';
import { authorize, rulesFor } from './authorize.ts';
import { readObject } from './body.ts';
import type { Api } from './call.ts';
import { jsonResponse } from './respond.ts';

type Reviewer = (api: Api, body: JsonObject, caller: Caller, namespace?: string) => JsonObject;

const REVIEWERS: Record<string, Reviewer> = {
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': (api, body, caller) => access(api, body, caller),
  '/apis/authorization.k8s.io/v1/subjectaccessreviews': (api, body) => access(api, body, subjectOf(body)),
  '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': rules,
  '/apis/authentication.k8s.io/v1/selfsubjectreviews': (_api, _body, caller) => ({
    userInfo: { username: caller.username, ...(caller.uid ? { uid: caller.uid } : {}), groups: caller.groups },
  }),
};

/** Answers the questions clients POST about themselves; undefined for other paths. */
export async function review(
  api: Api,
  request: ApiRequest,
  path: string,
  caller: Caller,
): Promise<ApiResponse | undefined> {
  const local = /^(\/apis\/authorization\.k8s\.io\/v1)\/namespaces\/[^/]+\/localsubjectaccessreviews$/.exec(path);
  const reviewer = REVIEWERS[local ? `${local[1]}/subjectaccessreviews` : path];
  if (!reviewer) return undefined;
  const body = await readObject({ request });
  const metadata = { creationTimestamp: formatTimestamp(api.clock.now()) };
  return jsonResponse({ ...body, metadata, status: reviewer(api, body, caller) }, 201);
}

function access(api: Api, body: JsonObject, caller: Caller): JsonObject {
  const { resourceAttributes, nonResourceAttributes } = body['spec'] ?? {};
  const { verb = '', group = '', resource = '', subresource, name, namespace } = resourceAttributes ?? {};
  const decision = resourceAttributes
    ? authorize(api.store, caller, { verb, group, resource, subresource, name, namespace })
    : authorize(api.store, caller, {
        verb: nonResourceAttributes?.verb ?? '',
        path: nonResourceAttributes?.path ?? '',
      });
  return { allowed: decision.allowed, ...(decision.reason ? { reason: decision.reason } : {}) };
}

function subjectOf(body: JsonObject): Caller {
  const { user = '', groups = [] } = body['spec'] ?? {};
  return { username: user, groups };
}

function rules(api: Api, body: JsonObject, caller: Caller): JsonObject {
  const { rules: found, problem } = rulesFor(api.store, caller, body['spec']?.namespace ?? 'default');
  return {
    resourceRules: found
      .filter((rule) => rule.resources)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames ? { resourceNames } : {}),
      })),
    nonResourceRules: found
      .filter((rule) => rule.nonResourceURLs)
      .map(({ verbs, nonResourceURLs }) => ({
        verbs,
        nonResourceURLs,
      })),
    incomplete: false,
    ...(problem ? { evaluationError: problem } : {}),
  };
}
