import type { JsonObject } from '../json-object.ts';
import type { ContainerLife } from './container-life.ts';

/** The phase that a pod's containers add up to. */
export function podPhase(
  containers: readonly ContainerLife[],
  init: readonly ContainerLife[],
  restartPolicy: string,
): string {
  const initialised = init.every((one) => one.exitCode === 0 || (one.isSidecar && one.running));
  if (!initialised) {
    const failed = init.some((one) => one.exitCode !== undefined && one.exitCode !== 0);
    return failed && restartPolicy === 'Never' ? 'Failed' : 'Pending';
  }
  const codes = containers.map((one) => one.exitCode);
  if (codes.every((code) => code !== undefined)) return finalPhase(codes, restartPolicy);
  const begun = containers.some((one) => one.running || one.exitCode !== undefined || one.restarts > 0);
  return begun ? 'Running' : 'Pending';
}

function finalPhase(codes: readonly (number | undefined)[], restartPolicy: string): string {
  if (restartPolicy === 'Always') return 'Running';
  if (codes.every((code) => code === 0)) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

/** The pod's conditions; a condition whose status stays keeps its time. */
export function podConditions(
  before: readonly JsonObject[],
  phase: string,
  containers: readonly ContainerLife[],
  init: readonly ContainerLife[],
  now: string,
): JsonObject[] {
  const incomplete = init.filter((one) => one.exitCode !== 0 && !(one.isSidecar && one.running)).map((one) => one.name);
  const unready = containers.filter((one) => !one.ready).map((one) => one.name);
  const sandbox = phase === 'Running' || containers.some((one) => one.running);
  const done = phase === 'Succeeded';
  const initialised: JsonObject =
    incomplete.length === 0
      ? { status: 'True', ...(done ? { reason: 'PodCompleted' } : {}) }
      : {
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.join(' ')}]`,
        };
  const ready: JsonObject = done
    ? { status: 'False', reason: 'PodCompleted' }
    : unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  const wanted: JsonObject[] = [
    { type: 'PodReadyToStartContainers', status: sandbox ? 'True' : 'False' },
    { type: 'Initialized', ...initialised },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ];
  return wanted.map((condition) => {
    const known = before.find((one) => one['type'] === condition['type']);
    const since = known?.['status'] === condition['status'] ? known?.['lastTransitionTime'] : now;
    return { lastProbeTime: null, lastTransitionTime: since, ...condition };
  });
}
