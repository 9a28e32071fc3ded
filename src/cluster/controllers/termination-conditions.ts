import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject } from '../types.ts';

/**
 * What a namespace that is being deleted says of what is left in it. `silent` are the API versions whose server does
 * not answer, so that nobody knows what there is of their kinds.
 */
export function terminationConditions(
  content: readonly { kind: Kind; objects: readonly KubernetesObject[] }[],
  silent: readonly string[],
  before: readonly JsonObject[],
  now: number,
): JsonObject[] {
  const condition = (type: string, status: boolean, reason: string, message: string): JsonObject => {
    const known = before.find((one) => one['type'] === type);
    const text = status ? 'True' : 'False';
    const lastTransitionTime = known?.['status'] === text ? known['lastTransitionTime'] : formatTimestamp(now);
    return { lastTransitionTime, message, reason, status: text, type };
  };
  const unknown = `Discovery failed for some groups, ${silent.length} failing: unable to retrieve the complete list of server APIs: ${silent.map((one) => `${one}: stale GroupVersion discovery: ${one}`).join(', ')}`;
  const resources = content.map(({ kind, objects }) => {
    const [plural, ...group] = resourceOf(kind).split('.');
    return `${plural}.${group.join('.')} has ${objects.length} resource instances`;
  });
  const finalizers = countFinalizers(content.flatMap(({ objects }) => objects));
  return [
    silent.length > 0
      ? condition('NamespaceDeletionDiscoveryFailure', true, 'DiscoveryFailed', unknown)
      : condition(
          'NamespaceDeletionDiscoveryFailure',
          false,
          'ResourcesDiscovered',
          'All resources successfully discovered',
        ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    resources.length > 0
      ? condition(
          'NamespaceContentRemaining',
          true,
          'SomeResourcesRemain',
          `Some resources are remaining: ${resources.sort().join(', ')}`,
        )
      : condition('NamespaceContentRemaining', false, 'ContentRemoved', 'All content successfully removed'),
    finalizers.length > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}

function countFinalizers(objects: readonly KubernetesObject[]): string[] {
  const counts = new Map<string, number>();
  for (const { metadata } of objects) {
    for (const finalizer of metadata.finalizers ?? []) counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
  }
  return [...counts].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
}
