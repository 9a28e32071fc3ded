import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import { roleAggregation } from './aggregate-roles.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const IN_DEFAULT = `${RBAC}/namespaces/default`;
const as = (user: string) => ({ 'impersonate-user': user });
const subject = (name: string) => ({ kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' });
const clusterRole = (name: string) => ({ kind: 'ClusterRole', name, apiGroup: 'rbac.authorization.k8s.io' });

async function withRoles() {
  const lab = testCluster({ controllers: [roleAggregation()] });
  await lab.pass(1000);
  const bind = (role: string, user: string, headers = {}) =>
    lab.call(
      'POST',
      `${IN_DEFAULT}/rolebindings`,
      { metadata: { name: `${user}-${role}` }, roleRef: clusterRole(role), subjects: [subject(user)] },
      headers,
    );
  return { ...lab, bind };
}

test('a binding of view lets its user read, but neither secrets nor other namespaces', async () => {
  const { call, bind } = await withRoles();
  await bind('view', 'jane');
  expect((await call('GET', '/api/v1/namespaces/default/pods', undefined, as('jane'))).kind).toBe('PodList');
  expect((await call('GET', '/api/v1/namespaces/default/secrets', undefined, as('jane'))).http).toBe(403);
  expect((await call('GET', '/api/v1/namespaces/kube-system/pods', undefined, as('jane'))).http).toBe(403);
});

test('where no controller manager runs, the aggregated roles have no rules', async () => {
  const { call, pass } = testCluster();
  await pass(1000);
  expect((await call('GET', `${RBAC}/clusterroles/view`)).rules).toBeNull();
});

test('admin holds what edit and view hold, and a role that is labelled later comes in and goes again', async () => {
  const { call, pass } = await withRoles();
  const resources = async () =>
    (await call('GET', `${RBAC}/clusterroles/admin`)).rules.flatMap((rule: { resources: string[] }) => rule.resources);
  expect(await resources()).toEqual(expect.arrayContaining(['pods/log', 'pods/exec', 'rolebindings']));
  const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  const rules = [{ verbs: ['get'], apiGroups: ['example.org'], resources: ['widgets'] }];
  await call('POST', `${RBAC}/clusterroles`, { metadata: { name: 'widgets', labels }, rules });
  await pass(1000);
  expect(await resources()).toContain('widgets');
  await call('DELETE', `${RBAC}/clusterroles/widgets`);
  await pass(1000);
  expect(await resources()).not.toContain('widgets');
});

test('nobody writes more into a role than they hold', async () => {
  const { call, bind } = await withRoles();
  await bind('admin', 'jane');
  const role = (resources: string[]) => ({
    metadata: { name: 'r' },
    rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources }],
  });
  const refused = await call('POST', `${IN_DEFAULT}/roles`, role(['pods', 'nodes']), as('jane'));
  expect(refused.message).toBe(
    'roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n' +
      '{APIGroups:[""], Resources:["nodes"], Verbs:["get" "list"]}',
  );
  expect((await call('POST', `${IN_DEFAULT}/roles`, role(['pods']), as('jane'))).http).toBe(201);
  expect((await call('PUT', `${IN_DEFAULT}/roles/r`, role(['nodes']), as('jane'))).http).toBe(403);
});

test('nobody gives away a role with more than they hold, unless they may bind it', async () => {
  const { call, bind } = await withRoles();
  await bind('admin', 'jane');
  expect((await bind('view', 'bob', as('jane'))).http).toBe(201);
  expect((await bind('cluster-admin', 'bob', as('jane'))).message).toContain(
    '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
  );
  expect((await bind('nosuch', 'bob', as('jane'))).message).toBe(
    'clusterrole.rbac.authorization.k8s.io "nosuch" not found',
  );
  const rules = [
    {
      verbs: ['bind'],
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      resourceNames: ['cluster-admin'],
    },
  ];
  await call('POST', `${RBAC}/clusterroles`, { metadata: { name: 'binder' }, rules });
  await bind('binder', 'jane');
  expect((await bind('cluster-admin', 'bob', as('jane'))).http).toBe(201);
});

test('only who may do everything uses an aggregation rule', async () => {
  const { call } = await withRoles();
  const rules = [
    { verbs: ['*'], apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], resourceNames: [] },
  ];
  await call('POST', `${RBAC}/clusterroles`, { metadata: { name: 'role-writer' }, rules });
  await call('POST', `${RBAC}/clusterrolebindings`, {
    metadata: { name: 'b' },
    roleRef: clusterRole('role-writer'),
    subjects: [subject('jane')],
  });
  const wanted = { metadata: { name: 'x' }, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } };
  // The verb `*` is also the verb `escalate`.
  expect((await call('POST', `${RBAC}/clusterroles`, wanted, as('jane'))).http).toBe(201);
  const less = { metadata: { name: 'role-writer' }, rules: [{ ...rules[0], verbs: ['create'] }] };
  await call('PUT', `${RBAC}/clusterroles/role-writer`, less);
  const second = { ...wanted, metadata: { name: 'y' } };
  expect((await call('POST', `${RBAC}/clusterroles`, second, as('jane'))).message).toBe(
    'clusterroles.rbac.authorization.k8s.io "y" is forbidden: must have cluster-admin privileges to use an aggregationRule',
  );
});

test('a review says which binding allows, and a refusal which role is gone', async () => {
  const { call, bind } = await withRoles();
  await bind('view', 'jane');
  await bind('nosuch', 'eve');
  const ask = (user: string) =>
    call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      spec: { user, resourceAttributes: { verb: 'get', resource: 'pods', namespace: 'default' } },
    });
  expect((await ask('jane')).status).toEqual({
    allowed: true,
    reason: 'RBAC: allowed by RoleBinding "jane-view/default" of ClusterRole "view" to User "jane"',
  });
  const gone = 'RBAC: clusterrole.rbac.authorization.k8s.io "nosuch" not found';
  expect((await ask('eve')).status).toEqual({ allowed: false, reason: gone });
  const refused = await call('GET', '/api/v1/namespaces/default/pods', undefined, as('eve'));
  expect(refused.message).toContain(`in the namespace "default": ${gone}`);
});
