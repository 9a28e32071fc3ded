import type { Controller, KubernetesObject, Store } from '../../cluster/index.ts';
import { ALLOW_PROFILE } from '../endpoints/host-endpoints.ts';
import { addressesOf } from '../endpoints/hosts.ts';

const CONFIGURATIONS = 'kubecontrollersconfigurations.projectcalico.org';
const HOST_ENDPOINTS = 'hostendpoints.projectcalico.org';
const CREATED_BY = 'projectcalico.org/created-by';
const CREATOR = 'calico-kube-controllers';
/** Addresses of a node's tunnels, which calico-node writes down on the node. */
const TUNNEL_ADDRESSES = ['projectcalico.org/IPv4IPIPTunnelAddr', 'projectcalico.org/IPv4VXLANTunnelAddr'];

/**
 * Calico's node controller: where the `default` KubeControllersConfiguration has `autoCreate: Enabled`, each node has a
 * HostEndpoint `<node>-auto-hep` with the node's labels and addresses; elsewhere there is none of them. What
 * somebody edits or deletes is set right.
 */
export function automaticHostEndpoints(): Controller {
  return {
    start({ store }) {
      store.subscribe(CONFIGURATIONS, ({ object }) => {
        if (object.metadata.name === 'default') reconcileAll(store);
      });
      store.subscribe('nodes', ({ type, object }) => {
        if (type === 'DELETED') remove(store, object.metadata.name);
        else if (isEnabled(store)) reconcile(store, object);
      });
      store.subscribe(HOST_ENDPOINTS, ({ type, object }) => {
        const node = isAutomatic(object) ? store.get('nodes', undefined, object['spec']?.node) : undefined;
        if (type !== 'ADDED' && node && isEnabled(store)) reconcile(store, node);
      });
    },
  };
}

function isEnabled(store: Store): boolean {
  const configuration = store.get(CONFIGURATIONS, undefined, 'default');
  return configuration?.['spec']?.controllers?.node?.hostEndpoint?.autoCreate === 'Enabled';
}

function reconcileAll(store: Store): void {
  if (isEnabled(store)) {
    for (const node of store.list('nodes')) reconcile(store, node);
    return;
  }
  const automatic = store.list(HOST_ENDPOINTS).filter(isAutomatic);
  for (const { metadata } of automatic) store.delete(HOST_ENDPOINTS, undefined, metadata.name);
}

function isAutomatic({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[CREATED_BY] === CREATOR;
}

function reconcile(store: Store, node: KubernetesObject): void {
  const name = nameFor(node.metadata.name);
  const labels = { ...node.metadata.labels, [CREATED_BY]: CREATOR };
  const spec = { node: node.metadata.name, interfaceName: '*', expectedIPs: ipsOf(node), profiles: [ALLOW_PROFILE] };
  const known = store.get(HOST_ENDPOINTS, undefined, name);
  if (!known) {
    store.create({ apiVersion: 'projectcalico.org/v3', kind: 'HostEndpoint', metadata: { name, labels }, spec });
  } else if (!isEqual(known.metadata.labels, labels) || !isEqual(known['spec'], spec)) {
    store.update(HOST_ENDPOINTS, undefined, name, (copy) => {
      copy.metadata.labels = labels;
      copy['spec'] = spec;
    });
  }
}

function remove(store: Store, node: string): void {
  const known = store.get(HOST_ENDPOINTS, undefined, nameFor(node));
  if (known && isAutomatic(known)) store.delete(HOST_ENDPOINTS, undefined, known.metadata.name);
}

function nameFor(node: string): string {
  return `${node}-auto-hep`;
}

function ipsOf(node: KubernetesObject): string[] {
  const annotations = node.metadata.annotations ?? {};
  return [...addressesOf(node), ...TUNNEL_ADDRESSES.flatMap((key) => annotations[key] ?? [])];
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  return value && !Array.isArray(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
}
