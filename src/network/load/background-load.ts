import type { Timer } from '../../clock/index.ts';
import type { KubernetesObject } from '../../cluster/index.ts';
import type { Workload } from '../endpoints/workload.ts';
import type { NetworkState } from '../network-state.ts';
import type { Load } from '../types.ts';
import type { Call } from './call.ts';
import { type LoadTarget, loadTarget } from './load-target.ts';
import { loopLoad } from './loop-command.ts';

interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string }[];
}

/**
 * Lets every running, ready pod make the connections its image (or its shell loop) makes, with no input as their
 * cause. Starts and stops with the pods; each attempt sets the timer of the next.
 */
export function startBackgroundLoad(state: NetworkState, call: Call): void {
  const running = new Map<string, { uid: string | undefined; timers: Timer[] }>();

  const stop = (key: string): void => {
    for (const timer of running.get(key)?.timers ?? []) timer.cancel();
    running.delete(key);
  };
  const update = (key: string, workload: Workload | undefined): void => {
    const pod = workload?.ready && workload.pod.status?.phase === 'Running' ? workload.pod : undefined;
    const known = running.get(key);
    if (pod && known && known.uid === pod.metadata.uid) return;
    stop(key);
    if (!pod) return;
    const loads = loadsOf(state, pod);
    if (loads.length === 0) return;
    const timers: Timer[] = [];
    running.set(key, { uid: pod.metadata.uid, timers });
    for (const [index, load] of loads.entries()) repeat(index, load, key, timers);
  };
  const repeat = (index: number, load: PlacedLoad, key: string, timers: Timer[]): void => {
    const [namespace = '', name = ''] = key.split('/');
    const next = () => {
      timers[index] = state.clock.after(load.every * (0.9 + 0.2 * state.random.next()), act);
    };
    const act = () => {
      const workload = state.endpoints.workload(namespace, name);
      if (workload && !isRun(state, workload.pod, load)) call(state.clock.now(), { from: workload.endpoint }, load);
      next();
    };
    next();
  };

  for (const workload of state.endpoints.workloads()) {
    update(`${workload.endpoint.namespace}/${workload.endpoint.name}`, workload);
  }
  state.endpoints.onWorkload(({ key, workload }) => update(key, workload));
}

interface PlacedLoad extends Load {
  readonly place: LoadTarget;
  /** The container whose command is the loop that makes it; absent: its image's own program does. */
  readonly loopOf?: string;
}

/** A loop that somebody runs makes its requests itself. */
function isRun(state: NetworkState, pod: KubernetesObject, { loopOf }: PlacedLoad): boolean {
  return loopOf !== undefined && state.runs(pod, loopOf);
}

/** All loads of a pod whose target is known. */
function loadsOf(state: NetworkState, pod: KubernetesObject): PlacedLoad[] {
  const containers: Container[] = pod.spec?.containers ?? [];
  return containers.flatMap(({ name, image, command = [], args = [], env = [] }) => {
    const variables = new Map(env.map(({ name, value = '' }) => [name, value]));
    const loops = loopLoad([...command, ...args]).map((load) => ({ ...load, loopOf: name }));
    return [...state.image(image).load, ...loops].flatMap((load) => {
      const place = loadTarget(load.target, variables, load.path);
      return place ? [{ ...load, place }] : [];
    });
  });
}
