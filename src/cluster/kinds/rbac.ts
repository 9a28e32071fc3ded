import type { JsonObject } from '../json-object.ts';
import { refuseBindingEscalation, refuseRoleEscalation } from '../roles/refuse-escalation.ts';
import { anything, listOf, struct, text, texts } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Column, FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { required } from './validate-pod-spec.ts';

const GROUP = 'rbac.authorization.k8s.io';

const RULES = listOf(
  struct('PolicyRule', {
    verbs: texts,
    apiGroups: texts,
    resources: texts,
    resourceNames: texts,
    nonResourceURLs: texts,
  }),
);
const BINDING = {
  subjects: listOf(struct('Subject', { kind: text, apiGroup: text, name: text, namespace: text })),
  roleRef: struct('RoleRef', { apiGroup: text, kind: text, name: text }),
};

/** When the object was made, as the server's plain table prints it: not an age. */
export const CREATED_AT: Column = column('Created At', (object) => object.metadata.creationTimestamp ?? '', {
  type: 'date',
});

function roleKind(kind: string, plural: string, namespaced: boolean): Kind {
  const row: Kind = {
    group: GROUP,
    version: 'v1',
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced,
    nameFormat: 'path',
    schema: struct(kind, { rules: RULES, ...(namespaced ? {} : { aggregationRule: anything }) }),
    columns: [NAME_COLUMN, CREATED_AT],
    default(role) {
      role['rules'] ??= null;
    },
    validate: (role) =>
      (role['rules'] ?? []).flatMap((rule: JsonObject, index: number) => ruleProblems(rule, `rules[${index}]`)),
    admit: (role, context) => refuseRoleEscalation(row, role, context),
  };
  return row;
}

function bindingKind(kind: string, plural: string, namespaced: boolean): Kind {
  const row: Kind = {
    group: GROUP,
    version: 'v1',
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced,
    nameFormat: 'path',
    schema: struct(kind, BINDING),
    columns: [
      NAME_COLUMN,
      column('Role', (binding) => `${binding['roleRef'].kind}/${binding['roleRef'].name}`),
      AGE_COLUMN,
      wideColumn('Users', (binding) => subjectNames(binding, 'User')),
      wideColumn('Groups', (binding) => subjectNames(binding, 'Group')),
      wideColumn('ServiceAccounts', (binding) => subjectNames(binding, 'ServiceAccount')),
    ],
    default(binding) {
      const roleRef = (binding['roleRef'] ??= {});
      roleRef.apiGroup ??= GROUP;
      for (const subject of binding['subjects'] ?? []) {
        if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ??= GROUP;
      }
    },
    validate: bindingProblems,
    admit: (binding, context) => refuseBindingEscalation(row, binding, context),
  };
  return row;
}

export const rbacKinds: readonly Kind[] = [
  roleKind('Role', 'roles', true),
  bindingKind('RoleBinding', 'rolebindings', true),
  roleKind('ClusterRole', 'clusterroles', false),
  bindingKind('ClusterRoleBinding', 'clusterrolebindings', false),
];

function ruleProblems(rule: JsonObject, path: string): FieldProblem[] {
  if (!rule['verbs']?.length) return [required(`${path}.verbs`, 'verbs must contain at least one value')];
  if (rule['nonResourceURLs']?.length) return [];
  if (!rule['apiGroups']?.length) {
    return [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')];
  }
  if (rule['resources']?.length) return [];
  return [required(`${path}.resources`, 'resource rules must supply at least one resource')];
}

function bindingProblems(binding: KubernetesObject, { old }: { old?: KubernetesObject }): FieldProblem[] {
  const { roleRef, subjects = [] } = binding;
  const problems: FieldProblem[] = [];
  if (!['Role', 'ClusterRole'].includes(roleRef.kind)) {
    const supported = ['ClusterRole', 'Role'];
    problems.push({ field: 'roleRef.kind', reason: 'NotSupported', value: roleRef.kind ?? '', supported });
  }
  if (!roleRef.name) problems.push(required('roleRef.name'));
  for (const [index, subject] of subjects.entries()) {
    if (!subject.name) problems.push(required(`subjects[${index}].name`));
    if (subject.kind === 'ServiceAccount' && !subject.namespace && !binding.metadata.namespace) {
      problems.push(required(`subjects[${index}].namespace`));
    }
  }
  if (old && (old['roleRef'].kind !== roleRef.kind || old['roleRef'].name !== roleRef.name)) {
    const text = `rbac.RoleRef{APIGroup:"${GROUP}", Kind:"${roleRef.kind}", Name:"${roleRef.name}"}`;
    problems.push({ field: 'roleRef', reason: 'Invalid', valueText: text, detail: 'cannot change roleRef' });
  }
  return problems;
}

function subjectNames(binding: KubernetesObject, kind: string): string {
  return (binding['subjects'] ?? [])
    .filter((subject: JsonObject) => subject['kind'] === kind)
    .map((subject: JsonObject) =>
      kind === 'ServiceAccount' ? `${subject['namespace']}/${subject['name']}` : subject['name'],
    )
    .join(', ');
}
