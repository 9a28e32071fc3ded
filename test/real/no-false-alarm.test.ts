import { expect, test } from 'vitest';
import { createSandbox, loadEnvironment, paceOf } from '../../src/sandbox/index.ts';

const DAY = 24 * 3_600_000;
const DETECTOR_POD = [
  'sed -i "s,CLUSTERNAME,$CLUSTERNAME," demo/90-anomaly-detection/ad-jobs-deployment-managed.yaml',
  'kubectl apply -f demo/90-anomaly-detection/ad-jobs-deployment-managed.yaml',
  'kubectl wait --for=condition=Available deployment/ad-jobs-deployment -n tigera-intrusion-detection --timeout=5m',
];

test.each([
  ['hipstershop', []],
  ['aks-workshop', DETECTOR_POD],
  ['empty', []],
  ['bare', []],
])('a day of %s with every detector switched on raises no alarm of theirs', async (name, commands) => {
  const sandbox = await createSandbox({
    environment: loadEnvironment(name),
    seed: 1,
    record: () => {},
    onOutput: () => {},
  });
  const { detectors, events } = sandbox.engine.calico;
  for (const { alert, id } of detectors.list()) {
    sandbox.cluster.store.create({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalAlert',
      metadata: { name: alert },
      spec: { type: 'AnomalyDetection', description: 'd', severity: 100, period: '5m0s', detector: { name: id } },
    });
  }
  const pace = paceOf(sandbox, 'max');
  for (const command of commands) await pace.run(sandbox.line(sandbox.hostNames[0]!, command));
  await sandbox.advance(sandbox.now + DAY);
  for (const { implemented, lastRun } of detectors.list()) {
    if (implemented) expect(lastRun).toBeGreaterThan(sandbox.now - 600_000);
  }
  expect(events.list().filter(({ event }) => event.type === 'anomaly_detection_job')).toEqual([]);
});
