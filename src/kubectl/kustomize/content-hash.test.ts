import { expect, test } from 'vitest';
import { contentHash } from './content-hash.ts';

// What kubectl 1.32 puts behind the names of the same objects.
test('the name of a generated ConfigMap ends in the hash of its content', async () => {
  const object = { kind: 'ConfigMap', metadata: { name: 'p-envs-s' }, data: { X: '1', Y: '2' } };
  expect(await contentHash(object)).toBe('992hg2799m');
});

test('a Secret counts its type, and the order of keys does not matter', async () => {
  const object = { type: 'Opaque', kind: 'Secret', data: { a: 'czNjcmV0' }, metadata: { name: 'p-sec-s' } };
  expect(await contentHash(object)).toBe('kk8mg6888b');
});
