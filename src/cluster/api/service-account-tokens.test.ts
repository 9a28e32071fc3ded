import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
const PODS = '/api/v1/namespaces/default/pods';
const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function withAccount() {
  const cluster = testCluster();
  await cluster.call('POST', ACCOUNTS, { metadata: { name: 'bot' } });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
  const { status } = await cluster.call('POST', `${ACCOUNTS}/bot/token`, request);
  return { ...cluster, token: status.token as string };
}

test('a token of a service account is who it says, and may what its roles allow', async () => {
  const { call, token } = await withAccount();
  expect((await call('GET', PODS, undefined, bearer(token))).message).toBe(
    'pods is forbidden: User "system:serviceaccount:default:bot" cannot list resource "pods" in API group "" in the namespace "default"',
  );
  const rules = [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }];
  await call('POST', `${RBAC}/roles`, { metadata: { name: 'reader' }, rules });
  const subjects = [{ kind: 'ServiceAccount', name: 'bot', namespace: 'default' }];
  await call('POST', `${RBAC}/rolebindings`, {
    metadata: { name: 'r' },
    roleRef: { kind: 'Role', name: 'reader' },
    subjects,
  });
  expect((await call('GET', PODS, undefined, bearer(token))).kind).toBe('PodList');
  expect((await call('POST', PODS, { metadata: { name: 'a' } }, bearer(token))).http).toBe(403);
  const me = await call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, bearer(token));
  expect(me.status.userInfo).toMatchObject({
    username: 'system:serviceaccount:default:bot',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
  });
});

test('a token that is made up, has expired or whose account is gone is none', async () => {
  const { call, token, pass } = await withAccount();
  const review = () => call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, bearer(token));
  expect((await call('GET', PODS, undefined, bearer(`${token}x`))).http).toBe(401);
  expect((await review()).http).toBe(201);
  await pass(601_000);
  expect((await review()).http).toBe(401);
  const other = await withAccount();
  await other.call('DELETE', `${ACCOUNTS}/bot`);
  await other.call('POST', ACCOUNTS, { metadata: { name: 'bot' } });
  expect((await other.call('GET', PODS, undefined, bearer(other.token))).http).toBe(401);
});

test('who has no right to speak for others may not', async () => {
  const { call, token } = await withAccount();
  const asRoot = { ...bearer(token), 'impersonate-user': 'root', 'impersonate-group': 'system:masters' };
  expect((await call('GET', PODS, undefined, asRoot)).message).toBe(
    'users "root" is forbidden: User "system:serviceaccount:default:bot" cannot impersonate resource "users" in API group "" at the cluster scope',
  );
});

test('a secret that asks for a lasting token gets one, which goes with the secret', async () => {
  const { call, pass } = testCluster({ live: true });
  await call('POST', ACCOUNTS, { metadata: { name: 'bot' } });
  const annotations = { 'kubernetes.io/service-account.name': 'bot' };
  const secret = { metadata: { name: 's', annotations }, type: 'kubernetes.io/service-account-token' };
  await call('POST', '/api/v1/namespaces/default/secrets', secret);
  await pass(1_000);
  const { data } = await call('GET', '/api/v1/namespaces/default/secrets/s');
  const review = () => call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, bearer(atob(data.token)));
  expect((await review()).status.userInfo.username).toBe('system:serviceaccount:default:bot');
  await call('DELETE', '/api/v1/namespaces/default/secrets/s');
  expect((await review()).http).toBe(401);
});
