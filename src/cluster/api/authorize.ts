import type { JsonObject } from '../json-object.ts';
import { type Attempt, type PolicyRule, permits } from '../roles/policy-rule.ts';
import type { Caller, KubernetesObject, ReadStore } from '../types.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** RBAC's answer: members of system:masters may do everything, others what a binding gives them. */
export function authorize(store: ReadStore, caller: Caller, attempt: Attempt): { allowed: boolean; reason: string } {
  if (caller.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const namespace = 'resource' in attempt ? attempt.namespace : undefined;
  const problems: string[] = [];
  for (const { binding, subject } of bindingsOf(store, caller, namespace)) {
    const { rules, problem } = rulesOfRole(store, binding['roleRef'], binding.metadata.namespace);
    if (problem) problems.push(problem);
    if (!rules.some((rule) => permits(rule, attempt))) continue;
    return { allowed: true, reason: `RBAC: allowed by ${bindingText(binding)} to ${subjectText(subject, binding)}` };
  }
  return { allowed: false, reason: problems.length > 0 ? `RBAC: ${together(problems)}` : '' };
}

/** All rules that hold for a caller, cluster-wide and in one namespace, and what became of roles that are gone. */
export function rulesFor(
  store: ReadStore,
  caller: Caller,
  namespace: string | undefined,
): { rules: PolicyRule[]; problem?: string } {
  const found = bindingsOf(store, caller, namespace).map(({ binding }) =>
    rulesOfRole(store, binding['roleRef'], binding.metadata.namespace),
  );
  const problems = found.flatMap(({ problem }) => problem ?? []);
  return {
    rules: found.flatMap(({ rules }) => rules),
    ...(problems.length > 0 ? { problem: together(problems) } : {}),
  };
}

/** What a reference to a role stands for; a role that is not there has no rules, and a problem in the server's words. */
export function rulesOfRole(
  store: ReadStore,
  { kind, name }: JsonObject,
  namespace: string | undefined,
): { rules: PolicyRule[]; problem?: string } {
  const role =
    kind === 'ClusterRole'
      ? store.get(`clusterroles.${GROUP}`, undefined, name)
      : store.get(`roles.${GROUP}`, namespace, name);
  if (role) return { rules: role['rules'] ?? [] };
  return { rules: [], problem: `${String(kind).toLowerCase()}.${GROUP} "${name}" not found` };
}

interface Held {
  binding: KubernetesObject;
  subject: JsonObject;
}

function bindingsOf(store: ReadStore, caller: Caller, namespace: string | undefined): Held[] {
  const bindings = [
    ...store.list(`clusterrolebindings.${GROUP}`),
    ...(namespace ? store.list(`rolebindings.${GROUP}`, namespace) : []),
  ];
  return bindings.flatMap((binding) => {
    const subject = (binding['subjects'] ?? []).find((one: JsonObject) => means(one, caller, binding));
    return subject ? [{ binding, subject }] : [];
  });
}

function means(subject: JsonObject, caller: Caller, binding: KubernetesObject): boolean {
  if (subject['kind'] === 'Group') return caller.groups.includes(subject['name']);
  if (subject['kind'] === 'User') return subject['name'] === caller.username;
  const namespace = subject['namespace'] ?? binding.metadata.namespace;
  return caller.username === `system:serviceaccount:${namespace}:${subject['name']}`;
}

function bindingText({ kind, metadata, roleRef }: KubernetesObject): string {
  const name = metadata.namespace === undefined ? metadata.name : `${metadata.name}/${metadata.namespace}`;
  return `${kind} "${name}" of ${roleRef.kind} "${roleRef.name}"`;
}

function subjectText({ kind, name, namespace }: JsonObject, binding: KubernetesObject): string {
  return kind === 'ServiceAccount'
    ? `${kind} "${name}/${namespace ?? binding.metadata.namespace}"`
    : `${kind} "${name}"`;
}

/** Several errors as the API server tells them in one. */
function together(problems: readonly string[]): string {
  const each = [...new Set(problems)];
  return each.length === 1 ? each[0]! : `[${each.join(', ')}]`;
}
