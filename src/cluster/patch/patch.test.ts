import fc from 'fast-check';
import jsonpatch from 'fast-json-patch';
import { expect, test } from 'vitest';
import { STRUCT_RULES } from './field-rules.ts';
import { fieldSetOf, fromFieldsV1, toFieldsV1 } from './field-set.ts';
import { mergePatch } from './merge-patch.ts';
import { orderElements } from './order-elements.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.string(), fc.array(fc.integer()), tie('object')),
  object: fc.dictionary(key, tie('value'), { noNullPrototype: true }),
})).object as fc.Arbitrary<Record<string, unknown>>;

/** The merge patch that leads from one object to another. */
function diff(from: Record<string, unknown>, to: Record<string, unknown>): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of Object.keys(from)) if (!(name in to)) patch[name] = null;
  for (const [name, value] of Object.entries(to)) {
    const before = from[name];
    const both = [before, value].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
    patch[name] = both ? diff(before as Record<string, unknown>, value as Record<string, unknown>) : value;
  }
  return patch;
}

test('a merge patch made from two objects leads from one to the other', () => {
  fc.assert(
    fc.property(tree, tree, (from, to) => {
      expect(mergePatch(from, diff(from, to))).toEqual(to);
    }),
  );
});

test('strategic merge of plain maps is a merge patch', () => {
  fc.assert(
    fc.property(tree, tree, (from, to) => {
      expect(strategicMergePatch(from, diff(from, to))).toEqual(to);
    }),
  );
});

test('applying a strategic patch twice is applying it once, and the target is left as it was', () => {
  const containers = fc.uniqueArray(fc.record({ name: key, image: key }), { selector: (one) => one.name });
  fc.assert(
    fc.property(containers, containers, (live, patch) => {
      const target = { spec: { containers: live } };
      const frozen = JSON.stringify(target);
      const once = strategicMergePatch(target, { spec: { containers: patch } });
      expect(strategicMergePatch(once, { spec: { containers: patch } })).toEqual(once);
      expect(JSON.stringify(target)).toBe(frozen);
      const names = once['spec'].containers.map((one: { name: string }) => one.name).sort();
      expect(names).toEqual([...new Set([...live, ...patch].map((one) => one.name))].sort());
    }),
  );
});

test('JSON patches between any two documents apply', () => {
  fc.assert(
    fc.property(tree, tree, (from, to) => {
      const patch = jsonpatch.compare(from, to);
      expect(jsonpatch.applyPatch(structuredClone(from), patch, true).newDocument).toEqual(to);
    }),
  );
});

test('added list items come in front of what was there', () => {
  const live = { spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }] } };
  const patched = strategicMergePatch(live, { spec: { containers: [{ name: 'busybox', image: 'busybox' }] } });
  expect(patched['spec'].containers.map((one: { name: string }) => one.name)).toEqual(['busybox', 'nginx']);
});

test('the directives of a strategic patch', () => {
  const live = {
    metadata: { finalizers: ['x/a', 'x/b'] },
    spec: {
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
      template: {
        spec: {
          containers: [
            { name: 'a', image: '1' },
            { name: 'b', image: '2' },
            { name: 'c', image: '3' },
          ],
        },
      },
    },
  };
  const patched = strategicMergePatch(live, {
    metadata: { '$deleteFromPrimitiveList/finalizers': ['x/a'] },
    spec: {
      strategy: { $retainKeys: ['type'], type: 'Recreate' },
      template: {
        spec: {
          '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }],
          containers: [
            { name: 'b', $patch: 'delete' },
            { name: 'a', image: '9' },
          ],
        },
      },
    },
  });
  expect(patched).toEqual({
    metadata: { finalizers: ['x/b'] },
    spec: {
      strategy: { type: 'Recreate' },
      template: {
        spec: {
          containers: [
            { name: 'c', image: '3' },
            { name: 'a', image: '9' },
          ],
        },
      },
    },
  });
  expect(strategicMergePatch(live, { spec: { $patch: 'replace', replicas: 1 } })['spec']).toEqual({ replicas: 1 });
});

test('an item without its merge key is refused', () => {
  const live = { spec: { containers: [] } };
  expect(() => strategicMergePatch(live, { spec: { containers: [{ image: 'x' }] } })).toThrow(
    'map: map[image:x] does not contain declared merge key: name',
  );
});

test('ordering keeps every element and follows the patch', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(list, list, (live, patch) => {
      const merged = [...new Set([...live, ...patch])];
      const ordered = orderElements(merged, patch, live, undefined);
      expect([...ordered].sort()).toEqual([...merged].sort());
      expect(ordered.filter((one) => patch.includes(one as number))).toEqual(patch);
      expect(ordered.filter((one) => !patch.includes(one as number))).toEqual(
        live.filter((one) => !patch.includes(one)),
      );
    }),
  );
});

test('field sets survive the way through FieldsV1', () => {
  const object = {
    metadata: { name: 'x', labels: { 'app.kubernetes.io/name': 'x' }, finalizers: ['a/b'] },
    spec: { replicas: 2, containers: [{ name: 'a', image: 'b', args: ['x'] }], selector: { a: 'b' } },
  };
  const paths = [...fieldSetOf(object, STRUCT_RULES, true).keys()];
  expect(fromFieldsV1(toFieldsV1(paths)).sort()).toEqual(paths.sort());
});
