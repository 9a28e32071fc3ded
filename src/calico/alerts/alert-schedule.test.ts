import { beforeEach, describe, expect, test } from 'vitest';
import { type AlertLab, MINUTE, SECOND, START, startAlertLab } from './alert-lab.ts';

let lab: AlertLab;

beforeEach(() => {
  lab = startAlertLab();
});

const runs = () => lab.controller.evaluations('dns.google').map(({ at }) => at - START);

describe('the schedule', () => {
  test('first runs one whole period after creation, then every period', () => {
    lab.create();
    expect(lab.controller.nextRun('dns.google')).toBe(START + MINUTE);
    lab.runTo(4 * MINUTE);
    // The time of the last run is stored in whole seconds, which pulls the later ones to the second.
    expect(runs()).toEqual([MINUTE, 2 * MINUTE - 400, 3 * MINUTE - 400, 4 * MINUTE - 400]);
  });

  test('is per alert and not aligned', () => {
    lab.create();
    lab.runTo(20 * SECOND);
    lab.create({}, 'other');
    lab.runTo(MINUTE);
    expect(lab.controller.evaluations('other')).toEqual([]);
    expect(lab.controller.nextRun('other')).toBe(START + 20 * SECOND + MINUTE);
  });

  test('is every five minutes over ten when the alert says nothing', () => {
    lab.create({ period: undefined, lookback: undefined });
    lab.runTo(5 * MINUTE);
    const [only] = lab.controller.evaluations('dns.google');
    expect(only).toMatchObject({ at: START + 5 * MINUTE, to: START + 5 * MINUTE - 400 });
    expect(only!.to - only!.from).toBe(10 * MINUTE);
  });

  test('goes on from the last run when the spec changes', () => {
    lab.create();
    lab.runTo(90 * SECOND);
    lab.change((object) => {
      object['spec'].period = '2m0s';
    });
    expect(lab.controller.nextRun('dns.google')).toBe(START + MINUTE - 400 + 2 * MINUTE);
  });

  test('is never sooner than five seconds from a change', () => {
    lab.create({ period: '10m0s' });
    lab.runTo(13 * MINUTE);
    lab.change((object) => {
      object['spec'].period = '1m0s';
    });
    expect(lab.controller.nextRun('dns.google')).toBe(START + 13 * MINUTE + 5 * SECOND);
  });

  test('takes up alerts that were there before it', () => {
    lab.create();
    lab.change((object) => {
      object['status'] = { active: true, healthy: true, lastExecuted: '2022-11-03T13:05:00Z' };
    });
    const second = lab.restart();
    expect(second.nextRun('dns.google')).toBe(Date.UTC(2022, 10, 3, 13, 6));
  });

  test('does not restart for a change of labels or status', () => {
    lab.create();
    lab.runTo(30 * SECOND);
    lab.change((object) => {
      object.metadata.labels = { a: 'b' };
    });
    expect(lab.controller.nextRun('dns.google')).toBe(START + MINUTE);
  });

  test('ends with the alert', () => {
    lab.create();
    lab.runTo(70 * SECOND);
    lab.remove();
    lab.runTo(10 * MINUTE);
    expect(lab.controller.nextRun('dns.google')).toBeUndefined();
    expect(lab.controller.evaluations('dns.google')).toEqual([]);
    expect(lab.clock.nextAt).toBeUndefined();
  });

  test('ends before it began, when the alert goes at once', () => {
    lab.create();
    lab.remove();
    lab.runTo(2 * MINUTE);
    expect(lab.status()).toBeUndefined();
  });

  test('leaves detectors to others, status included', () => {
    lab.create({ type: 'AnomalyDetection', detector: { name: 'port_scan' } });
    lab.runTo(10 * MINUTE);
    expect(lab.controller.nextRun('dns.google')).toBeUndefined();
    expect(lab.status()).toEqual({ active: false, healthy: false });
  });

  test('stops when a rule becomes a detector', () => {
    lab.create();
    lab.runTo(70 * SECOND);
    lab.change((object) => {
      object['spec'].type = 'AnomalyDetection';
    });
    expect(lab.controller.nextRun('dns.google')).toBeUndefined();
  });
});
