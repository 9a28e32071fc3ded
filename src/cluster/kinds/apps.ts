import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { anything, integer, intOrString, listOf, struct, text } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { POD_TEMPLATE } from '../schema/pod-spec.ts';
import { WORKLOAD_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { defaultTemplate, templateContainers, templateImages, validateWorkload } from './workload.ts';

export const daemonSetKind: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  schema: struct('DaemonSet', {
    spec: struct('DaemonSetSpec', {
      selector: LABEL_SELECTOR,
      template: POD_TEMPLATE,
      updateStrategy: struct('DaemonSetUpdateStrategy', {
        type: text,
        rollingUpdate: struct('RollingUpdateDaemonSet', { maxUnavailable: intOrString, maxSurge: intOrString }),
      }),
      minReadySeconds: integer,
      revisionHistoryLimit: integer,
    }),
    status: WORKLOAD_STATUS,
  }),
  columns: [
    NAME_COLUMN,
    countColumn('Desired', 'desiredNumberScheduled'),
    countColumn('Current', 'currentNumberScheduled'),
    countColumn('Ready', 'numberReady'),
    countColumn('Up-to-date', 'updatedNumberScheduled'),
    countColumn('Available', 'numberAvailable'),
    column('Node Selector', (set) => selectorText(set['spec'].template.spec.nodeSelector)),
    AGE_COLUMN,
    wideColumn('Containers', templateContainers),
    wideColumn('Images', templateImages),
    wideColumn('Selector', (set) => selectorText(set['spec'].selector)),
  ],
  default(set, { old }) {
    const spec = (set['spec'] ??= {});
    defaultTemplate(spec);
    set.metadata.annotations = { ...set.metadata.annotations, [TEMPLATE_GENERATION]: templateGeneration(set, old) };
    const strategy = (spec.updateStrategy ??= {});
    strategy.type ??= 'RollingUpdate';
    if (strategy.type === 'RollingUpdate') {
      strategy.rollingUpdate = { maxSurge: 0, maxUnavailable: 1, ...strategy.rollingUpdate };
    }
    spec.revisionHistoryLimit ??= 10;
    set['status'] ??= {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    };
  },
  validate: (set, { old, subresource }) => (subresource === 'status' ? [] : validateWorkload(set, old)),
};

export const statefulSetKind: Kind = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  hasScale: true,
  schema: struct('StatefulSet', {
    spec: struct('StatefulSetSpec', {
      replicas: integer,
      selector: LABEL_SELECTOR,
      template: POD_TEMPLATE,
      serviceName: text,
      podManagementPolicy: text,
      updateStrategy: struct('StatefulSetUpdateStrategy', { type: text, rollingUpdate: anything }),
      volumeClaimTemplates: listOf(anything),
      persistentVolumeClaimRetentionPolicy: anything,
      ordinals: struct('StatefulSetOrdinals', { start: integer }),
      minReadySeconds: integer,
      revisionHistoryLimit: integer,
    }),
    status: WORKLOAD_STATUS,
  }),
  columns: [
    NAME_COLUMN,
    column('Ready', (set) => `${set['status']?.readyReplicas ?? 0}/${set['spec'].replicas}`),
    AGE_COLUMN,
    wideColumn('Containers', templateContainers),
    wideColumn('Images', templateImages),
  ],
  default(set) {
    const spec = (set['spec'] ??= {});
    spec.replicas ??= 1;
    defaultTemplate(spec);
    spec.podManagementPolicy ??= 'OrderedReady';
    const strategy: JsonObject = (spec.updateStrategy ??= {});
    strategy['type'] ??= 'RollingUpdate';
    if (strategy['type'] === 'RollingUpdate') strategy['rollingUpdate'] ??= { partition: 0 };
    spec.persistentVolumeClaimRetentionPolicy ??= { whenDeleted: 'Retain', whenScaled: 'Retain' };
    spec.revisionHistoryLimit ??= 10;
    set['status'] = { replicas: 0, availableReplicas: 0, ...set['status'] };
  },
  validate: (set, { old, subresource }) => (subresource === 'status' ? [] : validateWorkload(set, old)),
};

/** How often the template changed, kept for versions of the API that are no longer served. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function templateGeneration(set: KubernetesObject, old: KubernetesObject | undefined): string {
  if (!old) return '1';
  const before = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? 1);
  return String(deepEqual(old['spec'].template, set['spec'].template) ? before : before + 1);
}

function countColumn(name: string, field: string) {
  return column(name, (object: KubernetesObject) => object['status']?.[field] ?? 0);
}
