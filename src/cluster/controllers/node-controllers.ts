import type { JsonObject } from '../json-object.ts';
import { isReadyNode, NOT_READY_TAINT } from '../kinds/node.ts';
import type { Controller } from '../types.ts';

/** Takes the not-ready taint from nodes once they are ready. */
export function nodeLifecycleController(): Controller {
  return {
    start({ store }) {
      store.subscribe('nodes', ({ type, object }) => {
        if (type === 'DELETED' || !isReadyNode(object)) return;
        const taints: JsonObject[] = object['spec'].taints ?? [];
        const left = taints.filter((taint) => taint['key'] !== NOT_READY_TAINT || taint['effect'] !== 'NoSchedule');
        if (left.length === taints.length) return;
        store.update('nodes', undefined, object.metadata.name, (copy) => {
          if (left.length > 0) copy['spec'].taints = left;
          else delete copy['spec'].taints;
        });
      });
    },
  };
}

/** Gives each node without a pod range the next free /24 of 10.48.0.0/16 (then 10.50, 10.51...; 10.49 is for services). */
export function nodeRangeController(): Controller {
  return {
    start({ store }) {
      store.subscribe('nodes', ({ type, object }) => {
        if (type !== 'ADDED' || object['spec'].podCIDR) return;
        const used = new Set(store.list('nodes').map((node) => node['spec'].podCIDR));
        let index = 0;
        while (used.has(rangeAt(index))) index++;
        store.update('nodes', undefined, object.metadata.name, (copy) => {
          copy['spec'].podCIDR = rangeAt(index);
          copy['spec'].podCIDRs = [rangeAt(index)];
        });
      });
    },
  };
}

function rangeAt(index: number): string {
  const block = Math.floor(index / 256);
  return `10.${block === 0 ? 48 : 49 + block}.${index % 256}.0/24`;
}
