import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowSeries } from '../columns/index.ts';
import { OUTSIDE, pod, START, startLab } from '../lab/lab.ts';
import type { LogRow } from '../types.ts';

const client = pod('default', 'multitool', { run: 'multitool' });

describe('the log store', () => {
  it('flushes every 300 seconds by default, which makes a row at least that old when it is visible', () => {
    const lab = startLab();
    expect(lab.calico.logs.flushInterval('flows')).toBe(300_000);
    lab.runTo(400);
    lab.connect(client, OUTSIDE);
    lab.runTo(1200);
    const row = lab.calico.logs.all('flows')[0]!;
    expect(row.visibleAt - row.time).toBeGreaterThanOrEqual(304_000);
  });

  it('ships each flush for 5 to 15 seconds, and shows a row from then on', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.connect(client, OUTSIDE);
    lab.runTo(10);
    const { logs } = lab.calico;
    const { visibleAt } = logs.all('flows')[0]!;
    expect(visibleAt).toBeGreaterThanOrEqual(START + 15_000);
    expect(visibleAt).toBeLessThanOrEqual(START + 25_000);
    expect(logs.window('flows', START, START + 60_000, visibleAt - 1)).toHaveLength(0);
    expect(logs.window('flows', START, START + 60_000, visibleAt)).toHaveLength(1);
  });

  it('includes both ends of a window', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.connect(client, OUTSIDE);
    lab.runTo(60);
    const { logs } = lab.calico;
    expect(logs.window('flows', START, START, lab.clock.now())).toHaveLength(1);
    expect(logs.window('flows', START + 1, START + 9_000, lab.clock.now())).toHaveLength(0);
  });

  it('shows as pending what is being collected, with the latest moment it will be visible, then what ships', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.connect(client, OUTSIDE, { input: 3 });
    const { logs } = lab.calico;
    expect(logs.collecting('flows', START)).toMatchObject([
      { time: START, visibleAt: START + 25_000, inputs: [3], document: { num_flows: 1 } },
    ]);
    expect(logs.all('flows')).toHaveLength(0);
    lab.runTo(10);
    expect(logs.shipping('flows', lab.clock.now())).toEqual(logs.all('flows'));
    lab.runTo(25);
    expect(logs.shipping('flows', lab.clock.now())).toHaveLength(0);
  });

  it('never promises a moment that a row then misses', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 8 }), (moments) => {
        const lab = startLab();
        lab.flushEvery('7s');
        const promised: number[] = [];
        for (const second of moments.sort((left, right) => left - right)) {
          lab.runTo(second);
          promised.push(lab.calico.logs.expectedVisibleAt('dns', lab.clock.now()));
          lab.ask(client, `name-${promised.length}.example`);
        }
        lab.runTo(300);
        const rows = lab.calico.logs.all('dns');
        expect(rows).toHaveLength(promised.length);
        rows.forEach((row, index) => {
          expect(row.visibleAt).toBeLessThanOrEqual(promised[index]!);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('applies another flush interval at once: what was collected is flushed, the beat starts anew', () => {
    const lab = startLab();
    lab.runTo(1);
    lab.connect(client, OUTSIDE);
    lab.flushEvery('10s');
    expect(lab.calico.logs.all('flows')).toHaveLength(1);
    lab.connect(client, OUTSIDE);
    lab.runTo(11);
    expect(lab.calico.logs.all('flows')).toHaveLength(2);
  });

  it('falls back to the default for an interval nobody can read', () => {
    const lab = startLab();
    lab.flushEvery('often');
    expect(lab.calico.logs.flushInterval('flows')).toBe(300_000);
  });

  it('drops the oldest rows a segment at a time once there are more than it keeps', () => {
    const series = createRowSeries('flows', 100);
    for (let index = 0; index < 200_000; index++) series.append(row(index));
    expect(series.kept).toEqual({ first: 131_072, end: 200_000 });
    expect(series.row(199_999).time).toBe(199_999);
    expect(() => series.row(131_071)).toThrow('row 131071 is not kept: there are 131072 to 200000');
    expect(() => series.slices({ first: 5, end: 10 })).toThrow(RangeError);
  });

  it('finds by halving what a walk over all rows finds', () => {
    const steps = fc.array(fc.record({ time: fc.nat(3), ship: fc.nat(3) }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.nat(60), fc.nat(60), fc.nat(120), (increments, from, length, now) => {
        const series = createRowSeries('flows', 1_000);
        let time = 0;
        let visibleAt = 0;
        for (const step of increments) {
          time += step.time;
          visibleAt = Math.max(visibleAt, time) + step.ship;
          series.append(row(time, visibleAt));
        }
        const to = from + length;
        const slow = series
          .rows(series.kept)
          .filter((each) => each.time >= from && each.time <= to && each.visibleAt <= now);
        expect(series.rows(series.span(from, to, now))).toEqual(slow);
      }),
    );
  });

  it('has empty data sets for what nothing collects yet', () => {
    const lab = startLab();
    expect(lab.calico.logs.all('l7')).toEqual([]);
    expect(lab.calico.logs.collecting('waf', START)).toEqual([]);
  });
});

function row(time: number, visibleAt = time): LogRow {
  return { dataSet: 'flows', document: {}, time, lastAt: time, visibleAt, inputs: [] };
}
