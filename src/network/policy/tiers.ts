import type { KubernetesObject } from '../../cluster/index.ts';

export interface Tier {
  readonly name: string;
  /** What happens to a flow that some policy of the tier governs and no rule decides. */
  readonly defaultAction: 'deny' | 'pass';
}

/** The tiers in the order they are asked: by order, then by name; without an order last. `default` always exists. */
export function tiersOf(objects: readonly KubernetesObject[]): readonly Tier[] {
  const tiers = objects.map(({ metadata, spec }) => ({
    name: metadata.name,
    order: (spec?.order ?? Number.POSITIVE_INFINITY) as number,
    defaultAction: spec?.defaultAction === 'Pass' ? ('pass' as const) : ('deny' as const),
  }));
  if (!tiers.some(({ name }) => name === 'default')) {
    tiers.push({ name: 'default', order: Number.POSITIVE_INFINITY, defaultAction: 'deny' });
  }
  return tiers.sort((a, b) => (a.order === b.order ? (a.name < b.name ? -1 : 1) : a.order - b.order));
}
