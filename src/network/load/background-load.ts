import type { Timer } from '../../clock/index.ts';
import type { KubernetesObject } from '../../cluster/index.ts';
import type { Workload } from '../endpoints/workload.ts';
import type { NetworkState } from '../network-state.ts';
import type { Attempt, Load, Lookup, Origin, Protocol } from '../types.ts';
import { type LoadTarget, loadTarget } from './load-target.ts';
import { loopLoad } from './loop-command.ts';

interface Container {
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string }[];
}

export interface LoadNetwork {
  lookup(origin: Origin, host: string): Lookup;
  open(origin: Origin, target: { protocol: Protocol; ip: string; port: number }): Attempt;
}

/** Sizes of a small gRPC call and of its answer, in bytes. */
const CALL = { sent: 180, received: 420 };
/** Headers around an HTTP request line and around a response's body, in bytes. */
const REQUEST_HEADERS = 120;
const RESPONSE_HEADERS = 200;

/**
 * Lets every running, ready pod make the connections its image (or its shell loop) makes, with no input as their
 * cause. Starts and stops with the pods; each attempt sets the timer of the next.
 */
export function startBackgroundLoad(state: NetworkState, network: LoadNetwork): void {
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
    const pause = load.every * (0.9 + 0.2 * state.random.next());
    timers[index] = state.clock.after(pause, () => {
      const [namespace = '', name = ''] = key.split('/');
      const workload = state.endpoints.workload(namespace, name);
      if (workload) connect(state, network, { from: workload.endpoint }, load);
      repeat(index, load, key, timers);
    });
  };

  for (const workload of state.endpoints.workloads()) {
    update(`${workload.endpoint.namespace}/${workload.endpoint.name}`, workload);
  }
  state.endpoints.onWorkload(({ key, workload }) => update(key, workload));
}

interface PlacedLoad extends Load {
  readonly place: LoadTarget;
}

/** All loads of a pod whose target is known. */
function loadsOf(state: NetworkState, pod: KubernetesObject): PlacedLoad[] {
  const containers: Container[] = pod.spec?.containers ?? [];
  return containers.flatMap(({ image, command = [], args = [], env = [] }) => {
    const variables = new Map(env.map(({ name, value = '' }) => [name, value]));
    return [...state.image(image).load, ...loopLoad([...command, ...args])].flatMap((load) => {
      const place = loadTarget(load.target, variables, load.path);
      return place ? [{ ...load, place }] : [];
    });
  });
}

function connect(state: NetworkState, network: LoadNetwork, origin: Origin, { place, protocol }: PlacedLoad): void {
  const found = network.lookup(origin, place.host);
  const ip = 'addresses' in found ? found.addresses[0] : undefined;
  if (ip === undefined) return;
  const attempt = network.open(origin, { protocol, ip, port: place.port });
  if (attempt.outcome === 'open') {
    const { sent, received } = exchange(attempt, place, state.clock.now());
    attempt.transfer(sent, received);
  } else if (protocol !== 'tcp') {
    attempt.transfer(CALL.sent, 0);
  }
  attempt.close();
}

function exchange({ server }: Attempt, { host, path }: LoadTarget, now: number): typeof CALL {
  if (!server?.http) return CALL;
  const response = server.http({ method: 'GET', path, host, headers: {}, body: '', now });
  return { sent: REQUEST_HEADERS + path.length, received: RESPONSE_HEADERS + response.body.length };
}
