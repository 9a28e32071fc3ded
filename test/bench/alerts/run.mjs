// One alert over a window of a million flow rows, in five ways in one run, and what the rows cost. Prints a table.
// Every figure is the best of its runs: what else the machine does can only make one slower.
import { AlertWindow } from '../../../src/calico/alerts/alert-window.ts';
import { createRowSeries } from '../../../src/calico/columns/index.ts';
import { openDuckDb } from './duckdb.mjs';
import { flowRows } from './flow-rows.mjs';
import { handWrittenColumns, handWrittenLoop, naiveLoop } from './hand-written.mjs';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const PERIOD_ROWS = 12_000;
const PER_FLUSH = PERIOD_ROWS / 6;
const KEPT = 100;
const LATERAL = {
  description: 'lateral movement',
  severity: 100,
  dataSet: 'flows',
  query:
    '("dest_labels.labels"="security=strict" AND "dest_namespace"="hipstershop") AND "source_namespace"!="hipstershop" AND "proto"="tcp" AND (("action"="allow" AND ("reporter"="dst" OR "reporter"="src")) OR ("action"="deny" AND "reporter"="src"))',
  aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
  field: 'num_flows',
  metric: 'sum',
  condition: 'gt',
  threshold: 0,
};
const RARE = { ...LATERAL, threshold: 1_000_000 };

const series = createRowSeries('flows', 10 * ROWS);
const bytesPerRow = measureBytes(() => {
  for (const row of flowRows(ROWS, PER_FLUSH, 'bench')) series.append(row);
});
const columns = handWrittenColumns(ROWS);
const duck = await openDuckDb();
const documents = [];
let at = 0;
for (const { document } of flowRows(ROWS, PER_FLUSH, 'bench')) {
  columns.add(at++, document);
  duck.add(document);
  documents.push(document);
}
duck.finish();

const whole = { first: 0, end: ROWS };
const buckets = handWrittenLoop(columns);
const full = await best(30, () => new AlertWindow(RARE).evaluate(series, whole, KEPT).matched);
const fullWithEvents = await best(30, () => new AlertWindow(LATERAL).evaluate(series, whole, KEPT).findings.length);
const duckTime = await best(15, () => duck.run());
const loopTime = await best(30, () => handWrittenLoop(columns));
const naiveTime = await best(3, () => naiveLoop(documents));
const shortWindow = await slidingCost(series, ROWS / 20);
const longWindow = await slidingCost(series, ROWS / 2);
const counts = [await duck.run(), naiveLoop(documents)];
// A million documents on the heap make every collection long; only the naive loop needs them.
documents.length = 0;
globalThis.gc?.();
const thousand = await manyAlerts(1_000);
if (counts.some((count) => count !== buckets)) throw new Error(`the five do not agree: ${buckets}, ${counts}`);
duck.close();

console.log(
  `${ROWS.toLocaleString('en')} rows, ${buckets.toLocaleString('en')} buckets, ${bytesPerRow.toFixed(0)} bytes a row (at most 120)`,
);
const line = (name, milliseconds, note = '') =>
  console.log(`${name.padEnd(52)} ${milliseconds.toFixed(2).padStart(9)} ms  ${note}`);
line('firedrill, the whole window, no bucket holds', full, ratios(full));
line('firedrill, the whole window, 10,000 events', fullWithEvents, ratios(fullWithEvents));
line('DuckDB, in memory, 2 threads', duckTime);
line('hand-written loop over dictionary-encoded columns', loopTime);
line('naive loop over documents', naiveTime);
line(`firedrill, a period of ${PERIOD_ROWS} rows, window ${ROWS / 20}`, shortWindow);
line(
  `firedrill, a period of ${PERIOD_ROWS} rows, window ${ROWS / 2}`,
  longWindow,
  `${(longWindow / shortWindow).toFixed(2)} x the short window`,
);
line(
  'firedrill, 1,000 different alerts, mean of each',
  thousand.mean,
  `slowest ${thousand.slowest.toFixed(1)} ms (at most 20)`,
);

function ratios(milliseconds) {
  const share = ((100 * loopTime) / milliseconds).toFixed(0);
  return `${(duckTime / milliseconds).toFixed(1)} x DuckDB's speed, ${share} % of the hand-written loop's`;
}

/** The cost of one more period when the window slides on. */
async function slidingCost(rows, length) {
  const window = new AlertWindow(RARE);
  let end = length;
  window.evaluate(rows, { first: 0, end }, KEPT);
  return best(40, () => {
    end += PERIOD_ROWS;
    return window.evaluate(rows, { first: end - length, end }, KEPT).matched;
  });
}

/** Alerts with queries, buckets and metrics of their own, each over the whole window. */
async function manyAlerts(count) {
  const times = [];
  for (let index = 0; index < count; index++) {
    const spec = {
      ...RARE,
      query: `dest_port = ${[80, 443, 8080, 3550][index % 4]} AND source_namespace = "team-${index % 20}" AND proto = tcp`,
      aggregateBy: [['dest_name_aggr'], ['source_name_aggr', 'dest_port'], []][index % 3],
      metric: ['sum', 'max', 'avg'][index % 3],
      field: ['num_flows', 'bytes_in', 'packets_in', 'bytes_out'][(index >> 2) % 4],
    };
    times.push(await best(4, () => new AlertWindow(spec).evaluate(series, whole, KEPT)));
  }
  return { mean: times.reduce((sum, time) => sum + time, 0) / count, slowest: Math.max(...times) };
}

async function best(times, measured) {
  const taken = [];
  for (let index = 0; index < times; index++) {
    const began = performance.now();
    await measured();
    taken.push(performance.now() - began);
  }
  return Math.min(...taken);
}

function measureBytes(fill) {
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  fill();
  return (used() - before) / ROWS;
}
