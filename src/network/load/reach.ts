import type { KubernetesObject } from '../../cluster/index.ts';
import type { NetworkState } from '../network-state.ts';
import type { Endpoint } from '../types.ts';
import type { Call } from './call.ts';
import { loadTarget } from './load-target.ts';

interface Container {
  env?: { name: string; value?: string }[];
}

/**
 * The calls a server at `at` makes while it answers, to addresses its container's environment names, on behalf of the
 * input that asked. False: nobody answered. A variable that is not set is no address to fail on.
 */
export function reacher(
  state: NetworkState,
  call: Call,
  at: Endpoint,
  input: number | undefined,
): (variable: string) => boolean {
  return (variable) => {
    const workload = state.endpoints.workload(at.namespace, at.name);
    const place = workload && loadTarget(`$${variable}`, variablesOf(workload.pod));
    if (!place) return true;
    const origin = { from: at, ...(input === undefined ? {} : { input }) };
    return call(state.clock.now(), origin, { place, protocol: 'tcp' });
  };
}

const VARIABLES = new WeakMap<KubernetesObject, ReadonlyMap<string, string>>();

function variablesOf(pod: KubernetesObject): ReadonlyMap<string, string> {
  const known = VARIABLES.get(pod);
  if (known) return known;
  const containers: Container[] = pod['spec']?.containers ?? [];
  const variables = new Map(
    containers.flatMap(({ env = [] }) => env.map(({ name, value = '' }) => [name, value] as const)),
  );
  VARIABLES.set(pod, variables);
  return variables;
}
