import { type Kind, type KubernetesObject, nearestWord } from '../cluster/index.ts';
import type { Advice } from './advise.ts';
import { didYouMean } from './did-you-mean.ts';
import type { World } from './world.ts';

export const clusterAdvice: readonly Advice[] = [
  {
    sign: /the server doesn't have a resource type "([^"]+)"/,
    say: ([, word], { cluster }) =>
      cluster &&
      `${didYouMean(word!, namesOf(cluster.kinds.all)) ?? ''} 'kubectl api-resources' lists every kind.`.trim(),
  },
  {
    sign: /namespaces "([^"]+)" not found|No resources found in (\S+) namespace\./,
    say: ([, missing, empty], world) => namespaceNear(missing ?? empty!, world),
  },
  {
    sign: /\(NotFound\): (?:error when [^:]*: )?([\w.-]+) "([^"]+)" not found/,
    say: ([, resource, name], world) => objectNear(resource!, name!, world),
  },
  {
    sign: /no context exists with the name: "([^"]+)"|context was not found for specified context: (\S+)/,
    say: () =>
      "'kubectl config get-contexts' lists the contexts there are; without --context kubectl takes the current one.",
  },
  {
    sign: /^.*\b(?:ErrImagePull|ImagePullBackOff)\b/m,
    say([line], world) {
      const pod = podNamedIn(line, world);
      if (!pod) return undefined;
      const { image } = containersOf(pod).find(({ name }) => !isPulled(pod, name)) ?? {};
      const { name, namespace } = pod.metadata;
      return `The image ${image} cannot be pulled: is its name right? 'kubectl describe pod ${name} -n ${namespace}' has the registry's answer.`;
    },
  },
  {
    sign: /^.*\bCrashLoopBackOff\b/m,
    say([line], world) {
      const pod = podNamedIn(line, world);
      return pod && `'kubectl logs ${pod.metadata.name} -n ${pod.metadata.namespace} --previous' shows how it ended.`;
    },
  },
];

function namesOf(kinds: readonly Kind[]): Set<string> {
  return new Set(
    kinds.flatMap(({ kind, plural, singular, shortNames = [] }) => [
      plural,
      singular,
      kind.toLowerCase(),
      ...shortNames,
    ]),
  );
}

function namespaceNear(name: string, { cluster }: World): string | undefined {
  const names = cluster?.store.list('namespaces').map(({ metadata }) => metadata.name) ?? [];
  if (names.length === 0 || names.includes(name)) return undefined;
  return didYouMean(name, names) ?? `There is no namespace ${name}: 'kubectl get namespaces' lists them.`;
}

/** Where an object of that name is, or the name that was meant. */
function objectNear(resource: string, name: string, { cluster }: World): string | undefined {
  const objects = cluster?.store.list(resource) ?? [];
  const same = objects.filter(({ metadata }) => metadata.name === name);
  if (same.length > 0) return `It is in ${namespacesOf(same).join(' and ')}: add -n ${same[0]!.metadata.namespace}.`;
  const longer = objects.filter(({ metadata }) => metadata.name.startsWith(`${name}-`));
  if (longer.length > 0) {
    const { namespace, name: whole } = longer[0]!.metadata;
    const where = namespace ? ` -n ${namespace}` : '';
    return `Its whole name is ${whole}: 'kubectl get ${resource}${where}' shows it.`;
  }
  const meant = nearestWord(name, new Set(objects.map(({ metadata }) => metadata.name)));
  if (!meant) return undefined;
  const { namespace } = objects.find(({ metadata }) => metadata.name === meant)!.metadata;
  return `Did you mean ${meant}${namespace ? ` in ${namespace}` : ''}?`;
}

function namespacesOf(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ metadata }) => `namespace ${metadata.namespace}`);
}

/** The pod a row of a table is about. */
function podNamedIn(line: string, { cluster }: World): KubernetesObject | undefined {
  const words = new Set(line.trim().split(/\s+/));
  return cluster?.store.list('pods').find(({ metadata }) => words.has(metadata.name));
}

function containersOf(pod: KubernetesObject): readonly { name: string; image: string }[] {
  return [...(pod['spec'].initContainers ?? []), ...pod['spec'].containers];
}

function isPulled(pod: KubernetesObject, container: string): boolean {
  const states = [...(pod['status'].initContainerStatuses ?? []), ...(pod['status'].containerStatuses ?? [])];
  const waiting = states.find(({ name }) => name === container)?.state?.waiting?.reason;
  return waiting !== 'ErrImagePull' && waiting !== 'ImagePullBackOff';
}
