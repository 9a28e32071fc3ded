import { kubernetesKinds } from '../../cluster/index.ts';
import { networkKinds } from '../../network/index.ts';

const AUDITED = [...kubernetesKinds, ...networkKinds].filter(({ audit }) => audit !== undefined);

/** Resources whose writes the audit logs record, as these name them. */
export const AUDITED_RESOURCES: ReadonlySet<string> = new Set(AUDITED.map(({ plural }) => plural));

/** The audited resource that a kind, a singular or a plural stands for; undefined for any other word. */
export function resourceMeant(given: string): string | undefined {
  const small = given.toLowerCase();
  return AUDITED.find(({ kind, plural, singular }) => [kind.toLowerCase(), plural, singular].includes(small))?.plural;
}
