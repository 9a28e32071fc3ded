import { anything, flag, listOf, mapOf, quantity, struct, text, textMap, texts } from '../schema/build.ts';
import { QUOTA_STATUS } from '../schema/status.ts';
import { isDefaultClass } from '../storage/storage-class.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { csiDriverKind } from './csi-driver.ts';
import { defaultLimitRange } from './limit-range.ts';
import { persistentVolumeKind } from './persistent-volume.ts';
import { persistentVolumeClaimKind } from './persistent-volume-claim.ts';
import { required } from './validate-pod-spec.ts';

export const storageKinds: readonly Kind[] = [
  persistentVolumeClaimKind,
  persistentVolumeKind,
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
  csiDriverKind,
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
