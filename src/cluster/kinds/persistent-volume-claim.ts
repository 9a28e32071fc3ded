import { anything, struct, text, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { RESOURCES } from '../schema/pod-spec.ts';
import { CLAIM_STATUS } from '../schema/status.ts';
import { forbidden } from '../status.ts';
import { defaultStorageClass } from '../storage/storage-class.ts';
import { CLAIM_PROTECTION } from '../storage/storage-protection.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import { claimChangeProblems, growthProblem } from './claim-changes.ts';
import { required } from './validate-pod-spec.ts';

export const persistentVolumeClaimKind: Kind = {
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
    claim['status'] ??= { phase: 'Pending' };
    if (operation !== 'create') return;
    protect(claim, CLAIM_PROTECTION);
    const usual = defaultStorageClass(store);
    if (usual) spec.storageClassName ??= usual.metadata.name;
  },
  admit(claim, { old, subresource, store, operation }) {
    if (!old || subresource || operation === 'delete') return;
    const problem = growthProblem(old, claim, store);
    if (problem) throw forbidden(persistentVolumeClaimKind, claim.metadata.name, problem);
  },
  validate: (claim, { old, subresource }) =>
    old && !subresource
      ? claimChangeProblems(old, claim)
      : [
          ...(claim['spec'].accessModes?.length
            ? []
            : [required('spec.accessModes', 'at least 1 access mode is required')]),
          ...(claim['spec'].resources?.requests?.storage ? [] : [required('spec.resources[storage]')]),
        ],
};

const SHORT_MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

export function shortModes(modes: string[] | undefined): string {
  return (modes ?? []).map((mode) => SHORT_MODES[mode] ?? mode).join(',');
}

/** What admission puts on claims and volumes, so that none goes while it is used. */
export function protect({ metadata }: KubernetesObject, finalizer: string): void {
  if (!metadata.finalizers?.includes(finalizer)) metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
}
