import type { KubernetesObject } from '../types.ts';
import type { ContainerLife } from './container-life.ts';

const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;

/** How long (ms) a container that has been restarted before waits for the next time, and how a kubelet says so. */
export function restartBackOff(
  pod: KubernetesObject,
  { name: container, restarts }: ContainerLife,
): { backOff: number; event: string; message: string } {
  const backOff = Math.min(FIRST_BACK_OFF * 2 ** (restarts - 1), LONGEST_BACK_OFF);
  const { namespace, name, uid } = pod.metadata;
  const minutes = Math.floor(backOff / 60_000);
  const length = `${minutes ? `${minutes}m` : ''}${(backOff % 60_000) / 1_000}s`;
  const place = `${name}_${namespace}(${uid})`;
  return {
    backOff,
    event: `Back-off restarting failed container ${container} in pod ${place}`,
    message: `back-off ${length} restarting failed container=${container} pod=${place}`,
  };
}

/** Whether a container of the pod that ended with `code` is started again. */
export function restarts(pod: KubernetesObject, { isSidecar, isEphemeral }: ContainerLife, code: number): boolean {
  if (isEphemeral) return false;
  const policy = isSidecar ? 'Always' : pod['spec'].restartPolicy;
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}
