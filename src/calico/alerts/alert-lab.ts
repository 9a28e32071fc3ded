import { createRandom, VirtualClock } from '../../clock/index.ts';
import { createCluster, type KubernetesObject, type Store } from '../../cluster/index.ts';
import { createRowSeries, type RowSeries } from '../columns/index.ts';
import { calicoKinds } from '../kinds/index.ts';
import type { EventStore, LogDocument, LogStore, StoredEvent } from '../types.ts';
import { type AlertController, createAlertController } from './index.ts';

/** 2022-11-03T13:05:05.400Z, off the whole second on purpose. */
export const START = Date.UTC(2022, 10, 3, 13, 5, 5, 400);
export const SECOND = 1_000;
export const MINUTE = 60_000;

const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';

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

/** A row that the lab's alert matches. */
export const LOOKUP = { qname: 'google.com', client_name_aggr: 'multitool', client_namespace: 'shop' };

/** For tests: a controller over a real store, with rows and events in plain lists. Offsets are ms from START. */
export interface AlertLab {
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly rows: RowSeries;
  readonly events: StoredEvent[];
  readonly controller: AlertController;
  /** A second controller, as after a restart. */
  restart(): AlertController;
  runTo(offset: number): void;
  /** Adds a DNS row that is visible at once. */
  log(document: LogDocument, offset: number, inputs?: number[]): void;
  /** Creates the alert `dns.google`, with changes to its spec; undefined takes a field away. */
  create(spec?: Record<string, unknown>, name?: string): void;
  change(edit: (alert: KubernetesObject) => void): void;
  remove(): void;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the status as it is
  status(): any;
}

export function startAlertLab(calicoRelease = '3.14'): AlertLab {
  const clock = new VirtualClock(START);
  const { store } = createCluster({ clock, random: createRandom(1), kinds: calicoKinds });
  const rows = createRowSeries('dns', 1_000);
  const events: StoredEvent[] = [];
  const options = { clock, store, logs: logsOver(rows), events: eventsOver(events), calicoRelease };
  return {
    clock,
    store,
    rows,
    events,
    controller: createAlertController(options),
    restart: () => createAlertController(options),
    runTo(offset) {
      while (clock.step(START + offset));
      clock.jumpTo(START + offset);
    },
    log(document, offset, inputs = []) {
      const time = START + offset;
      rows.append({ dataSet: 'dns', document, time, lastAt: time, visibleAt: time, inputs });
    },
    create(spec = {}, name = 'dns.google') {
      const identity = { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name } };
      store.create({ ...identity, spec: { ...SPEC, ...spec }, status: { active: false, healthy: false } });
    },
    change: (edit) => void store.update(GLOBAL_ALERTS, undefined, 'dns.google', edit),
    remove: () => void store.delete(GLOBAL_ALERTS, undefined, 'dns.google'),
    status: () => store.get(GLOBAL_ALERTS, undefined, 'dns.google')?.['status'],
  };
}

function logsOver(rows: RowSeries): LogStore {
  return {
    columns: () => rows,
    window: (_dataSet, from, to, now) => rows.rows(rows.span(from, to, now)),
    shipping: (_dataSet, now) => rows.rows(rows.shipping(now)),
    collecting: () => [],
    all: () => rows.rows(rows.kept),
    expectedVisibleAt: (_dataSet, now) => now,
    flushInterval: () => 0,
  };
}

function eventsOver(events: StoredEvent[]): EventStore {
  return {
    append(event) {
      const stored = { ...event, event: { id: String(events.length), ...event.event } };
      events.push(stored);
      return stored;
    },
    list: () => events,
    subscribe: () => () => {},
  };
}
