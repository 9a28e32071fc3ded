import type { KubernetesObject } from '../types.ts';
import type { PolicyRule } from './policy-rule.ts';
import { on, READ } from './rule-words.ts';
import { EVENTS, SYSTEM_ROLES } from './system-roles.ts';
import { USER_ROLES } from './user-roles.ts';

const GROUP = 'rbac.authorization.k8s.io';

type Subject = { kind: string; apiGroup?: string; name: string; namespace?: string };
const group = (name: string): Subject => ({ kind: 'Group', apiGroup: GROUP, name });
const user = (name: string): Subject => ({ kind: 'User', apiGroup: GROUP, name });
const account = (name: string): Subject => ({ kind: 'ServiceAccount', name, namespace: 'kube-system' });

/** Who holds which of them; each binding is called as its role. */
const CLUSTER_BINDINGS: readonly { role: string; subjects: readonly Subject[] }[] = [
  { role: 'cluster-admin', subjects: [group('system:masters')] },
  { role: 'system:basic-user', subjects: [group('system:authenticated')] },
  { role: 'system:discovery', subjects: [group('system:authenticated')] },
  { role: 'system:public-info-viewer', subjects: [group('system:authenticated'), group('system:unauthenticated')] },
  { role: 'system:monitoring', subjects: [group('system:monitoring')] },
  { role: 'system:service-account-issuer-discovery', subjects: [group('system:serviceaccounts')] },
  { role: 'system:kube-controller-manager', subjects: [user('system:kube-controller-manager')] },
  { role: 'system:kube-dns', subjects: [account('kube-dns')] },
  { role: 'system:kube-scheduler', subjects: [user('system:kube-scheduler')] },
  { role: 'system:volume-scheduler', subjects: [user('system:kube-scheduler')] },
  // Nodes have an authorizer of their own.
  { role: 'system:node', subjects: [] },
  { role: 'system:node-proxier', subjects: [user('system:kube-proxy')] },
];

const LEADERS = ['kube-controller-manager', 'kube-scheduler'];

const ROLES: readonly {
  namespace: string;
  name: string;
  rules: readonly PolicyRule[];
  binding?: string;
  subjects: readonly Subject[];
}[] = [
  {
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication-reader',
    rules: [on(READ, '', 'configmaps', 'extension-apiserver-authentication')],
    binding: 'system::extension-apiserver-authentication-reader',
    subjects: LEADERS.map((name) => user(`system:${name}`)),
  },
  ...LEADERS.map((name) => ({
    namespace: 'kube-system',
    name: `system::leader-locking-${name}`,
    rules: [on('watch', '', 'configmaps'), on('get update', '', 'configmaps', name)],
    subjects: [user(`system:${name}`), account(name)],
  })),
  {
    namespace: 'kube-system',
    name: 'system:controller:bootstrap-signer',
    rules: [on(READ, '', 'secrets')],
    subjects: [account('bootstrap-signer')],
  },
  {
    namespace: 'kube-system',
    name: 'system:controller:cloud-provider',
    rules: [on('create get list watch', '', 'configmaps')],
    subjects: [account('cloud-provider')],
  },
  {
    namespace: 'kube-system',
    name: 'system:controller:token-cleaner',
    rules: [on('delete get list watch', '', 'secrets'), EVENTS],
    subjects: [account('token-cleaner')],
  },
  {
    namespace: 'kube-public',
    name: 'system:controller:bootstrap-signer',
    rules: [on(READ, '', 'configmaps'), on('update', '', 'configmaps', 'cluster-info'), EVENTS],
    subjects: [account('bootstrap-signer')],
  },
];

/** The roles and bindings an API server makes when it starts, as of Kubernetes 1.32. */
export function defaultRoles(): KubernetesObject[] {
  const label = (part: string) => ({ [`${GROUP}/aggregate-to-${part}`]: 'true' });
  return [
    ...[...USER_ROLES, ...SYSTEM_ROLES].map(({ name, part, rules }) =>
      object('ClusterRole', { name }, part ? label(part) : {}, {
        ...(typeof rules === 'string'
          ? { aggregationRule: { clusterRoleSelectors: [{ matchLabels: label(rules) }] }, rules: null }
          : { rules }),
      }),
    ),
    ...CLUSTER_BINDINGS.map(({ role, subjects }) =>
      object('ClusterRoleBinding', { name: role }, {}, bound('ClusterRole', role, subjects)),
    ),
    ...ROLES.map(({ namespace, name, rules }) => object('Role', { name, namespace }, {}, { rules })),
    ...ROLES.map(({ namespace, name, binding = name, subjects }) =>
      object('RoleBinding', { name: binding, namespace }, {}, bound('Role', name, subjects)),
    ),
  ];
}

function bound(kind: string, name: string, subjects: readonly Subject[]): Record<string, unknown> {
  return { roleRef: { apiGroup: GROUP, kind, name }, ...(subjects.length > 0 ? { subjects } : {}) };
}

function object(
  kind: string,
  metadata: { name: string; namespace?: string },
  labels: Record<string, string>,
  rest: Record<string, unknown>,
): KubernetesObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: {
      ...metadata,
      annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
      labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
    },
    ...rest,
  };
}
