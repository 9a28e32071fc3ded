import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import type { Address } from '../addresses/address.ts';
import { type Cidr, cidrContains, parseCidr } from '../addresses/cidr.ts';

const POOLS = 'ippools.projectcalico.org';

/** The blocks pods get their addresses from: the nodes' pod CIDRs and the IP pools. */
export class PodBlocks {
  readonly #store: ReadStore;
  #blocks: readonly Cidr[] | undefined;

  constructor(store: ReadStore) {
    this.#store = store;
    store.subscribe('nodes', ({ type, object, old }) => {
      const isSame = type === 'MODIFIED' && old && String(blocksOf(object)) === String(blocksOf(old));
      if (!isSame) this.#blocks = undefined;
    });
    store.subscribe(POOLS, () => void (this.#blocks = undefined));
  }

  contain(address: Address): boolean {
    this.#blocks ??= this.#read();
    return this.#blocks.some((block) => cidrContains(block, address));
  }

  #read(): readonly Cidr[] {
    const texts = [
      ...this.#store.list('nodes').flatMap(blocksOf),
      ...this.#store.list(POOLS).map(({ spec }) => String(spec?.cidr)),
    ];
    return texts.map(parseCidr).filter((block) => block !== undefined);
  }
}

function blocksOf({ spec }: KubernetesObject): string[] {
  return spec?.podCIDRs ?? (spec?.podCIDR ? [spec.podCIDR] : []);
}
