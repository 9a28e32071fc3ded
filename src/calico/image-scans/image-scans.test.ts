import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../cluster/index.ts';
import { calicoObject, START, startLab } from '../lab/lab.ts';
import type { ImageScan } from './index.ts';

const imageScans: ImageScan[] = [
  { image: 'nginx:1.14', result: 'Fail', maxCvssScore: 9.8, vulnerabilities: { critical: 5, high: 14 } },
  { image: 'quay.io/team/app:v2', result: 'Pass', maxCvssScore: 0 },
];
const DAY = 86_400;

const podWith = (name: string, ...images: string[]): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { containers: images.map((image) => ({ name: 'c', image })) },
});

const deploymentWith = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: { template: { spec: { containers: [{ name: 'c', image }] } } },
});

function startScannedLab() {
  const lab = startLab({ imageScans });
  return { ...lab, scanned: () => lab.calico.logs.all('vulnerability') };
}

describe('the scan of an image', () => {
  test('is a row of the vulnerability log, half a minute after the image first appears', () => {
    const { store, runTo, scanned } = startScannedLab();
    store.create(podWith('web', 'nginx:1.14'), 7);
    runTo(29);
    expect(scanned()).toEqual([]);
    runTo(60);
    expect(scanned()).toMatchObject([{ dataSet: 'vulnerability', time: START + 30_000, inputs: [7] }]);
    expect(scanned()[0]!.document).toEqual({
      scan_time: '2022-11-03T13:00:30.000Z',
      image: 'docker.io/library/nginx:1.14',
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.14',
      result: 'Fail',
      max_cvss_score: 9.8,
      vulnerabilities: 19,
      vulnerabilities_critical: 5,
      vulnerabilities_high: 14,
      vulnerabilities_medium: 0,
      vulnerabilities_low: 0,
    });
  });

  test('is made once, whoever names the image, and for the one who did first', () => {
    const { store, runTo, scanned } = startScannedLab();
    store.create(deploymentWith('quay.io/team/app:v2'), 3);
    store.create(podWith('a', 'quay.io/team/app:v2', 'nginx:1.14'));
    store.create(podWith('b', 'docker.io/library/nginx:1.14'), 9);
    runTo(60);
    expect(scanned().map(({ document, inputs }) => [document['tag'], inputs])).toEqual([
      ['v2', [3]],
      ['1.14', []],
    ]);
  });

  test('is made again every day while a pod runs the image', () => {
    const { store, runTo, scanned } = startScannedLab();
    store.create(podWith('a', 'nginx:1.14'));
    store.create(podWith('b', 'quay.io/team/app:v2'));
    runTo(60);
    store.delete('pods', 'default', 'b');
    runTo(2 * DAY + 60);
    expect(scanned().map(({ document }) => document['tag'])).toEqual(['1.14', 'v2', '1.14', '1.14']);
  });

  test('is not known of an image that the fixture does not list', () => {
    const { store, runTo, scanned } = startScannedLab();
    store.create(podWith('a', 'nginx:1.15', 'somewhere.example/x@sha256:0123'));
    runTo(60);
    expect(scanned()).toEqual([]);
  });

  test('sets off an alert, which explains itself', () => {
    const { store, runTo, calico } = startScannedLab();
    const spec = {
      description: 'd',
      severity: 100,
      period: '1m0s',
      lookback: '2m0s',
      dataSet: 'vulnerability',
      query: 'result = Fail AND repository = "library/nginx"',
      metric: 'max',
      field: 'max_cvss_score',
      condition: 'gte',
      threshold: 9,
    };
    store.create(calicoObject('GlobalAlert', 'bad-image', spec));
    const explain = () => calico.securityEvents.explain('bad-image', { causedByInput: true });
    expect(explain()).toMatchObject({ cause: 'no-row', verdict: 'cannot' });
    expect(explain().advice).toContain('half a minute after an image first appears');
    store.create(podWith('a', 'quay.io/team/app:v2'), 1);
    runTo(50);
    expect(explain()).toMatchObject({ cause: 'nearest-row', nearest: { term: 'result = Fail' } });
    expect(explain().reason).toContain('quay.io/team/app:v2: Pass, CVSS up to 0');
    store.create(podWith('b', 'nginx:1.14'), 2);
    runTo(125);
    expect(explain()).toMatchObject({ verdict: 'fired', event: { event: { record: { max: 9.8 } }, inputs: [2] } });
  });
});
