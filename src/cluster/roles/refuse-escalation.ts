import { authorize, rulesFor, rulesOfRole } from '../api/authorize.ts';
import { deepEqual } from '../deep-equal.ts';
import { ApiError, failure, forbidden } from '../status.ts';
import type { Kind, KubernetesObject, WriteContext } from '../types.ts';
import { missingRules, type PolicyRule } from './policy-rule.ts';

const GROUP = 'rbac.authorization.k8s.io';
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** Nobody writes more into a role than they hold themselves, unless they may `escalate` it. Throws the 403. */
export function refuseRoleEscalation(kind: Kind, role: KubernetesObject, context: WriteContext): void {
  const { store, caller, old } = context;
  const { name, namespace } = role.metadata;
  if (caller.groups.includes('system:masters') || (old && onlyLetsGo(old, role))) return;
  // While it is made, a role has no name to be allowed by.
  const target = { group: GROUP, resource: kind.plural, namespace, ...(old ? { name } : {}) };
  if (authorize(store, caller, { verb: 'escalate', ...target }).allowed) return;
  refuseUnlessHeld(kind, name, role['rules'] ?? [], namespace, context);
  if (!role['aggregationRule'] && !old?.['aggregationRule']) return;
  if (missingRules(rulesFor(store, caller, namespace).rules, EVERYTHING).length === 0) return;
  throw forbidden(kind, name, 'must have cluster-admin privileges to use an aggregationRule');
}

/** Nobody gives away a role with more than they hold themselves, unless they may `bind` it. Throws the 403. */
export function refuseBindingEscalation(kind: Kind, binding: KubernetesObject, context: WriteContext): void {
  const { store, caller, old } = context;
  const { name, namespace } = binding.metadata;
  if (caller.groups.includes('system:masters') || (old && onlyLetsGo(old, binding))) return;
  const { roleRef } = binding;
  const resource = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  if (authorize(store, caller, { verb: 'bind', group: GROUP, resource, name: roleRef.name, namespace }).allowed) return;
  const { rules, problem } = rulesOfRole(store, roleRef, namespace);
  if (problem) {
    const details = { name: roleRef.name, group: GROUP, kind: String(roleRef.kind).toLowerCase() };
    throw new ApiError(failure(404, 'NotFound', problem, details));
  }
  refuseUnlessHeld(kind, name, rules, namespace, context);
}

function refuseUnlessHeld(
  kind: Kind,
  name: string,
  wanted: readonly PolicyRule[],
  namespace: string | undefined,
  { store, caller }: WriteContext,
): void {
  const { rules, problem } = rulesFor(store, caller, namespace);
  const missing = missingRules(rules, wanted);
  if (missing.length === 0) return;
  const who = `user ${JSON.stringify(caller.username)} (groups=${goList(caller.groups)})`;
  const texts = [...new Set(missing.map(ruleText))].sort();
  const unresolved = problem ? `; resolution errors: [${problem}]` : '';
  const why = `${who} is attempting to grant RBAC permissions not currently held:\n${texts.join('\n')}${unresolved}`;
  throw forbidden(kind, name, why);
}

/** What the garbage collector changes of an object is no grant. */
function onlyLetsGo(old: KubernetesObject, object: KubernetesObject): boolean {
  const rest = ({ metadata, ...own }: KubernetesObject): unknown => {
    const { ownerReferences: _owners, finalizers: _finalizers, managedFields: _fields, ...others } = metadata;
    return { ...own, metadata: others };
  };
  return deepEqual(rest(old), rest(object));
}

function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = {
    APIGroups: apiGroups,
    Resources: resources,
    NonResourceURLs: nonResourceURLs,
    ResourceNames: resourceNames,
    Verbs: verbs,
  };
  const shown = Object.entries(parts).flatMap(([name, list]) => (list?.length ? [`${name}:${goList(list)}`] : []));
  return `{${shown.join(', ')}}`;
}

function goList(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}
