import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../types.ts';
import { Collection } from './collection.ts';

type Deed = { do: 'put' | 'remove'; name: string; owner: string | undefined } | { do: 'list' };

const name = fc.constantFrom('a', 'b', 'b2', 'c', 'd-1', 'd');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constantFrom('put' as const, 'put' as const, 'remove' as const),
    name,
    owner: fc.constantFrom('one', 'two', undefined),
  }),
  fc.constant({ do: 'list' as const }),
);

function objectOf(named: string, owner: string | undefined): KubernetesObject {
  const ownerReferences =
    owner === undefined ? [] : [{ apiVersion: 'v1', kind: 'X', name: owner, uid: owner, controller: true }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'default', name: named, ownerReferences } };
}

test('lists are sorted, complete and never change once handed out; owners know what is theirs', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const collection = new Collection();
      const model = new Map<string, KubernetesObject>();
      const handedOut: { list: readonly KubernetesObject[]; copy: KubernetesObject[] }[] = [];
      for (const each of deeds) {
        if (each.do === 'list') {
          const list = collection.list('default');
          handedOut.push({ list, copy: [...list] });
        } else if (each.do === 'put') {
          const object = objectOf(each.name, each.owner);
          model.set(each.name, object);
          collection.put(object);
        } else {
          const object = model.get(each.name);
          if (object) collection.remove(object);
          model.delete(each.name);
        }
        const sorted = [...model.values()].sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
        if (each.do === 'list') expect(collection.list('default')).toEqual(sorted);
        for (const owner of ['one', 'two']) {
          const own = sorted.filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === owner);
          expect(collection.controlledBy(owner)).toEqual(own);
        }
      }
      for (const { list, copy } of handedOut) expect(list).toEqual(copy);
    }),
    { numRuns: 300 },
  );
});
