import { createRandom, formatDuration, VirtualClock } from '../../clock/index.ts';
import { createCluster, type KubernetesObject } from '../../cluster/index.ts';
import { createAlertController } from '../alerts/index.ts';
import { startAnomalyDetection } from '../anomaly/index.ts';
import { createRowSeries, type RowSeries } from '../columns/index.ts';
import { createEventStore, createSecurityEvents } from '../events/index.ts';
import { calicoKinds } from '../kinds/index.ts';
import type { DataSet, LogStore } from '../types.ts';
import type { AlertTest, ExpectedExplanation, RowInput } from './alert-test-file.ts';
import { eventDifferences, type WrittenEvent } from './event-differences.ts';
import { ordinaryRow } from './ordinary-row.ts';

/** A five-minute boundary, so that detectors' buckets begin with the test. */
const START = Date.UTC(2022, 10, 3, 13);
const FLUSH_INTERVAL = 10_000;
const MOST_ROWS = 1_000_000;

/**
 * Runs one test over alerts of their own world: real admission, schedules, evaluation and explanation, rows by hand.
 * Resolves with what differs from what is expected, a line or two each; none when all is as expected.
 */
export async function runAlertTest(
  test: AlertTest,
  alerts: readonly KubernetesObject[],
  calicoRelease: string,
): Promise<string[]> {
  const clock = new VirtualClock(START);
  const cluster = createCluster({ clock, random: createRandom(1), kinds: calicoKinds });
  const logs = handFedLogs();
  const events = createEventStore(createRandom(1));
  const options = { clock, store: cluster.store, logs, events, calicoRelease };
  const detectors = startAnomalyDetection({ ...options, clusterName: 'test', anomalyDetection: 'managed' });
  const securityEvents = createSecurityEvents({ ...options, detectors, alerts: createAlertController(options) });
  const refused = await create(cluster, alerts);
  if (refused.length > 0) return refused;

  const only = alerts.length === 1 ? alerts[0]!.metadata.name : undefined;
  const differences: string[] = [];
  for (const row of inOrder(test.rows)) clock.at(START + row.at, () => logs.add(row));
  for (const expected of test.explain) {
    // Behind all that happens at the same moment.
    clock.at(START + expected.at, () => clock.after(0, () => differences.push(...explained(expected))));
  }
  while (clock.step(START + test.until));
  return [...differences, ...(test.events ? eventDifferences(test.events, writtenEvents(), only) : [])];

  function writtenEvents(): WrittenEvent[] {
    return events.list().map(({ at, alert, event }) => ({ at: at - START, alert, event }));
  }

  function explained({ at, alert = only, verdict, cause }: ExpectedExplanation): string[] {
    const name = alert ?? '';
    const found = securityEvents.explain(name, { causedByInput: test.rows.some(({ inputs }) => inputs.length > 0) });
    if ((verdict ?? found.verdict) === found.verdict && (cause ?? found.cause) === found.cause) return [];
    const wanted = [verdict, cause].filter(Boolean).join(', ');
    return [
      `${moment(at)}  expected of ${name}: ${wanted}`,
      `${' '.repeat(moment(at).length)}  found: ${found.verdict}, ${found.cause}: ${found.reason}`,
    ];
  }
}

async function create(
  cluster: ReturnType<typeof createCluster>,
  alerts: readonly KubernetesObject[],
): Promise<string[]> {
  const refused: string[] = [];
  for (const alert of alerts) {
    const response = await cluster.handle(
      new Request('http://cluster/apis/projectcalico.org/v3/globalalerts', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alert),
      }),
    );
    if (!response.ok) refused.push(`the API refuses ${alert.metadata?.name}: ${(await response.json()).message}`);
  }
  return refused;
}

/** One tailer ships each data set: what happened first is visible first. */
function inOrder(rows: readonly RowInput[]): RowInput[] {
  return rows.toSorted((left, right) => left.at - right.at || left.visible - right.visible);
}

function handFedLogs(): LogStore & { add(row: RowInput): void } {
  const series = new Map<DataSet, RowSeries>();
  const of = (dataSet: DataSet): RowSeries => {
    const rows = series.get(dataSet) ?? createRowSeries(dataSet, MOST_ROWS);
    series.set(dataSet, rows);
    return rows;
  };
  return {
    add({ at, visible, dataSet, document, inputs }) {
      const time = START + at;
      const visibleAt = Math.max(START + visible, of(dataSet).newestVisibleAt);
      of(dataSet).append({
        dataSet,
        document: ordinaryRow(dataSet, document, time),
        time,
        lastAt: time,
        visibleAt,
        inputs,
      });
    },
    columns: of,
    window: (dataSet, from, to, now) => of(dataSet).rows(of(dataSet).span(from, to, now)),
    shipping: (dataSet, now) => of(dataSet).rows(of(dataSet).shipping(now)),
    collecting: () => [],
    all: (dataSet) => of(dataSet).rows(of(dataSet).kept),
    expectedVisibleAt: (dataSet, now) => Math.max(now + FLUSH_INTERVAL, of(dataSet).newestVisibleAt),
    flushInterval: (dataSet) => (dataSet === 'flows' || dataSet === 'dns' ? FLUSH_INTERVAL : 0),
  };
}

function moment(at: number): string {
  return formatDuration(at);
}
