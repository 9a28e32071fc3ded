import { describe, expect, it } from 'vitest';
import { calicoObject, detectorPod, type Lab, pod, portScanAlert, START, startLab } from '../../lab/lab.ts';
import type { Explanation, Question } from '../../types.ts';

const ALERT = 'tigera.io.detector.port-scan';
const MINE: Question = { causedByInput: true };
const scanner = pod('dev', 'netshoot', { app: 'netshoot' });
const target = pod('dev', 'dev-nginx-7c9d-abcde', { app: 'nginx' }, '10.0.0.67');

describe('why a detector is not searching', () => {
  it('has no pod to run in', () => {
    const lab = withDetector({}, { host: false });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'no-detector-host' });
    expect(explain(lab).advice).toContain('ad-jobs deployment');
  });

  it('needs no pod on the management side', () => {
    const lab = withDetector({}, { host: false, path: 'managed' });
    expect(explain(lab)).not.toMatchObject({ cause: 'no-detector-host' });
  });

  it.each(['CLUSTERNAME', '$CALICOCLUSTERNAME', '', '<cluster name>'])('still has %j for its cluster name', (name) => {
    const lab = withDetector({ CLUSTER_NAME: name });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'cluster-name-placeholder' });
    expect(explain(lab).advice).toContain('lab-cluster');
  });

  it('reads the logs of another cluster', () => {
    const lab = withDetector({ CLUSTER_NAME: 'somebody-else' });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'cluster-name-mismatch' });
    expect(explain(lab).reason).toContain('is somebody-else, and this cluster is lab-cluster');
  });

  it('is disabled by the pod', () => {
    const lab = withDetector({ AD_DISABLED_JOBS: 'dga,port_scan' });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'detector-disabled' });
  });

  it('waits for its pod, and says until when', () => {
    const lab = withDetector({}, { ready: false });
    lab.store.update('pods', 'tigera-intrusion-detection', 'ad-jobs-deployment-5d8f-x2k4q', (copy) => {
      copy['status'].startTime = new Date(START).toISOString();
    });
    expect(explain(lab)).toMatchObject({ verdict: 'not-yet', cause: 'detector-not-ready', nextAt: START + 40_000 });
    expect(explain(lab).reason).toContain('expected at 13:00:40');
  });

  it('waits for the right pod while a rollout still runs the wrong one', () => {
    const lab = withDetector({ CLUSTER_NAME: 'CLUSTERNAME' });
    const right = detectorPod({}, false);
    lab.store.create({ ...right, metadata: { ...right.metadata, name: 'ad-jobs-deployment-7497-rtgxm', uid: 'ad-2' } });
    expect(explain(lab)).toMatchObject({ verdict: 'not-yet', cause: 'detector-not-ready' });
    expect(explain(lab).reason).toContain('ad-jobs-deployment-7497-rtgxm');
  });

  it('has a pod that cannot start, and says what holds it', () => {
    const lab = withDetector({}, { ready: false });
    const hold = (state: object, conditions: object[] = []) =>
      lab.store.update('pods', 'tigera-intrusion-detection', 'ad-jobs-deployment-5d8f-x2k4q', (copy) => {
        copy['status'] = { conditions, containerStatuses: [{ state }] };
      });
    hold({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "s" not found' } });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'detector-cannot-start' });
    expect(explain(lab).reason).toContain('CreateContainerConfigError (secret "s" not found)');
    hold({}, [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes' }]);
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'detector-cannot-start' });
    hold({ waiting: { reason: 'ContainerCreating' } });
    expect(explain(lab)).toMatchObject({ verdict: 'not-yet', cause: 'detector-not-ready' });
  });

  it('has a deployment that is scaled to nothing', () => {
    const lab = withDetector({}, { host: false });
    lab.store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'ad-jobs-deployment', namespace: 'tigera-intrusion-detection' },
      spec: { replicas: 0 },
    });
    expect(explain(lab).advice).toContain('--replicas=1');
  });

  it('is off: there is only the template', () => {
    const lab = startLab();
    lab.store.create({ ...portScanAlert(), kind: 'GlobalAlertTemplate' });
    expect(explain(lab)).toMatchObject({ verdict: 'cannot', cause: 'detector-off' });
    expect(explain(lab).reason).toContain('The detector port_scan is switched off');
  });

  it('is one that nobody has implemented', () => {
    const lab = withDetector();
    lab.store.create(detectorAlert('tigera.io.detector.dga'));
    expect(lab.calico.securityEvents.explain('tigera.io.detector.dga')).toMatchObject({
      verdict: 'cannot',
      cause: 'detector-not-implemented',
    });
  });

  it('does not exist', () => {
    const lab = withDetector();
    lab.store.create(detectorAlert('tigera.io.detector.mind-reading'));
    expect(lab.calico.securityEvents.explain('tigera.io.detector.mind-reading')).toMatchObject({
      cause: 'no-detector',
    });
  });
});

describe('why a scan is not found yet', () => {
  it('waits for the bucket to be complete and the search after that', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121, 5);
    lab.runTo(740);
    const explanation = explain(lab, MINE);
    expect(explanation).toMatchObject({ verdict: 'not-yet', cause: 'bucket-open', nextAt: START + 1_200_000 });
    expect(explanation.reason).toBe(
      'dev/netshoot reached 600 destination ports (threshold 200); the five minutes they fall into end at 13:15:00 and are complete at 13:15:25, and the detector searches at 13:20:00 (in 7m40s).',
    );
  });

  it('waits for the search alone once the bucket is complete, and has it found at the very moment it named', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121, 5);
    lab.runTo(930);
    const { cause, nextAt } = explain(lab, MINE);
    expect(cause).toBe('search-pending');
    lab.runTo((nextAt! - START) / 1000 - 1);
    expect(explain(lab, MINE).verdict).toBe('not-yet');
    lab.runTo((nextAt! - START) / 1000);
    expect(explain(lab, MINE)).toMatchObject({ verdict: 'fired', event: { alert: ALERT, inputs: [5] } });
  });
});

describe('why a scan is not found', () => {
  it('has too few ports, and says how many of how many', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 150, 30, 5);
    lab.runTo(700);
    const explanation = explain(lab, MINE);
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'below-detector-threshold' });
    expect(explanation.reason).toContain('150 of 200');
  });

  it('counts one port in the singular', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 1, 1, 5);
    lab.runTo(700);
    expect(explain(lab, MINE).reason).toContain('reached 1 destination port within');
    expect(explain(lab, MINE).timeline.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('reached 1 destination port in the bucket'),
    );
  });

  it('falls over two buckets, each too small on its own', () => {
    const lab = withDetector();
    lab.runTo(870);
    lab.scan(scanner, target, 300, 60, 5);
    lab.runTo(960);
    const explanation = explain(lab, MINE);
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'split-over-buckets' });
    expect(explanation.reason).toContain('before 13:15:00');
  });

  it('lost its ports to aggregation', () => {
    const lab = withDetector();
    lab.flushEvery('10s', { flowLogsFileAggregationKindForDenied: 3 });
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121, 5);
    lab.runTo(740);
    expect(explain(lab, MINE)).toMatchObject({ cause: 'values-aggregated-away' });
    // One port that was let through is still there, and not what the scan is about.
    lab.connect(scanner, target, { port: 80, input: 5 });
    lab.runTo(800);
    expect(explain(lab, MINE)).toMatchObject({ cause: 'values-aggregated-away' });
    expect(explain(lab, MINE).reason).toContain('1 of 200');
  });

  it('was over before the detector was searching', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.scan(scanner, target, 600, 121, 5);
    lab.runTo(3000);
    lab.store.create(portScanAlert());
    lab.store.create(detectorPod());
    lab.runTo(3400);
    expect(explain(lab, MINE)).toMatchObject({ verdict: 'cannot', cause: 'judged-before' });
  });

  it('was somebody else', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121);
    lab.runTo(1300);
    expect(explain(lab, MINE)).toMatchObject({ verdict: 'cannot', cause: 'only-background' });
    expect(explain(lab)).toMatchObject({ verdict: 'fired' });
  });

  it('has not happened', () => {
    expect(explain(withDetector(), MINE)).toMatchObject({ verdict: 'cannot', cause: 'no-flow' });
  });
});

describe('the rest of an explanation of a detector', () => {
  it('counts the searches that could see everything, for giving up', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 150, 30, 5);
    lab.runTo(1190);
    expect(explain(lab, MINE).settledEvaluations).toBe(0);
    lab.runTo(1500);
    expect(explain(lab, MINE).settledEvaluations).toBe(2);
  });

  it('tells what was reached and searched, in order', () => {
    const lab = withDetector();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121, 5);
    lab.runTo(1210);
    expect(explain(lab).timeline.map(({ text }) => text)).toEqual([
      `${ALERT} created`,
      'dev/netshoot reached 600 destination ports in the bucket from 13:10:00',
      'searched, as in the 2 before',
      'searched   → event (source_namespace dev, source_name_aggr netshoot, count 600, confidence 0.99)',
      'next search',
    ]);
  });
});

function withDetector(
  env: Record<string, string> = {},
  {
    host = true,
    ready = true,
    path = 'in-cluster',
  }: { host?: boolean; ready?: boolean; path?: 'in-cluster' | 'managed' } = {},
): Lab {
  const lab = startLab({ anomalyDetection: path });
  lab.flushEvery('10s');
  lab.store.create(portScanAlert());
  if (host) lab.store.create(detectorPod(env, ready));
  return lab;
}

function explain(lab: Lab, question?: Question): Explanation {
  return lab.calico.securityEvents.explain(ALERT, question);
}

function detectorAlert(name: string) {
  return calicoObject('GlobalAlert', name, { type: 'AnomalyDetection', description: 'Another', severity: 100 });
}
