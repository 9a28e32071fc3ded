import { flag, integer, listOf, struct, text, texts } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { Kind } from '../types.ts';

/** A driver that is registered: what makes and attaches the volumes of its classes. */
export const csiDriverKind: Kind = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  schema: struct('CSIDriver', {
    spec: struct('CSIDriverSpec', {
      attachRequired: flag,
      fsGroupPolicy: text,
      podInfoOnMount: flag,
      requiresRepublish: flag,
      seLinuxMount: flag,
      storageCapacity: flag,
      tokenRequests: listOf(struct('TokenRequest', { audience: text, expirationSeconds: integer })),
      volumeLifecycleModes: texts,
    }),
  }),
  columns: [
    NAME_COLUMN,
    column('AttachRequired', ({ spec }) => spec.attachRequired, { type: 'boolean' }),
    column('PodInfoOnMount', ({ spec }) => spec.podInfoOnMount, { type: 'boolean' }),
    column('StorageCapacity', ({ spec }) => spec.storageCapacity, { type: 'boolean' }),
    column(
      'TokenRequests',
      ({ spec }) => (spec.tokenRequests ?? []).map((one: { audience: string }) => one.audience).join(',') || '<unset>',
    ),
    column('RequiresRepublish', ({ spec }) => spec.requiresRepublish, { type: 'boolean' }),
    column('Modes', ({ spec }) => spec.volumeLifecycleModes.join(',')),
    AGE_COLUMN,
  ],
  default(driver) {
    const spec = (driver['spec'] ??= {});
    spec.attachRequired ??= true;
    spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType';
    spec.podInfoOnMount ??= false;
    spec.requiresRepublish ??= false;
    spec.storageCapacity ??= false;
    if (!spec.volumeLifecycleModes?.length) spec.volumeLifecycleModes = ['Persistent'];
  },
};
