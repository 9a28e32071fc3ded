import { beforeEach, describe, expect, test } from 'vitest';
import { type AlertLab, LOOKUP, MINUTE, startAlertLab } from './alert-lab.ts';

let lab: AlertLab;

beforeEach(() => {
  lab = startAlertLab();
});

describe('the status', () => {
  test('is active once taken up, and healthy after the first good run', () => {
    lab.create();
    lab.runTo(0);
    expect(lab.status()).toEqual({ active: true, healthy: false, lastUpdate: '2022-11-03T13:05:05Z' });
    lab.runTo(MINUTE);
    expect(lab.status()).toEqual({
      active: true,
      healthy: true,
      lastUpdate: '2022-11-03T13:05:05Z',
      lastExecuted: '2022-11-03T13:06:05Z',
    });
  });

  test('says when the last event was written', () => {
    lab.create();
    lab.log(LOOKUP, 1);
    lab.runTo(3 * MINUTE);
    expect(lab.status()).toMatchObject({ lastEvent: '2022-11-03T13:06:05Z', lastExecuted: '2022-11-03T13:08:05Z' });
  });

  test('keeps the newest ten errors of a run that fails, and clears them when one succeeds', () => {
    lab.create({ dataSet: 'l7', query: 'nosuchkey = x' });
    lab.runTo(12 * MINUTE);
    expect(lab.status()).toMatchObject({ active: true, healthy: false, lastExecuted: '2022-11-03T13:17:05Z' });
    expect(lab.status().errorConditions).toHaveLength(10);
    expect(lab.status().errorConditions[0]).toEqual({ message: 'invalid key: nosuchkey' });
    expect(lab.controller.evaluations('dns.google')[0]?.error).toBe('invalid key: nosuchkey');
    lab.change((object) => {
      object['spec'].query = 'method = GET';
    });
    lab.runTo(14 * MINUTE);
    expect(lab.status()).toMatchObject({ healthy: true });
    expect(lab.status()).not.toHaveProperty('errorConditions');
  });

  test('is written after others have heard of the alert', () => {
    const seen: string[] = [];
    lab.store.subscribe('globalalerts.projectcalico.org', ({ type }) => seen.push(type));
    lab.create();
    lab.runTo(0);
    expect(seen).toEqual(['ADDED', 'MODIFIED']);
  });

  test('goes inactive for a moment when the spec changes', () => {
    lab.create();
    lab.runTo(MINUTE);
    const seen: boolean[] = [];
    lab.store.subscribe('globalalerts.projectcalico.org', ({ object }) => seen.push(object['status'].active));
    lab.change((object) => {
      object['spec'].severity = 1;
    });
    lab.runTo(MINUTE);
    expect(seen).toEqual([true, false, true]);
    expect(lab.status()).toMatchObject({ active: true, healthy: true, lastExecuted: '2022-11-03T13:06:05Z' });
  });
});
