import type { Json } from '../client/api-client.ts';
import { isClusterScoped, mapAt, podSpecIn, type Resource } from './resource.ts';

/** A place that holds another object's name. */
interface Reference {
  kind: string;
  holder: Json;
  field: string;
  /** The field beside the name that holds the namespace of what is named. */
  namespaceField?: string;
}

/** Makes every object that names another by one of its former names use the present one. */
export function fixReferences(resources: readonly Resource[]): void {
  for (const resource of resources) {
    for (const reference of referencesOf(resource.object)) fix(resources, resource, reference);
  }
}

function fix(resources: readonly Resource[], from: Resource, reference: Reference): void {
  const name = reference.holder[reference.field];
  if (typeof name !== 'string') return;
  const given = reference.namespaceField ? reference.holder[reference.namespaceField] : undefined;
  const candidates = resources.filter(
    ({ object, names }) =>
      object.kind === reference.kind &&
      names.some((each) => each.name === name && (!given || given === (each.namespace || 'default'))) &&
      (reference.namespaceField || isClusterScoped(object) || sameNamespace(object, from.object)),
  );
  const target = candidates.find((each) => each.affixes.join() === from.affixes.join()) ?? candidates[0];
  if (!target) return;
  reference.holder[reference.field] = target.object.metadata.name;
  if (reference.namespaceField && target.object.metadata.namespace) {
    reference.holder[reference.namespaceField] = target.object.metadata.namespace;
  }
}

function sameNamespace(one: Json, other: Json): boolean {
  return (one.metadata?.namespace || 'default') === (other.metadata?.namespace || 'default');
}

function referencesOf(object: Json): Reference[] {
  const podSpec = podSpecIn(object);
  const own = OF_KIND[object.kind]?.(object) ?? [];
  return [...(podSpec ? podReferences(podSpec) : []), ...own].filter(
    (reference) => reference.holder && reference.holder[reference.field] !== undefined,
  );
}

function podReferences(podSpec: Json): Reference[] {
  const containers = [...(podSpec.containers ?? []), ...(podSpec.initContainers ?? [])];
  return [
    { kind: 'ServiceAccount', holder: podSpec, field: 'serviceAccountName' },
    { kind: 'ServiceAccount', holder: podSpec, field: 'serviceAccount' },
    { kind: 'PriorityClass', holder: podSpec, field: 'priorityClassName' },
    ...named('Secret', podSpec.imagePullSecrets),
    ...containers.flatMap((container) => containerReferences(container)),
    ...(podSpec.volumes ?? []).flatMap((volume: Json) => volumeReferences(volume)),
  ];
}

function containerReferences(container: Json): Reference[] {
  return [
    ...(container.env ?? []).flatMap((variable: Json) => [
      { kind: 'ConfigMap', holder: variable.valueFrom?.configMapKeyRef, field: 'name' },
      { kind: 'Secret', holder: variable.valueFrom?.secretKeyRef, field: 'name' },
    ]),
    ...(container.envFrom ?? []).flatMap((source: Json) => [
      { kind: 'ConfigMap', holder: source.configMapRef, field: 'name' },
      { kind: 'Secret', holder: source.secretRef, field: 'name' },
    ]),
  ];
}

function volumeReferences(volume: Json): Reference[] {
  return [
    { kind: 'ConfigMap', holder: volume.configMap, field: 'name' },
    { kind: 'Secret', holder: volume.secret, field: 'secretName' },
    { kind: 'PersistentVolumeClaim', holder: volume.persistentVolumeClaim, field: 'claimName' },
    ...(volume.projected?.sources ?? []).flatMap((source: Json) => [
      { kind: 'ConfigMap', holder: source.configMap, field: 'name' },
      { kind: 'Secret', holder: source.secret, field: 'name' },
    ]),
  ];
}

function named(kind: string, list: Json[] | undefined): Reference[] {
  return (list ?? []).map((holder) => ({ kind, holder, field: 'name' }));
}

function bindingReferences(object: Json): Reference[] {
  const accounts = (object.subjects ?? []).filter((subject: Json) => subject.kind === 'ServiceAccount');
  return [
    { kind: object.roleRef?.kind, holder: object.roleRef, field: 'name' },
    ...accounts.map((holder: Json) => ({
      kind: 'ServiceAccount',
      holder,
      field: 'name',
      namespaceField: 'namespace',
    })),
  ];
}

function ingressReferences(object: Json): Reference[] {
  const spec = object.spec ?? {};
  const paths = (spec.rules ?? []).flatMap((rule: Json) => rule.http?.paths ?? []);
  const backends = [spec.defaultBackend, ...paths.map((path: Json) => path.backend)];
  return [
    { kind: 'IngressClass', holder: spec, field: 'ingressClassName' },
    ...backends.map((backend) => ({ kind: 'Service', holder: backend?.service, field: 'name' })),
    ...(spec.tls ?? []).map((holder: Json) => ({ kind: 'Secret', holder, field: 'secretName' })),
  ];
}

const OF_KIND: Readonly<Record<string, (object: Json) => Reference[]>> = {
  RoleBinding: bindingReferences,
  ClusterRoleBinding: bindingReferences,
  Ingress: ingressReferences,
  HorizontalPodAutoscaler: ({ spec }) => [
    { kind: spec?.scaleTargetRef?.kind, holder: spec?.scaleTargetRef, field: 'name' },
  ],
  PersistentVolume: ({ spec }) => [{ kind: 'StorageClass', holder: spec, field: 'storageClassName' }],
  PersistentVolumeClaim: ({ spec }) => [
    { kind: 'StorageClass', holder: spec, field: 'storageClassName' },
    { kind: 'PersistentVolume', holder: spec, field: 'volumeName' },
  ],
  ServiceAccount: (object) => [...named('Secret', object.secrets), ...named('Secret', object.imagePullSecrets)],
  StatefulSet: (object) => [
    { kind: 'Service', holder: object.spec, field: 'serviceName' },
    ...(object.spec?.volumeClaimTemplates ?? []).map((claim: Json) => ({
      kind: 'StorageClass',
      holder: mapAt(claim, ['spec'], false),
      field: 'storageClassName',
    })),
  ],
};
