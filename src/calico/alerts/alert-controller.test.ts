import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { createCluster, type KubernetesObject, type Store } from '../../cluster/index.ts';
import { calicoKinds } from '../kinds/index.ts';
import type { EventStore, LogDocument, LogRow, LogStore, StoredEvent } from '../types.ts';
import { type AlertController, createAlertController } from './index.ts';

/** 2022-11-03T13:05:05.400Z, off the whole second on purpose. */
const START = Date.UTC(2022, 10, 3, 13, 5, 5, 400);
const SECOND = 1_000;
const MINUTE = 60_000;

let clock: VirtualClock;
let store: Store;
let rows: LogRow[];
let stored: StoredEvent[];
let controller: AlertController;

beforeEach(() => start('3.14'));

function start(calicoRelease: string): void {
  clock = new VirtualClock(START);
  store = createCluster({ clock, random: createRandom(1), kinds: calicoKinds }).store;
  rows = [];
  stored = [];
  controller = createAlertController({ clock, store, logs: fakeLogs(), events: fakeEvents(), calicoRelease });
}

function fakeLogs(): LogStore {
  return {
    window: (dataSet, from, to, now) =>
      rows.filter((row) => row.dataSet === dataSet && row.time >= from && row.time <= to && row.visibleAt <= now),
    pending: () => [],
    all: () => rows,
    expectedVisibleAt: (_dataSet, now) => now,
    flushInterval: () => 0,
  };
}

function fakeEvents(): EventStore {
  return {
    append(event) {
      const kept = { ...event, event: { id: String(stored.length), ...event.event } };
      stored.push(kept);
      return kept;
    },
    list: () => stored,
    subscribe: () => () => {},
  };
}

function runTo(offset: number): void {
  while (clock.step(START + offset));
  clock.jumpTo(START + offset);
}

function log(document: LogDocument, offset: number, inputs: number[] = []): void {
  const time = START + offset;
  rows.push({ dataSet: 'dns', document, time, lastAt: time, visibleAt: time, inputs });
}

const SPEC = {
  type: 'RuleBased',
  description: 'a pod asked for ${qname}',
  summary: '${client_name_aggr} asked ${count} times for ${qname}',
  severity: 70,
  period: '1m0s',
  lookback: '1m0s',
  dataSet: 'dns',
  query: 'qname = "google.com"',
  aggregateBy: ['client_name_aggr', 'qname'],
  metric: 'count',
  condition: 'gt',
};
const LOOKUP = { qname: 'google.com', client_name_aggr: 'multitool', client_namespace: 'shop' };

function create(spec: Record<string, unknown> = {}, name = 'dns.google'): void {
  store.create({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name },
    spec: { ...SPEC, ...spec },
    status: { active: false, healthy: false },
  });
}

const change = (edit: (object: KubernetesObject) => void) =>
  store.update('globalalerts.projectcalico.org', undefined, 'dns.google', edit);
const status = (name = 'dns.google') => store.get('globalalerts.projectcalico.org', undefined, name)?.['status'];
const runs = () => controller.evaluations('dns.google').map(({ at }) => at - START);

describe('the schedule', () => {
  test('first runs one whole period after creation, then every period', () => {
    create();
    expect(controller.nextRun('dns.google')).toBe(START + MINUTE);
    runTo(4 * MINUTE);
    // The time of the last run is stored in whole seconds, which pulls the later ones to the second.
    expect(runs()).toEqual([MINUTE, 2 * MINUTE - 400, 3 * MINUTE - 400, 4 * MINUTE - 400]);
  });

  test('is per alert and not aligned', () => {
    create();
    runTo(20 * SECOND);
    create({}, 'other');
    runTo(MINUTE);
    expect(controller.evaluations('other')).toEqual([]);
    expect(controller.nextRun('other')).toBe(START + 20 * SECOND + MINUTE);
  });

  test('is every five minutes over ten when the alert says nothing', () => {
    create({ period: undefined, lookback: undefined });
    runTo(5 * MINUTE);
    const [only] = controller.evaluations('dns.google');
    expect(only).toMatchObject({ at: START + 5 * MINUTE, to: START + 5 * MINUTE - 400 });
    expect(only!.to - only!.from).toBe(10 * MINUTE);
  });

  test('goes on from the last run when the spec changes', () => {
    create();
    runTo(90 * SECOND);
    change((object) => {
      object['spec'].period = '2m0s';
    });
    expect(controller.nextRun('dns.google')).toBe(START + MINUTE - 400 + 2 * MINUTE);
  });

  test('is never sooner than five seconds from a change', () => {
    create({ period: '10m0s' });
    runTo(13 * MINUTE);
    change((object) => {
      object['spec'].period = '1m0s';
    });
    expect(controller.nextRun('dns.google')).toBe(START + 13 * MINUTE + 5 * SECOND);
  });

  test('takes up alerts that were there before it', () => {
    create();
    change((object) => {
      object['status'] = { active: true, healthy: true, lastExecuted: '2022-11-03T13:05:00Z' };
    });
    const second = createAlertController({
      clock,
      store,
      logs: fakeLogs(),
      events: fakeEvents(),
      calicoRelease: '3.14',
    });
    expect(second.nextRun('dns.google')).toBe(Date.UTC(2022, 10, 3, 13, 6));
  });

  test('does not restart for a change of labels or status', () => {
    create();
    runTo(30 * SECOND);
    change((object) => {
      object.metadata.labels = { a: 'b' };
    });
    expect(controller.nextRun('dns.google')).toBe(START + MINUTE);
  });

  test('ends with the alert', () => {
    create();
    runTo(70 * SECOND);
    store.delete('globalalerts.projectcalico.org', undefined, 'dns.google');
    runTo(10 * MINUTE);
    expect(controller.nextRun('dns.google')).toBeUndefined();
    expect(controller.evaluations('dns.google')).toEqual([]);
    expect(clock.nextAt).toBeUndefined();
  });

  test('ends before it began, when the alert goes at once', () => {
    create();
    store.delete('globalalerts.projectcalico.org', undefined, 'dns.google');
    runTo(2 * MINUTE);
    expect(status()).toBeUndefined();
  });

  test('leaves detectors to others, status included', () => {
    create({ type: 'AnomalyDetection', detector: { name: 'port_scan' } });
    runTo(10 * MINUTE);
    expect(controller.nextRun('dns.google')).toBeUndefined();
    expect(status()).toEqual({ active: false, healthy: false });
  });

  test('stops when a rule becomes a detector', () => {
    create();
    runTo(70 * SECOND);
    change((object) => {
      object['spec'].type = 'AnomalyDetection';
    });
    expect(controller.nextRun('dns.google')).toBeUndefined();
  });
});

describe('a run', () => {
  test('writes one event per bucket that holds, with the inputs behind it', () => {
    create();
    log(LOOKUP, 30 * SECOND, [5]);
    log(LOOKUP, 40 * SECOND, [3]);
    log({ ...LOOKUP, qname: 'example.org' }, 40 * SECOND, [4]);
    runTo(MINUTE);
    expect(stored).toEqual([
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
    create();
    log(LOOKUP, -400);
    log(LOOKUP, MINUTE - 400);
    log(LOOKUP, -401);
    log(LOOKUP, MINUTE - 399);
    runTo(MINUTE);
    expect(controller.evaluations('dns.google')[0]).toMatchObject({
      from: START - 400,
      to: START + MINUTE - 400,
      scanned: 2,
      rows: 2,
      events: 1,
    });
  });

  test('does not see what is still on its way, and does later if the window still reaches it', () => {
    create({ lookback: '3m0s' });
    const time = START + 10 * SECOND;
    rows.push({ dataSet: 'dns', document: LOOKUP, time, lastAt: time, visibleAt: START + 90 * SECOND, inputs: [] });
    runTo(2 * MINUTE);
    expect(controller.evaluations('dns.google').map(({ events }) => events)).toEqual([0, 1]);
  });

  test('repeats itself while the rows stay in the window', () => {
    create({ lookback: '3m0s' });
    log(LOOKUP, 30 * SECOND);
    runTo(5 * MINUTE);
    expect(controller.evaluations('dns.google').map(({ events }) => events)).toEqual([1, 1, 1, 0, 0]);
    expect(stored).toHaveLength(3);
  });

  test('keeps what it saw: buckets that hold first, a hundred at most', () => {
    create({ aggregateBy: ['client_name_aggr'], threshold: 1 });
    for (let index = 0; index < 150; index++) log({ ...LOOKUP, client_name_aggr: `pod-${index}` }, 1);
    log({ ...LOOKUP, client_name_aggr: 'zebra' }, 1);
    log({ ...LOOKUP, client_name_aggr: 'zebra' }, 1);
    runTo(MINUTE);
    const { buckets } = controller.evaluations('dns.google')[0]!;
    expect(buckets).toHaveLength(100);
    expect(buckets[0]).toEqual({ key: { client_name_aggr: 'zebra' }, value: 2, holds: true, inputs: [] });
  });

  test('remembers the newest hundred runs', () => {
    create();
    runTo(150 * MINUTE);
    expect(controller.evaluations('dns.google')).toHaveLength(100);
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
    create({
      dataSet: 'flows',
      query: undefined,
      summary: undefined,
      aggregateBy: undefined,
      metric: undefined,
      description: 'd',
    });
    rows.push({ dataSet: 'flows', document: flow, time: START, lastAt: START, visibleAt: START, inputs: [] });
    runTo(MINUTE);
    const { bytes_in: _, ...promoted } = flow;
    expect(stored[0]?.event).toMatchObject({ ...promoted, record: flow });
    expect(stored[0]?.event).not.toHaveProperty('bytes_in');
    expect(stored[0]?.event).not.toHaveProperty('summary');
  });

  test.each([
    ['3.11', 'alert', 'multitool asked 1 times for google.com'],
    ['3.12', 'global_alert', 'multitool asked 1 times for google.com'],
    ['v3.13.0', 'global_alert', 'a pod asked for google.com'],
    ['3.14', 'global_alert', 'a pod asked for google.com'],
  ])('of release %s is a %s that says %j', (release, type, description) => {
    start(release);
    create();
    log(LOOKUP, 1);
    runTo(MINUTE);
    expect(stored[0]?.event).toMatchObject({ type, description, summary: 'multitool asked 1 times for google.com' });
  });

  test('of an old release says the description when there is no summary', () => {
    start('3.12');
    create({ summary: undefined });
    log(LOOKUP, 1);
    runTo(MINUTE);
    expect(stored[0]?.event.description).toBe('a pod asked for google.com');
  });
});

describe('the status', () => {
  test('is active once taken up, and healthy after the first good run', () => {
    create();
    runTo(0);
    expect(status()).toEqual({ active: true, healthy: false, lastUpdate: '2022-11-03T13:05:05Z' });
    runTo(MINUTE);
    expect(status()).toEqual({
      active: true,
      healthy: true,
      lastUpdate: '2022-11-03T13:05:05Z',
      lastExecuted: '2022-11-03T13:06:05Z',
    });
  });

  test('says when the last event was written', () => {
    create();
    log(LOOKUP, 1);
    runTo(3 * MINUTE);
    expect(status()).toMatchObject({ lastEvent: '2022-11-03T13:06:05Z', lastExecuted: '2022-11-03T13:08:05Z' });
  });

  test('keeps the newest ten errors of a run that fails, and clears them when one succeeds', () => {
    create({ dataSet: 'l7', query: 'nosuchkey = x' });
    runTo(12 * MINUTE);
    expect(status()).toMatchObject({ active: true, healthy: false, lastExecuted: '2022-11-03T13:17:05Z' });
    expect(status().errorConditions).toHaveLength(10);
    expect(status().errorConditions[0]).toEqual({ message: 'invalid key: nosuchkey' });
    expect(controller.evaluations('dns.google')[0]?.error).toBe('invalid key: nosuchkey');
    change((object) => {
      object['spec'].query = 'method = GET';
    });
    runTo(14 * MINUTE);
    expect(status()).toMatchObject({ healthy: true });
    expect(status()).not.toHaveProperty('errorConditions');
  });

  test('is written after others have heard of the alert', () => {
    const seen: string[] = [];
    store.subscribe('globalalerts.projectcalico.org', ({ type }) => seen.push(type));
    create();
    runTo(0);
    expect(seen).toEqual(['ADDED', 'MODIFIED']);
  });

  test('goes inactive for a moment when the spec changes', () => {
    create();
    runTo(MINUTE);
    const seen: boolean[] = [];
    store.subscribe('globalalerts.projectcalico.org', ({ object }) => seen.push(object['status'].active));
    change((object) => {
      object['spec'].severity = 1;
    });
    runTo(MINUTE);
    expect(seen).toEqual([true, false, true]);
    expect(status()).toMatchObject({ active: true, healthy: true, lastExecuted: '2022-11-03T13:06:05Z' });
  });
});
