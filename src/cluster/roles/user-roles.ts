import type { PolicyRule } from './policy-rule.ts';
import { at, on, READ, READ_WRITE, WRITE } from './rule-words.ts';

/** A cluster role: its rules, or the word in the label that brings them; `part` labels it as part of another. */
export interface ClusterRoleRow {
  name: string;
  part?: string;
  rules: readonly PolicyRule[] | string;
}

/** The cluster roles people are given. */
export const USER_ROLES: readonly ClusterRoleRow[] = [
  { name: 'cluster-admin', rules: [on('*', '*', '*'), at('*', ['*'])] },
  { name: 'admin', rules: 'admin' },
  { name: 'edit', part: 'admin', rules: 'edit' },
  { name: 'view', part: 'edit', rules: 'view' },
  {
    name: 'system:aggregate-to-admin',
    part: 'admin',
    rules: [
      on('create', 'authorization.k8s.io', 'localsubjectaccessreviews'),
      on(READ_WRITE, 'rbac.authorization.k8s.io', 'rolebindings roles'),
    ],
  },
  {
    name: 'system:aggregate-to-edit',
    part: 'edit',
    rules: [
      on(READ, '', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy'),
      on('impersonate', '', 'serviceaccounts'),
      on(WRITE, '', 'pods pods/attach pods/exec pods/portforward pods/proxy'),
      on('create', '', 'pods/eviction'),
      on(
        WRITE,
        '',
        'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
      ),
      on('create', '', 'serviceaccounts/token'),
      on(
        WRITE,
        'apps',
        'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
      ),
      on(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
      on(WRITE, 'batch', 'cronjobs jobs'),
      on(
        WRITE,
        'extensions',
        'daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale',
      ),
      on(WRITE, 'policy', 'poddisruptionbudgets'),
      on(WRITE, 'networking.k8s.io', 'ingresses networkpolicies'),
      on(READ_WRITE, 'coordination.k8s.io', 'leases'),
    ],
  },
  {
    name: 'system:aggregate-to-view',
    part: 'view',
    rules: [
      on(
        READ,
        '',
        'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
      ),
      on(
        READ,
        '',
        'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
      ),
      on(READ, '', 'namespaces'),
      on(READ, 'discovery.k8s.io', 'endpointslices'),
      on(
        READ,
        'apps',
        'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
      ),
      on(READ, 'autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status'),
      on(READ, 'batch', 'cronjobs cronjobs/status jobs jobs/status'),
      on(
        READ,
        'extensions',
        'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale',
      ),
      on(READ, 'policy', 'poddisruptionbudgets poddisruptionbudgets/status'),
      on(READ, 'networking.k8s.io', 'ingresses ingresses/status networkpolicies'),
    ],
  },
];
