import { anything, flag, listOf, mapOf, openStruct, quantity, struct, text, textMap, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { RESOURCES } from '../schema/pod-spec.ts';
import { CLAIM_STATUS, QUOTA_STATUS, VOLUME_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { defaultLimitRange } from './limit-range.ts';
import { required } from './validate-pod-spec.ts';

const SHORT_MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function shortModes(modes: string[] | undefined): string {
  return (modes ?? []).map((mode) => SHORT_MODES[mode] ?? mode).join(',');
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

function isDefaultClass(storageClass: KubernetesObject): boolean {
  return storageClass.metadata.annotations?.[DEFAULT_CLASS] === 'true';
}

export const storageKinds: readonly Kind[] = [
  {
    group: '',
    version: 'v1',
    kind: 'PersistentVolumeClaim',
    plural: 'persistentvolumeclaims',
    singular: 'persistentvolumeclaim',
    shortNames: ['pvc'],
    namespaced: true,
    hasStatus: true,
    hasGeneration: false,
    schema: struct('PersistentVolumeClaim', {
      spec: struct('PersistentVolumeClaimSpec', {
        accessModes: texts,
        resources: RESOURCES,
        selector: LABEL_SELECTOR,
        storageClassName: text,
        volumeMode: text,
        volumeName: text,
        volumeAttributesClassName: text,
        dataSource: anything,
        dataSourceRef: anything,
      }),
      status: CLAIM_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Status', (claim) => (claim.metadata.deletionTimestamp ? 'Terminating' : claim['status'].phase)),
      column('Volume', (claim) => claim['spec'].volumeName ?? ''),
      column('Capacity', (claim) => (claim['spec'].volumeName ? (claim['status'].capacity?.storage ?? '') : '')),
      column('Access Modes', (claim) => (claim['spec'].volumeName ? shortModes(claim['status'].accessModes) : '')),
      column('StorageClass', (claim) => claim['spec'].storageClassName ?? ''),
      column('VolumeAttributesClass', (claim) => claim['spec'].volumeAttributesClassName ?? '<unset>'),
      AGE_COLUMN,
      wideColumn('VolumeMode', (claim) => claim['spec'].volumeMode),
    ],
    default(claim, { store, operation }) {
      const spec = (claim['spec'] ??= {});
      spec.volumeMode ??= 'Filesystem';
      const usual = store.list('storageclasses.storage.k8s.io').find(isDefaultClass);
      if (operation === 'create' && usual) spec.storageClassName ??= usual.metadata.name;
      claim['status'] ??= { phase: 'Pending' };
    },
    validate: (claim) => [
      ...(claim['spec'].accessModes?.length
        ? []
        : [required('spec.accessModes', 'at least 1 access mode is required')]),
      ...(claim['spec'].resources?.requests?.storage ? [] : [required('spec.resources[storage]')]),
    ],
  },
  {
    group: '',
    version: 'v1',
    kind: 'PersistentVolume',
    plural: 'persistentvolumes',
    singular: 'persistentvolume',
    shortNames: ['pv'],
    namespaced: false,
    hasStatus: true,
    hasGeneration: false,
    schema: struct('PersistentVolume', {
      spec: openStruct('PersistentVolumeSpec', {
        accessModes: texts,
        capacity: mapOf(quantity),
        claimRef: openStruct('ObjectReference', { namespace: text, name: text, uid: text }),
        mountOptions: texts,
        persistentVolumeReclaimPolicy: text,
        storageClassName: text,
        volumeMode: text,
        volumeAttributesClassName: text,
      }),
      status: VOLUME_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Capacity', (volume) => volume['spec'].capacity?.storage ?? ''),
      column('Access Modes', (volume) => shortModes(volume['spec'].accessModes)),
      column('Reclaim Policy', (volume) => volume['spec'].persistentVolumeReclaimPolicy),
      column('Status', (volume) => (volume.metadata.deletionTimestamp ? 'Terminating' : volume['status'].phase)),
      column('Claim', ({ spec }) => (spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')),
      column('StorageClass', (volume) => volume['spec'].storageClassName ?? ''),
      column('VolumeAttributesClass', (volume) => volume['spec'].volumeAttributesClassName ?? '<unset>'),
      column('Reason', (volume) => volume['status'].reason ?? ''),
      AGE_COLUMN,
      wideColumn('VolumeMode', (volume) => volume['spec'].volumeMode),
    ],
    default(volume) {
      const spec = (volume['spec'] ??= {});
      spec.persistentVolumeReclaimPolicy ??= 'Retain';
      spec.volumeMode ??= 'Filesystem';
      volume['status'] ??= { phase: 'Available' };
    },
    validate: (volume) => [
      ...(volume['spec'].capacity?.storage ? [] : [required('spec.capacity')]),
      ...(volume['spec'].accessModes?.length ? [] : [required('spec.accessModes')]),
    ],
  },
  {
    group: 'storage.k8s.io',
    version: 'v1',
    kind: 'StorageClass',
    plural: 'storageclasses',
    singular: 'storageclass',
    shortNames: ['sc'],
    namespaced: false,
    schema: struct('StorageClass', {
      provisioner: text,
      parameters: textMap,
      reclaimPolicy: text,
      volumeBindingMode: text,
      allowVolumeExpansion: flag,
      mountOptions: texts,
      allowedTopologies: listOf(anything),
    }),
    columns: [
      { ...NAME_COLUMN, cell: (one) => (isDefaultClass(one) ? `${one.metadata.name} (default)` : one.metadata.name) },
      column('Provisioner', (one) => one['provisioner']),
      column('ReclaimPolicy', (one) => one['reclaimPolicy']),
      column('VolumeBindingMode', (one) => one['volumeBindingMode']),
      column('AllowVolumeExpansion', (one) => one['allowVolumeExpansion'] ?? false),
      AGE_COLUMN,
    ],
    default(storageClass) {
      storageClass['reclaimPolicy'] ??= 'Delete';
      storageClass['volumeBindingMode'] ??= 'Immediate';
    },
    validate: (storageClass) => (storageClass['provisioner'] ? [] : [required('provisioner')]),
  },
  {
    group: '',
    version: 'v1',
    kind: 'ResourceQuota',
    plural: 'resourcequotas',
    singular: 'resourcequota',
    shortNames: ['quota'],
    namespaced: true,
    hasStatus: true,
    hasGeneration: false,
    schema: struct('ResourceQuota', {
      spec: struct('ResourceQuotaSpec', { hard: mapOf(quantity), scopes: texts, scopeSelector: anything }),
      status: QUOTA_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      AGE_COLUMN,
      column('Request', (quota) => quotaText(quota, false)),
      column('Limit', (quota) => quotaText(quota, true)),
    ],
    default(quota) {
      quota['spec'] ??= {};
      quota['status'] ??= {};
    },
  },
  {
    group: '',
    version: 'v1',
    kind: 'LimitRange',
    plural: 'limitranges',
    singular: 'limitrange',
    shortNames: ['limits'],
    namespaced: true,
    schema: struct('LimitRange', { spec: struct('LimitRangeSpec', { limits: listOf(anything) }) }),
    default: (range) => defaultLimitRange((range['spec'] ??= {})),
    columns: [NAME_COLUMN, column('Created At', (range) => range.metadata.creationTimestamp ?? '', { type: 'date' })],
  },
];

function quotaText(quota: KubernetesObject, limits: boolean): string {
  const { hard = {}, used = {} } = quota['status'];
  return Object.keys(hard)
    .sort()
    .filter((name) => name.startsWith('limits.') === limits)
    .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name]}`)
    .join(', ');
}
