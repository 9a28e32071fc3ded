import type { NetworkState } from '../network-state.ts';
import type { Endpoint } from '../types.ts';

/** The address /etc/hosts has for a name: localhost, the machine's own name, and on a node the other nodes. */
export function hostsFileAddress(state: NetworkState, from: Endpoint, name: string): string | undefined {
  if (name === 'localhost') return '127.0.0.1';
  if (from.type === 'wep') return name === ownName(state, from) ? from.ip : undefined;
  return state.endpoints.hosts.get(name)?.ip;
}

function ownName({ store }: NetworkState, { namespace, name }: Endpoint): string {
  return store.get('pods', namespace, name)?.spec?.hostname ?? name;
}
