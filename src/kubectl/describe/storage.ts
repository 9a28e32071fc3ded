import type { Json } from '../client/api-client.ts';
import { formatLabels } from '../printers/table.ts';
import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';
import { volumeSourceLines } from './volumes.ts';

const ACCESS_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** A persistent volume. */
export const describePersistentVolume: Describer = async (volume, context) => {
  const { metadata, spec, status = {} } = volume;
  const claim = spec.claimRef;
  return [
    `Name:\t${metadata.name}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Finalizers:\t${listText(metadata.finalizers)}`,
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    `Status:\t${metadata.deletionTimestamp ? 'Terminating' : (status.phase ?? '')}`,
    `Claim:\t${claim ? `${claim.namespace}/${claim.name}` : ''}`,
    `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`,
    `Access Modes:\t${accessModesText(spec.accessModes)}`,
    ...(spec.volumeMode ? [`VolumeMode:\t${spec.volumeMode}`] : []),
    `Capacity:\t${spec.capacity?.storage ?? ''}`,
    ...affinityLines(spec.nodeAffinity?.required),
    `Message:\t${status.message ?? ''}`,
    'Source:',
    ...volumeSourceLines(spec),
    ...(await eventLines(volume, context)),
  ];
};

/** A claim, and the pods that use it. */
export const describeClaim: Describer = async (claim, context) => {
  const { metadata, spec, status = {} } = claim;
  const path = `/api/v1/namespaces/${encodeURIComponent(metadata.namespace)}/pods`;
  const pods: Json[] = (await context.call.client.get(path)).items ?? [];
  const users = pods.filter((pod) =>
    (pod.spec.volumes ?? []).some((each: Json) => each.persistentVolumeClaim?.claimName === metadata.name),
  );
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    `Status:\t${metadata.deletionTimestamp ? 'Terminating' : (status.phase ?? '')}`,
    `Volume:\t${spec.volumeName ?? ''}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Finalizers:\t${listText(metadata.finalizers)}`,
    `Capacity:\t${spec.volumeName ? (status.capacity?.storage ?? '') : ''}`,
    `Access Modes:\t${spec.volumeName ? accessModesText(status.accessModes) : ''}`,
    ...(spec.volumeMode ? [`VolumeMode:\t${spec.volumeMode}`] : []),
    ...(users.length === 0
      ? ['Used By:\t<none>']
      : users.map((pod, index) => `${index === 0 ? 'Used By:' : ''}\t${pod.metadata.name}`)),
    ...(await eventLines(claim, context)),
  ];
};

const DEFAULT_CLASS = /^storageclass\.(?:beta\.)?kubernetes\.io\/is-default-class$/;

/** A storage class. */
export const describeStorageClass: Describer = async (storageClass, context) => {
  const { metadata } = storageClass;
  const annotations: Record<string, string> = metadata.annotations ?? {};
  const isDefault = Object.entries(annotations).some(([key, value]) => DEFAULT_CLASS.test(key) && value === 'true');
  const expansion = storageClass.allowVolumeExpansion;
  return [
    `Name:\t${metadata.name}`,
    `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}`,
    // What apply keeps in an annotation ends in a line break, and is shown with it.
    ...`Annotations:\t${formatLabels(metadata.annotations)}`.split('\n'),
    `Provisioner:\t${storageClass.provisioner}`,
    `Parameters:\t${formatLabels(storageClass.parameters)}`,
    `AllowVolumeExpansion:\t${expansion === undefined ? '<unset>' : expansion ? 'True' : 'False'}`,
    ...(storageClass.mountOptions?.length
      ? ['MountOptions:', ...storageClass.mountOptions.map((each: string) => `  ${each}`)]
      : ['MountOptions:\t<none>']),
    ...(storageClass.reclaimPolicy ? [`ReclaimPolicy:\t${storageClass.reclaimPolicy}`] : []),
    ...(storageClass.volumeBindingMode ? [`VolumeBindingMode:\t${storageClass.volumeBindingMode}`] : []),
    ...(await eventLines(storageClass, context)),
  ];
};

/** A list as Go prints it. */
function listText(list: readonly string[] | undefined): string {
  return `[${(list ?? []).join(' ')}]`;
}

function accessModesText(modes: readonly string[] | undefined): string {
  return (modes ?? []).map((mode) => ACCESS_MODES[mode] ?? mode).join(',');
}

function affinityLines(required: Json | undefined): string[] {
  if (!required) return ['Node Affinity:\t<none>'];
  const terms: Json[] = required.nodeSelectorTerms ?? [];
  return [
    'Node Affinity:',
    '  Required Terms:',
    ...terms.flatMap((term, index) =>
      ((term.matchExpressions ?? []) as Json[]).map(
        (each, at) =>
          `${at === 0 ? `    Term ${index}:` : ''}\t${each.key} ${each.operator.toLowerCase()}${each.values?.length ? ` [${each.values.join(', ')}]` : ''}`,
      ),
    ),
  ];
}
