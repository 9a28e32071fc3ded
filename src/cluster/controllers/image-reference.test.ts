import { expect, test } from 'vitest';
import { imageReference } from './image-reference.ts';

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27'],
  ['bitnami/nginx', 'docker.io/bitnami/nginx:latest'],
  ['quay.io/tigera/operator:v1.27.17', 'quay.io/tigera/operator:v1.27.17'],
  ['localhost:5000/app', 'localhost:5000/app:latest'],
  ['redis@sha256:abc', 'docker.io/library/redis@sha256:abc'],
])('%s is %s in full', (image, reference) => expect(imageReference(image)).toBe(reference));
