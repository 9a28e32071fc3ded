import { beforeEach, describe, expect, test } from 'vitest';
import { type AlertLab, LOOKUP, MINUTE, SECOND, START, startAlertLab } from './alert-lab.ts';

let lab: AlertLab;

beforeEach(() => {
  lab = startAlertLab();
});

const runs = () => lab.controller.evaluations('dns.google').map(({ at }) => at - START);

describe('a run', () => {
  test('writes one event per bucket that holds, with the inputs behind it', () => {
    lab.create();
    lab.log(LOOKUP, 30 * SECOND, [5]);
    lab.log(LOOKUP, 40 * SECOND, [3]);
    lab.log({ ...LOOKUP, qname: 'example.org' }, 40 * SECOND, [4]);
    lab.runTo(MINUTE);
    expect(lab.events).toEqual([
      {
        alert: 'dns.google',
        at: START + MINUTE,
        inputs: [3, 5],
        event: {
          id: '0',
          time: Math.floor((START + MINUTE) / 1_000),
          type: 'global_alert',
          description: 'a pod asked for google.com',
          summary: 'multitool asked 2 times for google.com',
          severity: 70,
          origin: 'dns.google',
          record: { client_name_aggr: 'multitool', count: 2, qname: 'google.com' },
        },
      },
    ]);
  });

  test('sees whole seconds, both ends included', () => {
    lab.create();
    lab.log(LOOKUP, -401);
    lab.log(LOOKUP, -400);
    lab.log(LOOKUP, MINUTE - 400);
    lab.log(LOOKUP, MINUTE - 399);
    lab.runTo(MINUTE);
    expect(lab.controller.evaluations('dns.google')[0]).toMatchObject({
      from: START - 400,
      to: START + MINUTE - 400,
      scanned: 2,
      rows: 2,
      events: 1,
    });
  });

  test('does not see what is still on its way, and does later if the window still reaches it', () => {
    lab.create({ lookback: '3m0s' });
    const time = START + 10 * SECOND;
    lab.rows.append({
      dataSet: 'dns',
      document: LOOKUP,
      time,
      lastAt: time,
      visibleAt: START + 90 * SECOND,
      inputs: [],
    });
    lab.runTo(2 * MINUTE);
    expect(lab.controller.evaluations('dns.google').map(({ events }) => events)).toEqual([0, 1]);
  });

  test('repeats itself while the rows stay in the window', () => {
    lab.create({ lookback: '3m0s' });
    lab.log(LOOKUP, 30 * SECOND);
    lab.runTo(5 * MINUTE);
    expect(lab.controller.evaluations('dns.google').map(({ events }) => events)).toEqual([1, 1, 1, 0, 0]);
    expect(lab.events).toHaveLength(3);
  });

  test('keeps what it saw: buckets that hold first, a hundred at most', () => {
    lab.create({ aggregateBy: ['client_name_aggr'], threshold: 1 });
    for (let index = 0; index < 150; index++) lab.log({ ...LOOKUP, client_name_aggr: `pod-${index}` }, 1);
    lab.log({ ...LOOKUP, client_name_aggr: 'zebra' }, 1);
    lab.log({ ...LOOKUP, client_name_aggr: 'zebra' }, 1);
    lab.runTo(MINUTE);
    const { buckets } = lab.controller.evaluations('dns.google')[0]!;
    expect(buckets).toHaveLength(100);
    expect(buckets[0]).toEqual({ key: { client_name_aggr: 'zebra' }, value: 2, holds: true, inputs: [] });
  });

  test('remembers the newest hundred runs', () => {
    lab.create();
    lab.runTo(150 * MINUTE);
    expect(lab.controller.evaluations('dns.google')).toHaveLength(100);
    expect(runs().at(-1)).toBe(150 * MINUTE - 400);
  });
});

describe('the event', () => {
  const flow = {
    source_ip: '10.0.0.1',
    source_port: null,
    source_namespace: 'default',
    dest_name_aggr: 'frontend-*',
    dest_port: 8080,
    host: 'node01',
    bytes_in: 5,
  };

  test('repeats the endpoints of its record at the top', () => {
    lab.create({
      dataSet: 'flows',
      query: undefined,
      summary: undefined,
      aggregateBy: undefined,
      metric: undefined,
      description: 'd',
    });
    lab.rows.append({ dataSet: 'flows', document: flow, time: START, lastAt: START, visibleAt: START, inputs: [] });
    lab.runTo(MINUTE);
    const { bytes_in: _, ...promoted } = flow;
    expect(lab.events[0]?.event).toMatchObject({ ...promoted, record: flow });
    expect(lab.events[0]?.event).not.toHaveProperty('bytes_in');
    expect(lab.events[0]?.event).not.toHaveProperty('summary');
  });

  test.each([
    ['3.11', 'alert', 'multitool asked 1 times for google.com'],
    ['3.12', 'global_alert', 'multitool asked 1 times for google.com'],
    ['v3.13.0', 'global_alert', 'a pod asked for google.com'],
    ['3.14', 'global_alert', 'a pod asked for google.com'],
  ])('of release %s is a %s that says %j', (release, type, description) => {
    lab = startAlertLab(release);
    lab.create();
    lab.log(LOOKUP, 1);
    lab.runTo(MINUTE);
    expect(lab.events[0]?.event).toMatchObject({
      type,
      description,
      summary: 'multitool asked 1 times for google.com',
    });
  });

  test('of an old release says the description when there is no summary', () => {
    lab = startAlertLab('3.12');
    lab.create({ summary: undefined });
    lab.log(LOOKUP, 1);
    lab.runTo(MINUTE);
    expect(lab.events[0]?.event.description).toBe('a pod asked for google.com');
  });
});
