import { describe, expect, test } from 'vitest';
import { labelledTraffic } from '../../../test/support/labelled-traffic.ts';
import { DENY, detectorPod, pod, portScanAlert, START, startLab } from '../lab/lab.ts';

const THRESHOLD = 200;
const target = pod('dev', 'dev-nginx-5d8f-abcde', {}, '10.0.0.9');

/** Who the detector accuses. */
function accused(seed: number): Set<string> {
  const lab = startLab();
  lab.flushEvery('10s');
  lab.store.create(portScanAlert());
  lab.store.create(detectorPod({ AD_port_scan_threshold: String(THRESHOLD) }));
  for (const { at, source, port } of labelledTraffic(seed, THRESHOLD).knocks) {
    lab.clock.at(START + Math.round(at * 1_000), () => {
      lab.connect(pod('dev', source), target, { port, egress: DENY });
    });
  }
  lab.runTo(3 * 3_600);
  return new Set(lab.calico.events.list().map(({ event }) => event.source_name_aggr!));
}

const seeds = (first: number): number[] => Array.from({ length: 20 }, (_, index) => first + index);

describe('port_scan over labelled traffic', () => {
  test.each(seeds(1))('seed %d, the threshold was fixed on', (seed) => {
    expect(accused(seed)).toEqual(labelledTraffic(seed, THRESHOLD).scanners);
  });

  test.each(seeds(1_001))('seed %d, never seen before: every scan found, nobody else accused', (seed) => {
    expect(accused(seed)).toEqual(labelledTraffic(seed, THRESHOLD).scanners);
  });

  test('the traffic can tell a detector that always alarms, and one that never does, from a right one', () => {
    const traffic = seeds(1_001).map((seed) => labelledTraffic(seed, THRESHOLD).scanners.size);
    expect(traffic.some((scanners) => scanners > 0)).toBe(true);
    expect(traffic.every((scanners) => scanners < 10)).toBe(true);
  });
});
