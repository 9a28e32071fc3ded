import type { Connection, HttpExchange } from '../../network/index.ts';
import type { CollectedRow } from './flow-collector.ts';
import { type L7Sums, l7Document, l7Key } from './l7-document.ts';
import type { L7Settings } from './l7-settings.ts';

/** Sums requests through the proxies up into rows between two flushes. */
export interface L7Collector {
  record(connection: Connection, exchange: HttpExchange): void;
  /** What a flush at `now` would write; changes nothing. */
  collecting(now: number): readonly CollectedRow[];
  flush(now: number): readonly CollectedRow[];
}

interface Aggregate extends L7Sums {
  lastAt: number;
  inputs: Set<number>;
}

export function createL7Collector(settings: () => L7Settings, start: number): L7Collector {
  let intervalStart = start;
  let aggregates = new Map<string, Aggregate>();

  return {
    record(connection, { request, response }) {
      const key = l7Key(connection, request, response.status, settings());
      const name = JSON.stringify(key);
      const aggregate = aggregates.get(name) ?? emptyAggregate(key);
      aggregates.set(name, aggregate);
      aggregate.count++;
      aggregate.bytesIn += byteLength(request.body);
      aggregate.bytesOut += byteLength(response.body);
      aggregate.durationSum += response.delay;
      aggregate.durationMax = Math.max(aggregate.durationMax, response.delay);
      aggregate.lastAt = request.now;
      if (connection.input !== undefined) aggregate.inputs.add(connection.input);
    },
    collecting: (now) => rows(aggregates, intervalStart, now),
    flush(now) {
      const flushed = rows(aggregates, intervalStart, now);
      aggregates = new Map();
      intervalStart = now;
      return flushed;
    },
  };
}

function emptyAggregate(key: L7Sums['key']): Aggregate {
  return { key, count: 0, bytesIn: 0, bytesOut: 0, durationSum: 0, durationMax: 0, lastAt: 0, inputs: new Set() };
}

function rows(aggregates: ReadonlyMap<string, Aggregate>, startTime: number, endTime: number): CollectedRow[] {
  return [...aggregates.values()].map((aggregate) => ({
    dataSet: 'l7',
    document: l7Document(aggregate, startTime, endTime),
    time: Math.floor(startTime / 1000) * 1000,
    lastAt: aggregate.lastAt,
    inputs: [...aggregate.inputs].sort((left, right) => left - right),
  }));
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
