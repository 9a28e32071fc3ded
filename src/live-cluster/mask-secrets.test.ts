import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

test.each([
  ['the login itself', 'curl -H "Authorization: Bearer abcdef123"', 'curl -H "Authorization: Bearer ********"'],
  ['a token anywhere', 'x eyJhbGciOiJI.eyJpc3MiOiJr.c2lnbmF0dXJl y', 'x ******** y'],
  ['what is assigned to a password', 'export DB_PASSWORD=hunter2 A=1', 'export DB_PASSWORD=******** A=1'],
  [
    'a literal of a secret',
    "kubectl create secret generic s --from-literal=api-token='a b'",
    'kubectl create secret generic s --from-literal=api-token=********',
  ],
  ['data of a Secret', 'kind: Secret\ndata:\n  user: YWRtaW4=\n', 'kind: Secret\ndata:\n  user: ********\n'],
  ['a private key', 'a\n-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\nb', 'a\n********\nb'],
])('%s is masked', (_, text, masked) => {
  expect(maskSecrets(text, ['abcdef123'])).toBe(masked);
});

test.each([
  'kubectl get secrets -A',
  'kind: ConfigMap\ndata:\n  user: YWRtaW4=\n',
  'NAME  READY\npod-1  1/1',
  'TOKEN=$(cat file)',
])('%j stays as it is', (text) => expect(maskSecrets(text)).toBe(text));
