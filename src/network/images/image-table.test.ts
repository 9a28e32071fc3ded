import { expect, test } from 'vitest';
import { image } from '../testing/lab.ts';
import { createImageTable } from './image-table.ts';

const find = createImageTable([
  image('nginx', {}),
  image('*/network-multitool', {}),
  image('gcr.io/*/frontend', {}),
  image('docker.io/library/redis', {}),
]);

test.each([
  ['nginx', 'nginx'],
  ['nginx:1.25-alpine', 'nginx'],
  ['docker.io/library/nginx@sha256:abc', 'nginx'],
  ['wbitt/network-multitool', '*/network-multitool'],
  ['localhost:5000/network-multitool:v1', '*/network-multitool'],
  ['gcr.io/google-samples/microservices-demo/frontend:v0.3.8', 'gcr.io/*/frontend'],
  ['redis:alpine', 'docker.io/library/redis'],
  ['nginx-unprivileged', 'unknown'],
  ['registry.corp/nginx', 'unknown'],
])('%s is %s', (reference, name) => expect(find(reference).name).toBe(name));

test('an unknown image runs, and listens on the ports its pod declares', () => {
  expect(find('whatever:1')).toMatchObject({ exists: true, name: 'unknown' });
  expect(find('whatever:1').listens).toBeUndefined();
});

test('a row may name several images', () => {
  const several = createImageTable([image(['redis', '*/valkey'], { exists: false })]);
  expect([several('redis:7'), several('acme/valkey'), several('acme/redis')].map(({ exists }) => exists)).toEqual([
    false,
    false,
    true,
  ]);
});
