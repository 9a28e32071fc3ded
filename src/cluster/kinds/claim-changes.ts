import { deepCopy } from '../deep-copy.ts';
import { deepEqual } from '../deep-equal.ts';
import { bytesOf } from '../quantity.ts';
import { classOfClaim } from '../storage/storage-class.ts';
import type { FieldProblem, KubernetesObject, ReadStore } from '../types.ts';

const FROZEN =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** A claim's spec is fixed, but for what its binding fills in and, once bound, the size. The real server adds a diff. */
export function claimChangeProblems(old: KubernetesObject, claim: KubernetesObject): FieldProblem[] {
  const allowed = deepCopy(old['spec']);
  const { spec } = claim;
  if (old['status']?.phase === 'Bound') {
    allowed.resources = { ...allowed.resources, requests: spec.resources?.requests };
    if (spec.volumeAttributesClassName) allowed.volumeAttributesClassName = spec.volumeAttributesClassName;
  }
  for (const field of ['volumeName', 'storageClassName']) if (!allowed[field]) allowed[field] = spec[field];
  const size = sizeOf(claim);
  return [
    ...(deepEqual(withoutUndefined(allowed), withoutUndefined(spec))
      ? []
      : [{ field: 'spec', reason: 'Forbidden', detail: FROZEN } as const]),
    ...(size < sizeOf(old) && size <= (bytesOf(old['status']?.capacity?.storage) ?? 0)
      ? [
          {
            field: 'spec.resources.requests.storage',
            reason: 'Forbidden',
            detail: 'field can not be less than status.capacity',
          } as const,
        ]
      : []),
  ];
}

/** Why admission does not let a claim grow; undefined: it does, or nothing grows. */
export function growthProblem(old: KubernetesObject, claim: KubernetesObject, store: ReadStore): string | undefined {
  if (sizeOf(claim) <= sizeOf(old) || classOfClaim(old, store)?.['allowVolumeExpansion']) return undefined;
  return 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
}

function sizeOf({ spec }: KubernetesObject): number {
  return bytesOf(spec.resources?.requests?.storage) ?? 0;
}

function withoutUndefined(spec: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}
