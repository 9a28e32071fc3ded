import type { Json } from '../client/api-client.ts';

type VolumeRow = readonly [label: string, value: string];

/** `Volumes:` of a pod or template. */
export function volumeLines(volumes: readonly Json[]): string[] {
  if (volumes.length === 0) return ['Volumes:\t<none>'];
  return [
    'Volumes:',
    ...volumes.flatMap((volume) =>
      [` ${volume.name}:`, ...rows(volume).map(([label, value]) => `  ${label}:\t${value}`)].map((line) => ` ${line}`),
    ),
  ];
}

/** What a persistent volume is made of. */
export function volumeSourceLines(spec: Json): string[] {
  return rows(spec).map(([label, value]) => `  ${label}:\t${value}`);
}

function rows(volume: Json): VolumeRow[] {
  if (volume.hostPath) {
    return [
      ['  Type', 'HostPath (bare host directory volume)'],
      ['  Path', volume.hostPath.path],
      ['  HostPathType', volume.hostPath.type ?? '<none>'],
    ];
  }
  if (volume.emptyDir) {
    return [
      ['  Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['  Medium', volume.emptyDir.medium ?? ''],
      ['  SizeLimit', volume.emptyDir.sizeLimit ?? '<unset>'],
    ];
  }
  if (volume.configMap) {
    return [
      ['  Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['  Name', volume.configMap.name],
      ['  Optional', String(volume.configMap.optional ?? false)],
    ];
  }
  if (volume.secret) {
    return [
      ['  Type', 'Secret (a volume populated by a Secret)'],
      ['  SecretName', volume.secret.secretName],
      ['  Optional', String(volume.secret.optional ?? false)],
    ];
  }
  if (volume.persistentVolumeClaim) {
    return [
      ['  Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'],
      ['  ClaimName', volume.persistentVolumeClaim.claimName],
      ['  ReadOnly', String(volume.persistentVolumeClaim.readOnly ?? false)],
    ];
  }
  if (volume.projected) return projectedRows(volume.projected);
  return [['  Type', Object.keys(volume).find((key) => key !== 'name') ?? '<unknown>']];
}

function projectedRows({ sources = [] }: Json): VolumeRow[] {
  const out: VolumeRow[] = [['  Type', 'Projected (a volume that contains injected data from multiple sources)']];
  for (const source of sources as Json[]) {
    if (source.serviceAccountToken)
      out.push(['  TokenExpirationSeconds', String(source.serviceAccountToken.expirationSeconds ?? 3600)]);
    if (source.configMap) {
      out.push(
        ['  ConfigMapName', source.configMap.name],
        ['  ConfigMapOptional', source.configMap.optional === undefined ? '<nil>' : String(source.configMap.optional)],
      );
    }
    if (source.secret) out.push(['  SecretName', source.secret.name]);
    if (source.downwardAPI) out.push(['  DownwardAPI', 'true']);
  }
  return out;
}
