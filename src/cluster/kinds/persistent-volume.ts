import { mapOf, openStruct, quantity, struct, text, texts } from '../schema/build.ts';
import { VOLUME_STATUS } from '../schema/status.ts';
import { VOLUME_PROTECTION } from '../storage/storage-protection.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind } from '../types.ts';
import { protect, shortModes } from './persistent-volume-claim.ts';
import { required } from './validate-pod-spec.ts';

/** Where a volume's data may be. */
const VOLUME_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

export const persistentVolumeKind: Kind = {
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
  default(volume, { operation, now }) {
    const spec = (volume['spec'] ??= {});
    spec.persistentVolumeReclaimPolicy ??= 'Retain';
    spec.volumeMode ??= 'Filesystem';
    volume['status'] ??= { lastPhaseTransitionTime: formatTimestamp(now), phase: 'Pending' };
    if (operation === 'create') protect(volume, VOLUME_PROTECTION);
  },
  validate: (volume) => [
    ...(volume['spec'].capacity?.storage ? [] : [required('spec.capacity')]),
    ...(volume['spec'].accessModes?.length ? [] : [required('spec.accessModes')]),
    ...(VOLUME_SOURCES.some((source) => volume['spec'][source])
      ? []
      : [required('spec', 'must specify a volume type')]),
  ],
};
