import type { JsonObject } from '../json-object.ts';
import type { Caller, KubernetesObject, ReadStore } from '../types.ts';

export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** What somebody wants to do: to a resource, or to a plain path. */
export type Attempt =
  | { verb: string; group: string; resource: string; subresource?: string; name?: string; namespace?: string }
  | { verb: string; path: string };

const EVERYTHING: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** What every user who is logged in may do (system:basic-user, system:discovery). */
const AUTHENTICATED: PolicyRule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  {
    verbs: ['get'],
    nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz'],
  },
  { verbs: ['get'], nonResourceURLs: ['/version', '/version/'] },
];

/** What anybody may read (system:public-info-viewer). */
const ANYBODY: PolicyRule[] = [
  { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
];

/** RBAC's answer: members of system:masters may do everything, others what a binding gives them. */
export function authorize(store: ReadStore, caller: Caller, attempt: Attempt): { allowed: boolean; reason: string } {
  if (caller.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const namespace = 'resource' in attempt ? attempt.namespace : undefined;
  const allowed = rulesFor(store, caller, namespace).some((rule) => permits(rule, attempt));
  return { allowed, reason: allowed ? 'RBAC: allowed by a role binding' : '' };
}

/** All rules that hold for a caller, cluster-wide and in one namespace. */
export function rulesFor(store: ReadStore, caller: Caller, namespace: string | undefined): PolicyRule[] {
  if (caller.groups.includes('system:masters')) return [...EVERYTHING, ...AUTHENTICATED, ...ANYBODY];
  const bindings = [
    ...store.list('clusterrolebindings.rbac.authorization.k8s.io'),
    ...(namespace ? store.list('rolebindings.rbac.authorization.k8s.io', namespace) : []),
  ];
  const bound = bindings.filter((binding) =>
    (binding['subjects'] ?? []).some((one: JsonObject) => means(one, caller, binding)),
  );
  const own = caller.groups.includes('system:authenticated') ? AUTHENTICATED : [];
  return [...bound.flatMap((binding) => rulesOf(store, binding)), ...own, ...ANYBODY];
}

function rulesOf(store: ReadStore, binding: KubernetesObject): PolicyRule[] {
  const { kind, name } = binding['roleRef'];
  if (kind === 'ClusterRole' && name === 'cluster-admin') return EVERYTHING;
  const role =
    kind === 'ClusterRole'
      ? store.get('clusterroles.rbac.authorization.k8s.io', undefined, name)
      : store.get('roles.rbac.authorization.k8s.io', binding.metadata.namespace, name);
  return role?.['rules'] ?? [];
}

function means(subject: JsonObject, caller: Caller, binding: KubernetesObject): boolean {
  if (subject['kind'] === 'Group') return caller.groups.includes(subject['name']);
  if (subject['kind'] === 'User') return subject['name'] === caller.username;
  const namespace = subject['namespace'] ?? binding.metadata.namespace;
  return caller.username === `system:serviceaccount:${namespace}:${subject['name']}`;
}

function permits(rule: PolicyRule, attempt: Attempt): boolean {
  if (!covers(rule.verbs, attempt.verb)) return false;
  if ('path' in attempt) return (rule.nonResourceURLs ?? []).some((url) => pathCovers(url, attempt.path));
  const resource = attempt.subresource ? `${attempt.resource}/${attempt.subresource}` : attempt.resource;
  const resources = rule.resources ?? [];
  const named = !rule.resourceNames?.length || rule.resourceNames.includes(attempt.name ?? '');
  const anySubresource = attempt.subresource !== undefined && resources.includes(`*/${attempt.subresource}`);
  return named && covers(rule.apiGroups ?? [], attempt.group) && (covers(resources, resource) || anySubresource);
}

function covers(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}

function pathCovers(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}
