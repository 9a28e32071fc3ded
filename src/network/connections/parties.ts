import { parseAddress } from '../addresses/address.ts';
import { addressScope } from '../addresses/address-scope.ts';
import type { HostEndpoint } from '../endpoints/host-endpoints.ts';
import type { Workload } from '../endpoints/workload.ts';
import type { NetworkState } from '../network-state.ts';
import type { Party } from '../policy/flow.ts';
import type { Endpoint } from '../types.ts';

/** One end of a connection: how logs name it, and what policy sees of it. */
export interface ConnectionEnd {
  readonly endpoint: Endpoint;
  readonly party: Party;
}

/** A pod's end stays the same until the pod or any network set changes. */
const POD_ENDS = new WeakMap<Workload, { end: ConnectionEnd; version: number }>();

export function podEnd(state: Pick<NetworkState, 'endpoints'>, workload: Workload): ConnectionEnd {
  const { version } = state.endpoints.networkSets;
  const known = POD_ENDS.get(workload);
  if (known?.version === version) return known.end;
  const end = newPodEnd(state, workload);
  POD_ENDS.set(workload, { end, version });
  return end;
}

function newPodEnd(state: Pick<NetworkState, 'endpoints'>, workload: Workload): ConnectionEnd {
  const { endpoint, address, labels, namedPorts } = workload;
  const sets = state.endpoints.networkSets.containing(address);
  return {
    endpoint,
    party: {
      address,
      labelSets: [labels, ...sets.map((set) => set.labels)],
      endpoint: {
        labels,
        namedPorts,
        profile: { name: `__PROFILE__.kns.${endpoint.namespace}`, action: 'allow' },
      },
    },
  };
}

/** A node is an endpoint of Calico only where a HostEndpoint says so; else logs show a mere private address. */
export function hostEnd(state: NetworkState, host: Endpoint): ConnectionEnd {
  const address = parseAddress(host.ip) ?? 0;
  const sets = state.endpoints.networkSets.containing(address).map((set) => set.labels);
  const found = state.endpoints.hostEndpoints.of(host);
  if (!found) return { endpoint: unmanaged(host), party: { address, labelSets: sets } };
  const { labels, namedPorts, profile } = found;
  return {
    endpoint: managed(host, found),
    party: { address, labelSets: [labels, ...sets], endpoint: { labels, namedPorts, profile } },
  };
}

export function addressEnd(state: NetworkState, ip: string): ConnectionEnd {
  const address = parseAddress(ip) ?? 0;
  return {
    endpoint: state.endpoints.identify(ip),
    party: { address, labelSets: state.endpoints.networkSets.containing(address).map((set) => set.labels) },
  };
}

function unmanaged(host: Endpoint): Endpoint {
  return { ...host, type: 'net', name: '-', nameAggr: addressScope(host.ip), labels: {} };
}

function managed(host: Endpoint, { name, ownLabels }: HostEndpoint): Endpoint {
  return { ...host, name, nameAggr: host.name, labels: ownLabels };
}
