import { describe, expect, it } from 'vitest';
import { calicoObject, detectorPod, type Lab, pod, portScanAlert, START, startLab } from '../lab/lab.ts';
import { confidenceOf } from './finding-event.ts';

const ALERT = 'tigera.io.detector.port-scan';
const scanner = pod('dev', 'netshoot', { app: 'netshoot' });
const target = pod('dev', 'dev-nginx-7c9d-abcde', { app: 'nginx' }, '10.0.0.67');
const offsets = Array.from({ length: 50 }, (_, index) => index * 6);

describe('port_scan from a pod in the cluster', () => {
  it.each(offsets)('finds 600 ports over 121 s started %i s into a bucket', (offset) => {
    const lab = inCluster();
    lab.runTo(600 + offset);
    lab.scan(scanner, target, 600, 121, 9);
    lab.runTo(1800);
    const found = lab.calico.events.list({ alert: ALERT });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({
      alert: ALERT,
      inputs: [9],
      event: {
        type: 'anomaly_detection_job',
        origin: 'anomaly_detection.port_scan',
        severity: 100,
        source_namespace: 'dev',
        source_name_aggr: 'netshoot',
      },
    });
    const { start_time, end_time } = found[0]!.event.record;
    expect([start_time % 300, end_time - start_time]).toEqual([0, 300]);
  });

  it.each(offsets)('stays silent about 150 ports started %i s into a bucket', (offset) => {
    const lab = inCluster();
    lab.runTo(600 + offset);
    lab.scan(scanner, target, 150, 31, 9);
    lab.runTo(2400);
    expect(lab.calico.events.list()).toEqual([]);
  });

  it('tells the count and its confidence in the words of the product', () => {
    const lab = inCluster();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121);
    lab.runTo(1800);
    expect(lab.calico.events.list()).toHaveLength(1);
    expect(lab.calico.events.list()[0]!.event).toMatchObject({
      description:
        "[anomaly_detection.port_scan] The 'dev/netshoot' has scanned 600 destination ports. It is an anomaly with 0.99 confidence.",
      record: {
        start_time: START / 1000 + 600,
        end_time: START / 1000 + 900,
        source_namespace: 'dev',
        source_name_aggr: 'netshoot',
        count: 600,
        confidence: 0.99,
      },
    });
  });

  it.each([
    [199, 0],
    [200, 1],
  ])('of %i ports makes %i events at a threshold of 200', (ports, events) => {
    const lab = inCluster();
    lab.runTo(610);
    lab.scan(scanner, target, ports, 60);
    lab.runTo(1800);
    expect(lab.calico.events.list()).toHaveLength(events);
  });

  it('makes one event per source, however many pods search', () => {
    const lab = inCluster();
    const second = detectorPod();
    lab.store.create({
      ...second,
      metadata: { ...second.metadata, name: 'ad-jobs-deployment-5d8f-other', uid: 'ad-2' },
    });
    lab.runTo(610);
    lab.scan(scanner, target, 300, 60);
    lab.scan(pod('dev', 'centos'), target, 300, 60);
    lab.runTo(3000);
    expect(lab.calico.events.list().map(({ event }) => event.source_name_aggr)).toEqual(['netshoot', 'centos']);
  });

  it('counts a port once, whichever end reports it and however often it is tried', () => {
    const lab = inCluster();
    lab.runTo(610);
    for (let round = 0; round < 3; round++) {
      for (let port = 1; port <= 150; port++) lab.connect(scanner, target, { port });
    }
    lab.runTo(1800);
    expect(lab.calico.events.list()).toEqual([]);
  });

  it('finds the scan with the default flush interval too', () => {
    const lab = startLab();
    lab.store.create(portScanAlert());
    lab.store.create(detectorPod());
    lab.runTo(700);
    lab.scan(scanner, target, 600, 121);
    lab.runTo(3600);
    expect(lab.calico.events.list().length).toBeGreaterThan(0);
  });

  it.each([
    ['the alert is missing', {}, { alert: false }],
    ['the pod has the placeholder for its cluster name', { CLUSTER_NAME: 'CLUSTERNAME' }, {}],
    ['the pod has no cluster name', { CLUSTER_NAME: '' }, {}],
    ['the pod disables the detector', { AD_DISABLED_JOBS: 'dga, port_scan' }, {}],
    ['the pod is not Ready', {}, { ready: false }],
    ['the destination ports are aggregated away', {}, { kind: 3 }],
  ])(
    'finds nothing when %s',
    (_, env, { alert = true, ready = true, kind = 1 }: { alert?: boolean; ready?: boolean; kind?: number }) => {
      const lab = startLab();
      lab.flushEvery('10s', { flowLogsFileAggregationKindForDenied: kind });
      if (alert) lab.store.create(portScanAlert());
      lab.store.create(detectorPod(env, ready));
      lab.runTo(610);
      lab.scan(scanner, target, 600, 121);
      lab.runTo(2400);
      expect(lab.calico.events.list()).toEqual([]);
    },
  );

  it('starts searching when the pod becomes Ready, and stops when it goes', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.store.create(portScanAlert());
    lab.store.create(detectorPod({}, false));
    expect(lab.calico.detectors.inspect(ALERT)).toMatchObject({ searching: false });
    lab.runTo(40);
    lab.store.update('pods', 'tigera-intrusion-detection', 'ad-jobs-deployment-5d8f-x2k4q', (copy) => {
      copy['status'].conditions[0].status = 'True';
    });
    expect(lab.calico.detectors.inspect(ALERT)).toMatchObject({ searching: true, nextSearchAt: START + 340_000 });
    lab.store.delete('pods', 'tigera-intrusion-detection', 'ad-jobs-deployment-5d8f-x2k4q');
    expect(lab.calico.detectors.inspect(ALERT)).toMatchObject({ searching: false });
  });

  it('raises no alarm about pods that go about their business for a day', () => {
    const lab = inCluster();
    const services = [80, 443, 3550, 5050, 6379, 7000, 7070, 8080, 9555, 50051];
    lab.clock.every(20_000, () => {
      for (const port of services) lab.connect(scanner, target, { port });
    });
    lab.runTo(24 * 3600);
    expect(lab.calico.events.list()).toEqual([]);
  });
});

describe('port_scan from the management side', () => {
  it('needs the alert alone, and 500 ports', () => {
    const lab = managed();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121, 9);
    lab.runTo(1800);
    expect(lab.calico.events.list()).toHaveLength(1);
    expect(lab.calico.events.list()[0]).toMatchObject({
      inputs: [9],
      event: { origin: 'port_scan', severity: 70, record: { count: 600, confidence: 0.6 } },
    });
  });

  it('stays silent about 400 ports, and about a detector pod nobody asked for', () => {
    const lab = managed();
    lab.store.create(detectorPod());
    lab.runTo(610);
    lab.scan(scanner, target, 400, 80);
    lab.runTo(2400);
    expect(lab.calico.events.list()).toEqual([]);
  });

  it('stops with the alert', () => {
    const lab = managed();
    lab.runTo(610);
    lab.scan(scanner, target, 600, 121);
    lab.runTo(800);
    lab.store.delete('globalalerts.projectcalico.org', undefined, ALERT);
    lab.runTo(2400);
    expect(lab.calico.events.list()).toEqual([]);
  });
});

describe('the other detectors', () => {
  it('finds an IP sweep, one source to many addresses', () => {
    const lab = inCluster();
    lab.store.create(detectorAlert('ip_sweep'));
    lab.runTo(610);
    for (let host = 1; host <= 40; host++) {
      lab.connect(scanner, pod('dev', `host-${host}`, {}, `10.0.1.${host}`), {
        port: 22,
        ingress: { action: 'deny', hits: [] },
        egress: { action: 'deny', hits: [] },
      });
    }
    lab.runTo(1800);
    expect(lab.calico.events.list()).toMatchObject([
      { alert: 'tigera.io.detector.ip-sweep', event: { record: { count: 40, confidence: 0.62 } } },
    ]);
  });

  it('says in its status that a detector is not implemented, and never raises an event for it', () => {
    const lab = inCluster();
    lab.store.create(detectorAlert('dga'));
    lab.runTo(3600);
    const { status } = lab.store.get('globalalerts.projectcalico.org', undefined, 'tigera.io.detector.dga')!;
    expect(status).toMatchObject({ active: false, healthy: false });
    expect(status.errorConditions[0].message).toContain('detector dga is not implemented');
    expect(lab.calico.events.list()).toEqual([]);
  });

  it('lists each with its alert, whether it is on, and when it last searched', () => {
    const lab = inCluster();
    lab.store.create(detectorAlert('dga'));
    lab.runTo(310);
    const rows = lab.calico.detectors.list();
    expect(rows.find(({ id }) => id === 'port_scan')).toEqual({
      id: 'port_scan',
      title: 'Port Scan detection',
      alert: ALERT,
      enabled: true,
      implemented: true,
      lastRun: START + 300_000,
    });
    expect(rows.find(({ id }) => id === 'dga')).toMatchObject({ enabled: true, implemented: false });
    expect(rows.find(({ id }) => id === 'ip_sweep')).toMatchObject({ enabled: false, implemented: true });
  });

  it('lists the fifteen of 3.14 and the sixteen of 3.15', () => {
    expect(startLab().calico.detectors.detectors.map(({ id }) => id)).toHaveLength(15);
    const later = startLab({ calicoRelease: '3.15' }).calico.detectors.detectors.map(({ id }) => id);
    expect(later).toContain('dns_tunnel');
    expect(later).not.toContain('ip_sweep');
  });
});

describe('the confidence of a finding', () => {
  it.each([
    [600, 200, 0.99],
    [250, 200, 0.62],
    [682, 500, 0.68],
    [1313, 500, 0.99],
  ])('of %i over a threshold of %i is %f', (count, threshold, confidence) => {
    expect(confidenceOf(count, threshold)).toBe(confidence);
  });
});

function inCluster(): Lab {
  const lab = startLab();
  lab.flushEvery('10s');
  lab.store.create(portScanAlert());
  lab.store.create(detectorPod());
  return lab;
}

function managed(): Lab {
  const lab = startLab({ anomalyDetection: 'managed' });
  lab.flushEvery('10s');
  lab.store.create(portScanAlert({ severity: 70 }));
  return lab;
}

function detectorAlert(id: string) {
  return calicoObject('GlobalAlert', `tigera.io.detector.${id.replaceAll('_', '-')}`, {
    type: 'AnomalyDetection',
    description: 'Another detector',
    detector: { name: id },
    severity: 100,
  });
}
