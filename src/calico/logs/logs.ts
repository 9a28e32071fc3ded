import type { Clock, Random } from '../../clock/index.ts';
import type { AuditEvent, ReadStore } from '../../cluster/index.ts';
import type { NetworkEvent } from '../../network/index.ts';
import { COLUMN_ROWS, createRowSeries, type RowSeries } from '../columns/index.ts';
import { type ImageScan, startImageScans } from '../image-scans/index.ts';
import type { DataSet, LogRow, LogStore } from '../types.ts';
import { auditDocument } from './audit-document.ts';
import { createDnsCollector } from './dns-collector.ts';
import { FELIX_CONFIGURATIONS, readFelixSettings } from './felix-settings.ts';
import { type CollectedRow, createFlowCollector } from './flow-collector.ts';
import { type FlushTick, startFlushTick } from './flush-tick.ts';
import { createL7Collector } from './l7-collector.ts';
import { readL7Settings } from './l7-settings.ts';
import { drawShippingDelay, SHIPPING_DELAY } from './shipping.ts';
import { wafRow } from './waf-row.ts';

export interface LogsOptions {
  clock: Clock;
  random: Random;
  store: ReadStore;
  onAudit(listener: (event: AuditEvent) => void): () => void;
  onNetworkEvent(listener: (event: NetworkEvent) => void): () => void;
  /** What scanning an image finds; without them the vulnerability data set stays empty. */
  imageScans?: readonly ImageScan[];
  /** How many rows of a data set are kept at least. */
  retainedRows?: number;
}

const DATA_SETS: readonly DataSet[] = ['flows', 'dns', 'audit', 'l7', 'waf', 'vulnerability'];
/** About 100 bytes a flow: the bound keeps a session of many hours well below what a laptop has to spare. */
const RETAINED_ROWS = 250_000;

/** Turns what the cluster and the network report into log rows, and keeps them. */
export function createLogs(options: LogsOptions): LogStore {
  const { clock, store } = options;
  const random = options.random.fork('logs');
  const { retainedRows = RETAINED_ROWS } = options;
  const series = Object.fromEntries(
    DATA_SETS.map((dataSet) => [dataSet, createRowSeries(dataSet, retainedRows, Math.min(retainedRows, COLUMN_ROWS))]),
  ) as Record<DataSet, RowSeries>;

  let settings = readFelixSettings(store);
  const flows = createFlowCollector(() => settings, clock.now());
  const dns = createDnsCollector(() => settings, clock.now());
  const flowTick = startTick(settings.flowFlushInterval, () => ship(flows.flush(clock.now())));
  const dnsTick = startTick(settings.dnsFlushInterval, () => ship(dns.flush(clock.now())));
  const l7 = createL7Collector(() => readL7Settings(store), clock.now());
  const l7Interval = readL7Settings(store).flushInterval;
  const l7FirstAfter = 1 + random.fork('l7').integer(l7Interval);
  const l7Tick = startFlushTick(clock, l7Interval, l7FirstAfter, () => ship(l7.flush(clock.now())));
  const collected: Partial<Record<DataSet, { tick: FlushTick; rows: (now: number) => readonly CollectedRow[] }>> = {
    flows: { tick: flowTick, rows: flows.collecting },
    dns: { tick: dnsTick, rows: dns.collecting },
    l7: { tick: l7Tick, rows: l7.collecting },
  };

  store.subscribe(FELIX_CONFIGURATIONS, () => {
    settings = readFelixSettings(store);
    flowTick.change(settings.flowFlushInterval);
    dnsTick.change(settings.dnsFlushInterval);
    l7Tick.change(readL7Settings(store).flushInterval);
  });
  options.onNetworkEvent((event) => {
    if (event.kind === 'dns') return dns.record(event.record);
    if (event.kind === 'stream') return l7.recordStream(event.connection, event.stream, clock.now());
    flows.record(event, clock.now());
    if (event.kind !== 'http') return;
    const { connection, exchange } = event;
    if (exchange.isLogged) l7.record(connection, exchange);
    if (exchange.violations.length > 0) ship([wafRow(connection, exchange)]);
  });
  options.onAudit((event) => {
    const { at, input } = event;
    const inputs = input === undefined ? [] : [input];
    ship([{ dataSet: 'audit', document: auditDocument(event), time: at, lastAt: at, inputs }]);
  });
  // Chance of its own: whether images are scanned must not move what ships beside it.
  const scanRandom = random.fork('scans');
  startImageScans({
    clock,
    store,
    scans: options.imageScans ?? [],
    onResult({ at, document, input }) {
      const inputs = input === undefined ? [] : [input];
      ship([{ dataSet: 'vulnerability', document, time: at, lastAt: at, inputs }], drawShippingDelay(scanRandom));
    },
  });

  return {
    columns: (dataSet) => series[dataSet],
    window: (dataSet, from, to, now) => series[dataSet].rows(series[dataSet].span(from, to, now)),
    shipping: (dataSet, now) => series[dataSet].rows(series[dataSet].shipping(now)),
    collecting(dataSet, now) {
      const visibleAt = expectedVisibleAt(dataSet, now);
      return (collected[dataSet]?.rows(now) ?? []).map((row): LogRow => ({ ...row, visibleAt }));
    },
    all: (dataSet) => series[dataSet].rows(series[dataSet].kept),
    expectedVisibleAt,
    flushInterval: (dataSet) => collected[dataSet]?.tick.interval ?? 0,
  };

  /** The phase of the beat is the cluster's own: its first flush falls anywhere within one interval. */
  function startTick(interval: number, flush: () => void): FlushTick {
    return startFlushTick(clock, interval, 1 + random.integer(interval), flush);
  }

  function ship(rows: readonly CollectedRow[], delay?: number): void {
    if (rows.length === 0) return;
    const arrival = clock.now() + (delay ?? drawShippingDelay(random));
    for (const row of rows) {
      const target = series[row.dataSet];
      // A call that took long is logged after a later, quicker one; the log keeps the order of its lines.
      const time = Math.max(row.time, target.newestTime);
      target.append({ ...row, time, visibleAt: Math.max(arrival, target.newestVisibleAt) });
    }
  }

  function expectedVisibleAt(dataSet: DataSet, now: number): number {
    const flushAt = collected[dataSet]?.tick.nextAt ?? now;
    return Math.max(flushAt + SHIPPING_DELAY.most, series[dataSet].newestVisibleAt);
  }
}
