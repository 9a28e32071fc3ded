import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const deployment = (container: object) => ({
  metadata: { name: 'd' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx', ...container }] } },
  },
});
const PLACE = 'spec.template.spec.containers[0]';

test('a variable that hides another is warned of, one made of the other is not', async () => {
  const { call } = testCluster();
  const env = [
    { name: 'A', value: '1' },
    { name: 'A', value: '$(A)2' },
    { name: 'A', value: '3' },
  ];
  const made = await call('POST', DEPLOYMENTS, deployment({ env }));
  expect(made.warnings).toBe(
    `299 - "${PLACE}.env[2]: hides previous definition of \\"A\\", which may be dropped when using apply"`,
  );
  const scaled = await call(
    'PATCH',
    `${DEPLOYMENTS}/d`,
    { spec: { replicas: 2 } },
    { 'content-type': 'application/merge-patch+json' },
  );
  expect(scaled.warnings).toBeNull();
});

test.each([
  [{ containerPort: 80 }, { containerPort: 80 }, 'duplicate'],
  [{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }, 'overlapping'],
  [
    { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
    { containerPort: 80, hostPort: 80 },
    'dangerously ambiguous',
  ],
])('ports %j and %j are warned of as %s', async (one, other, what) => {
  const { call } = testCluster();
  const made = await call('POST', DEPLOYMENTS, deployment({ ports: [one, other] }));
  expect(made.warnings).toBe(`299 - "${PLACE}.ports[1]: ${what} port definition with ${PLACE}.ports[0]"`);
});

test('a port of another protocol, or on another port of the host, is another port', async () => {
  const { call } = testCluster();
  const ports = [
    { containerPort: 53, protocol: 'UDP' },
    { containerPort: 53, protocol: 'TCP', hostPort: 1 },
    { containerPort: 53, hostPort: 2 },
  ];
  expect((await call('POST', DEPLOYMENTS, deployment({ ports }))).warnings).toBeNull();
});
