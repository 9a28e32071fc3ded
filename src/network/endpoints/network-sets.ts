import type { KubernetesObject, ReadStore, StoreEvent } from '../../cluster/index.ts';
import type { Address } from '../addresses/address.ts';
import { type Cidr, parseCidr } from '../addresses/cidr.ts';
import { compileDomains, type DomainMatcher } from '../policy/domains.ts';
import type { Labels } from '../selectors/labels.ts';
import { networkSetLabels } from './effective-labels.ts';

/** A GlobalNetworkSet or NetworkSet, ready to be matched. */
export interface NetworkSet {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly labels: Labels;
  readonly ownLabels: Readonly<Record<string, string>>;
  readonly domains: DomainMatcher | undefined;
}

const RESOURCES = ['globalnetworksets.projectcalico.org', 'networksets.projectcalico.org'];

/** Counted over all tables, so that a workload of one world never meets the version of another. */
let versions = 0;

/** The network sets of the store, findable by address (every prefix length is one hash lookup). */
export class NetworkSetTable {
  readonly #store: ReadStore;
  readonly #sets = new Map<string, { set: NetworkSet; cidrs: readonly Cidr[] }>();
  /** Prefix length (longest first), then masked address, to the sets naming that block. */
  #blocks = new Map<number, Map<Address, NetworkSet[]>>();
  #withDomains: readonly NetworkSet[] = [];
  #stale = true;
  #version = 0;

  constructor(store: ReadStore) {
    this.#store = store;
    for (const resource of RESOURCES) {
      for (const object of store.list(resource)) this.#put(object);
      store.subscribe(resource, (event) => this.#change(event));
    }
  }

  /** Another number after every change. */
  get version(): number {
    this.#refresh();
    return this.#version;
  }

  /** Sets with an entry containing the address, the longest prefix first. */
  containing(address: Address): readonly NetworkSet[] {
    this.#refresh();
    const found: NetworkSet[] = [];
    for (const [prefix, blocks] of this.#blocks) {
      if (typeof address === 'number' && prefix > 32) continue;
      const sets = blocks.get(masked(address, prefix));
      if (sets) found.push(...sets.filter((set) => !found.includes(set)));
    }
    return found;
  }

  /** Sets that allow egress domains. */
  withDomains(): readonly NetworkSet[] {
    this.#refresh();
    return this.#withDomains;
  }

  /** Rebuilds the labels of a namespace's sets, because the namespace's own labels changed. */
  relabel(namespace: string): void {
    for (const object of this.#store.list('networksets.projectcalico.org', namespace)) this.#put(object);
  }

  #change({ type, object }: StoreEvent): void {
    if (type === 'DELETED') this.#sets.delete(keyOf(object));
    else this.#put(object);
    this.#stale = true;
  }

  #put(object: KubernetesObject): void {
    const { namespace, name, labels = {} } = object.metadata;
    const home = namespace === undefined ? undefined : this.#store.get('namespaces', undefined, namespace);
    const domains: string[] = object.spec?.allowedEgressDomains ?? [];
    const set: NetworkSet = {
      namespace,
      name,
      labels: networkSetLabels(object, home),
      ownLabels: labels,
      domains: domains.length > 0 ? compileDomains(domains) : undefined,
    };
    const nets: string[] = object.spec?.nets ?? [];
    this.#sets.set(keyOf(object), { set, cidrs: nets.map(parseCidr).filter((cidr) => cidr !== undefined) });
    this.#stale = true;
  }

  #refresh(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#version = ++versions;
    this.#blocks = new Map();
    const entries = [...this.#sets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    this.#withDomains = entries.map(({ set }) => set).filter(({ domains }) => domains !== undefined);
    for (const { set, cidrs } of entries) for (const cidr of cidrs) this.#index(set, cidr);
    this.#blocks = new Map([...this.#blocks].sort(([a], [b]) => b - a));
  }

  #index(set: NetworkSet, { address, prefix }: Cidr): void {
    const ofPrefix = this.#blocks.get(prefix) ?? new Map<Address, NetworkSet[]>();
    this.#blocks.set(prefix, ofPrefix);
    const block = masked(address, prefix);
    const sets = ofPrefix.get(block);
    if (!sets) ofPrefix.set(block, [set]);
    else if (!sets.includes(set)) sets.push(set);
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The address with everything behind the prefix cleared, told apart from a v6 address of equal value by its type. */
function masked(address: Address, prefix: number): Address {
  if (typeof address === 'number') return prefix === 0 ? 0 : (address & (0xffffffff << (32 - prefix))) >>> 0;
  const rest = BigInt(128 - prefix);
  return (address >> rest) << rest;
}
