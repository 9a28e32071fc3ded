import { ApiError } from '../status.ts';
import type { ControllerContext, KubernetesObject } from '../types.ts';

/** Why the API would not take a controller's pod (its account is missing, its priority class); undefined: it would. */
export function podRefusal({ kinds, store, clock }: ControllerContext, pod: KubernetesObject): string | undefined {
  const { generateName = '', name = generateName } = pod.metadata as Partial<KubernetesObject['metadata']>;
  const spec = { serviceAccountName: 'default', ...pod['spec'] };
  const caller = { username: 'system:kube-controller-manager', groups: ['system:authenticated'] };
  try {
    const asked = { ...pod, metadata: { ...pod.metadata, name }, spec };
    kinds.byResource('pods')?.admit?.(asked, { operation: 'create', store, caller, now: clock.now() });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
