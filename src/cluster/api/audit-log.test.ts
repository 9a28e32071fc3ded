import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';
import type { AuditEvent } from '../types.ts';

const POLICIES = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const policy = { metadata: { name: 'deny' }, spec: { podSelector: {} } };

function audited() {
  const events: AuditEvent[] = [];
  const caller = { username: 'jane', groups: ['system:masters'], input: 7, userAgent: 'kubectl/v1.32.5' };
  const cluster = testCluster({ caller });
  cluster.cluster.onAudit((event) => events.push(event));
  return { ...cluster, events };
}

test('a creation is told with its name, who asked and what was answered', async () => {
  const { call, events } = audited();
  const created = await call('POST', POLICIES, policy);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    log: 'kube',
    input: 7,
    event: {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'RequestResponse',
      stage: 'ResponseComplete',
      verb: 'create',
      requestURI: POLICIES,
      user: { username: 'jane', groups: ['system:masters'] },
      userAgent: 'kubectl/v1.32.5',
      objectRef: {
        resource: 'networkpolicies',
        namespace: 'default',
        name: 'deny',
        apiGroup: 'networking.k8s.io',
        apiVersion: 'v1',
      },
      responseStatus: { code: 201 },
      requestObject: { metadata: { name: 'deny' } },
      responseObject: { metadata: { uid: created.metadata.uid } },
      requestReceivedTimestamp: '2026-01-10T12:00:00.000000Z',
    },
  });
});

test('a patch that changes nothing, a refused write and a deletion are told too', async () => {
  const { call, events } = audited();
  await call('POST', POLICIES, policy);
  await call('PATCH', `${POLICIES}/deny`, {}, MERGE);
  await call('POST', POLICIES, policy);
  await call('DELETE', `${POLICIES}/deny`);
  expect(events.map(({ event }) => [event['verb'], event['responseStatus'].code])).toEqual([
    ['create', 201],
    ['patch', 200],
    ['create', 409],
    ['delete', 200],
  ]);
  expect(events[2]!.event['objectRef'].name).toBe('deny');
});

test('reading and kinds without an audit log are not told', async () => {
  const { call, events } = audited();
  await call('GET', POLICIES);
  await call('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'a' } });
  expect(events).toEqual([]);
});
