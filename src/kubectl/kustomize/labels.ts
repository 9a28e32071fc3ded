import type { Json } from '../client/api-client.ts';
import { mapAt, podSpecIn, type Resource, templatePath } from './resource.ts';

type Pairs = Record<string, string>;

/** Where a kind selects pods by labels; `create` where kustomize makes the selector when it is missing. */
const SELECTORS: Readonly<Record<string, { path: readonly string[]; create: boolean }>> = {
  CronJob: { path: ['spec', 'jobTemplate', 'spec', 'selector', 'matchLabels'], create: false },
  DaemonSet: { path: ['spec', 'selector', 'matchLabels'], create: true },
  Deployment: { path: ['spec', 'selector', 'matchLabels'], create: true },
  Job: { path: ['spec', 'selector', 'matchLabels'], create: false },
  NetworkPolicy: { path: ['spec', 'podSelector', 'matchLabels'], create: false },
  PodDisruptionBudget: { path: ['spec', 'selector', 'matchLabels'], create: false },
  ReplicaSet: { path: ['spec', 'selector', 'matchLabels'], create: true },
  ReplicationController: { path: ['spec', 'selector'], create: true },
  Service: { path: ['spec', 'selector'], create: true },
  StatefulSet: { path: ['spec', 'selector', 'matchLabels'], create: true },
};

/** Sets labels on an object, and where asked on the pods it makes and on every selector of its own pods. */
export function addLabels(
  { object }: Resource,
  pairs: Pairs,
  options: { selectors: boolean; templates: boolean },
): void {
  Object.assign(mapAt(object, ['metadata', 'labels'], true)!, pairs);
  if (options.selectors || options.templates) labelTemplates(object, pairs);
  if (options.selectors) labelSelectors(object, pairs);
}

/** Sets annotations on an object and on the pods it makes. */
export function addAnnotations({ object }: Resource, pairs: Pairs): void {
  for (const place of [[], ...templatePlaces(object.kind)]) {
    Object.assign(mapAt(object, [...place, 'metadata', 'annotations'], true)!, pairs);
  }
}

function labelTemplates(object: Json, pairs: Pairs): void {
  for (const place of templatePlaces(object.kind)) {
    Object.assign(mapAt(object, [...place, 'metadata', 'labels'], true)!, pairs);
  }
  for (const claim of object.kind === 'StatefulSet' ? (object.spec?.volumeClaimTemplates ?? []) : []) {
    Object.assign(mapAt(claim, ['metadata', 'labels'], true)!, pairs);
  }
}

function templatePlaces(kind: string): string[][] {
  const path = templatePath(kind);
  if (!path) return [];
  return kind === 'CronJob' ? [['spec', 'jobTemplate'], [...path]] : [[...path]];
}

function labelSelectors(object: Json, pairs: Pairs): void {
  const selector = SELECTORS[object.kind];
  if (selector) assignIfThere(mapAt(object, selector.path, selector.create), pairs);
  if (object.kind === 'NetworkPolicy') labelPeers(object, pairs);
  const podSpec = podSpecIn(object);
  if (podSpec && object.kind !== 'Pod') labelPlacement(podSpec, pairs);
}

function labelPeers(policy: Json, pairs: Pairs): void {
  const rules = [...(policy.spec?.ingress ?? []), ...(policy.spec?.egress ?? [])];
  for (const peer of rules.flatMap((rule: Json) => [...(rule.from ?? []), ...(rule.to ?? [])])) {
    assignIfThere(peer.podSelector?.matchLabels, pairs);
  }
}

function labelPlacement(podSpec: Json, pairs: Pairs): void {
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = podSpec.affinity?.[kind];
    for (const term of affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
      assignIfThere(term.labelSelector?.matchLabels, pairs);
    }
    for (const term of affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []) {
      assignIfThere(term.podAffinityTerm?.labelSelector?.matchLabels, pairs);
    }
  }
  for (const constraint of podSpec.topologySpreadConstraints ?? []) {
    assignIfThere(constraint.labelSelector?.matchLabels, pairs);
  }
}

function assignIfThere(map: Json | undefined, pairs: Pairs): void {
  if (map) Object.assign(map, pairs);
}
