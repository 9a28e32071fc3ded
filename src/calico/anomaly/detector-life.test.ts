import { describe, expect, test } from 'vitest';
import { calicoObject, portScanAlert, START, startLab } from '../lab/lab.ts';
import { detectorsOf } from './detector-table.ts';
import { startAnomalyDetection } from './index.ts';

const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';
const PORT_SCAN = 'tigera.io.detector.port-scan';

describe('the life of a detector', () => {
  test('an alert that is there before the detectors start gets its status too', () => {
    const lab = startLab();
    lab.store.create(
      calicoObject('GlobalAlert', 'tigera.io.detector.dga', { type: 'AnomalyDetection', detector: { name: 'dga' } }),
    );
    lab.store.create(portScanAlert());
    lab.runTo(1);
    const { logs, events } = lab.calico;
    for (const name of [PORT_SCAN, 'tigera.io.detector.dga']) {
      lab.store.update(GLOBAL_ALERTS, undefined, name, (alert) => delete alert['status']);
    }
    const { clock, store } = lab;
    startAnomalyDetection({
      clock,
      store,
      logs,
      events,
      clusterName: 'c',
      calicoRelease: '3.14',
      anomalyDetection: 'managed',
    });
    lab.runTo(2);
    expect(lab.store.get(GLOBAL_ALERTS, undefined, PORT_SCAN)?.['status']).toMatchObject({
      active: true,
      healthy: true,
    });
    expect(lab.store.get(GLOBAL_ALERTS, undefined, 'tigera.io.detector.dga')?.['status']).toMatchObject({
      active: false,
      errorConditions: [{ type: 'DetectorNotImplemented' }],
    });
  });

  test('an alert changed to RuleBased searches no more', () => {
    const lab = startLab({ anomalyDetection: 'managed' });
    lab.store.create(portScanAlert({ period: '1m0s' }));
    lab.runTo(90);
    expect(lab.calico.detectors.inspect(PORT_SCAN)?.searches).toEqual([START + 60_000]);
    lab.store.update(GLOBAL_ALERTS, undefined, PORT_SCAN, (alert) => {
      alert['spec'] = { type: 'RuleBased', description: 'd', severity: 1, dataSet: 'flows' };
    });
    lab.runTo(600);
    expect(lab.calico.detectors.inspect(PORT_SCAN)?.searches).toEqual([START + 60_000]);
    expect(lab.calico.detectors.inspect(PORT_SCAN)?.nextSearchAt).toBeUndefined();
  });

  test.each(['3.14', '3.15'])(
    'every detector of %s can be switched on and off again, and says how it is',
    (release) => {
      const lab = startLab({ anomalyDetection: 'managed', calicoRelease: release });
      const ids = detectorsOf(release).map(({ id }) => id);
      expect(lab.calico.detectors.list().map(({ id, enabled }) => [id, enabled])).toEqual(ids.map((id) => [id, false]));
      for (const { id, alert } of lab.calico.detectors.list()) {
        lab.store.create(
          calicoObject('GlobalAlert', alert, { type: 'AnomalyDetection', period: '5m0s', detector: { name: id } }),
        );
      }
      lab.runTo(301);
      for (const { alert, enabled, implemented, lastRun } of lab.calico.detectors.list()) {
        const status = lab.store.get(GLOBAL_ALERTS, undefined, alert)?.['status'];
        expect(enabled).toBe(true);
        expect(status).toMatchObject(
          implemented ? { active: true, lastExecuted: '2022-11-03T13:05:00Z' } : { active: false },
        );
        expect(lastRun).toBe(implemented ? START + 300_000 : undefined);
      }
      for (const { alert } of lab.calico.detectors.list()) lab.store.delete(GLOBAL_ALERTS, undefined, alert);
      expect(lab.calico.detectors.list().some(({ enabled }) => enabled)).toBe(false);
      expect(lab.calico.events.list()).toEqual([]);
    },
  );
});
