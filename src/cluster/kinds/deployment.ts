import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { flag, integer, intOrString, struct, text } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { POD_TEMPLATE } from '../schema/pod-spec.ts';
import { WORKLOAD_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { defaultTemplate, templateContainers, templateImages, validateWorkload } from './workload.ts';

export const deploymentKind: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  hasScale: true,
  schema: struct('Deployment', {
    spec: struct('DeploymentSpec', {
      replicas: integer,
      selector: LABEL_SELECTOR,
      template: POD_TEMPLATE,
      strategy: struct('DeploymentStrategy', {
        type: text,
        rollingUpdate: struct('RollingUpdateDeployment', { maxSurge: intOrString, maxUnavailable: intOrString }),
      }),
      minReadySeconds: integer,
      revisionHistoryLimit: integer,
      progressDeadlineSeconds: integer,
      paused: flag,
    }),
    status: WORKLOAD_STATUS,
  }),
  columns: [
    NAME_COLUMN,
    column('Ready', (one) => `${one['status']?.readyReplicas ?? 0}/${one['spec'].replicas}`),
    column('Up-to-date', (one) => one['status']?.updatedReplicas ?? 0),
    column('Available', (one) => one['status']?.availableReplicas ?? 0),
    AGE_COLUMN,
    wideColumn('Containers', templateContainers),
    wideColumn('Images', templateImages),
    wideColumn('Selector', (one) => selectorText(one['spec'].selector)),
  ],
  default(deployment) {
    const spec = (deployment['spec'] ??= {});
    spec.replicas ??= 1;
    defaultStrategy((spec.strategy ??= {}));
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    defaultTemplate(spec);
    deployment['status'] ??= {};
  },
  validate: (deployment, { old, subresource }) =>
    subresource === 'status' ? [] : validateWorkload(deployment, old, strategyProblems(deployment['spec'])),
};

function defaultStrategy(strategy: JsonObject): void {
  strategy['type'] ??= 'RollingUpdate';
  if (strategy['type'] !== 'RollingUpdate') return;
  strategy['rollingUpdate'] = { maxUnavailable: '25%', maxSurge: '25%', ...strategy['rollingUpdate'] };
}

function strategyProblems(spec: JsonObject) {
  const { type, rollingUpdate } = spec['strategy'];
  if (type === 'Recreate' && rollingUpdate) {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return [{ field: 'spec.strategy.rollingUpdate', reason: 'Forbidden', detail } as const];
  }
  if (type === 'RollingUpdate' && deepEqual(rollingUpdate, { maxUnavailable: 0, maxSurge: 0 })) {
    const detail = 'may not be 0 when `maxSurge` is 0';
    return [{ field: 'spec.strategy.rollingUpdate.maxUnavailable', reason: 'Invalid', value: 0, detail } as const];
  }
  if (type === 'RollingUpdate' || type === 'Recreate') return [];
  const supported = ['Recreate', 'RollingUpdate'];
  return [{ field: 'spec.strategy.type', reason: 'NotSupported', value: type, supported } as const];
}

export const replicaSetKind: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  hasScale: true,
  schema: struct('ReplicaSet', {
    spec: struct('ReplicaSetSpec', {
      replicas: integer,
      selector: LABEL_SELECTOR,
      template: POD_TEMPLATE,
      minReadySeconds: integer,
    }),
    status: WORKLOAD_STATUS,
  }),
  selectableFields: { 'status.replicas': (one) => String(one['status']?.replicas ?? 0) },
  columns: [
    NAME_COLUMN,
    column('Desired', (one) => one['spec'].replicas),
    column('Current', (one) => one['status']?.replicas ?? 0),
    column('Ready', (one) => one['status']?.readyReplicas ?? 0),
    AGE_COLUMN,
    wideColumn('Containers', templateContainers),
    wideColumn('Images', templateImages),
    wideColumn('Selector', (one) => selectorText(one['spec'].selector)),
  ],
  default(replicaSet) {
    const spec = (replicaSet['spec'] ??= {});
    spec.replicas ??= 1;
    defaultTemplate(spec);
    replicaSet['status'] = { replicas: 0, ...replicaSet['status'] };
  },
  validate: (replicaSet, { old, subresource }) => (subresource === 'status' ? [] : validateWorkload(replicaSet, old)),
};
