import fc from 'fast-check';
import { expect, test } from 'vitest';
import { threeWayMergePatch } from './merge-patch.ts';
import { threeWayStrategicPatch } from './strategic-patch.ts';

const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b'));
const map = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(leaf, fc.dictionary(fc.constantFrom('x', 'y'), leaf)),
);

test('applying the same thing again is an empty patch', () => {
  fc.assert(
    fc.property(map, (object) => {
      expect(threeWayMergePatch(object, object, object)).toEqual({});
      expect(threeWayStrategicPatch(object, object, object)).toEqual({});
    }),
  );
});

test('what only the live object has stays, what the last apply had and this one has not goes', () => {
  const patch = threeWayMergePatch({ a: 1, b: 1 }, { a: 2 }, { a: 1, b: 1, added: 'by others' });
  expect(patch).toEqual({ a: 2, b: null });
});

test('list items with a name are patched one by one, with the wanted order', () => {
  const applied = {
    containers: [
      { name: 'a', image: '1' },
      { name: 'old', image: '1' },
    ],
  };
  const modified = { containers: [{ name: 'a', image: '2' }] };
  const live = {
    containers: [
      { name: 'a', image: '1', pull: 'Always' },
      { name: 'old', image: '1' },
      { name: 'injected', image: '9' },
    ],
  };
  expect(threeWayStrategicPatch(applied, modified, live)).toEqual({
    '$setElementOrder/containers': [{ name: 'a' }],
    containers: [
      { image: '2', name: 'a' },
      { $patch: 'delete', name: 'old' },
    ],
  });
});

test('lists without a name are replaced whole', () => {
  expect(threeWayStrategicPatch({}, { args: ['x', 'y'] }, { args: ['x'] })).toEqual({ args: ['x', 'y'] });
});
