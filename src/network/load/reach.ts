import type { KubernetesObject } from '../../cluster/index.ts';
import type { NetworkState } from '../network-state.ts';
import type { Endpoint } from '../types.ts';
import { type CallNetwork, call } from './call.ts';
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
  network: CallNetwork,
  at: Endpoint,
  input: number | undefined,
): (variable: string) => boolean {
  return (variable) => {
    const workload = state.endpoints.workload(at.namespace, at.name);
    const place = workload && loadTarget(`$${variable}`, variablesOf(workload.pod));
    if (!place) return true;
    const origin = { from: at, ...(input === undefined ? {} : { input }) };
    return call(state.clock.now(), network, origin, { place, protocol: 'tcp' });
  };
}

function variablesOf(pod: KubernetesObject): ReadonlyMap<string, string> {
  const containers: Container[] = pod['spec']?.containers ?? [];
  return new Map(containers.flatMap(({ env = [] }) => env.map(({ name, value = '' }) => [name, value] as const)));
}
