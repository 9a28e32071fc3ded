import type { Connection, HttpExchange, StreamSummary } from '../../network/index.ts';
import type { CollectedRow } from './flow-collector.ts';
import { type L7Subject, type L7Sums, l7Document, l7Key } from './l7-document.ts';
import type { L7Settings } from './l7-settings.ts';

/** Sums requests through the proxies up into rows between two flushes. */
export interface L7Collector {
  record(connection: Connection, exchange: HttpExchange): void;
  /** A connection that ended at `now` and could not be read. */
  recordStream(connection: Connection, stream: StreamSummary, now: number): void;
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

  function add(connection: Connection, seen: Seen): void {
    const key = l7Key(connection, seen, settings());
    const name = JSON.stringify(key);
    const aggregate = aggregates.get(name) ?? emptyAggregate(key);
    aggregates.set(name, aggregate);
    aggregate.count++;
    aggregate.bytesIn += seen.bytesIn;
    aggregate.bytesOut += seen.bytesOut;
    aggregate.durationSum += seen.duration;
    aggregate.durationMax = Math.max(aggregate.durationMax, seen.duration);
    aggregate.lastAt = seen.at;
    if (connection.input !== undefined) aggregate.inputs.add(connection.input);
  }

  return {
    record(connection, { request, response }) {
      const [bytesIn, bytesOut] = [byteLength(request.body), byteLength(response.body)];
      const what = { request, status: response.status, type: 'html/1.1' } as const;
      add(connection, { ...what, bytesIn, bytesOut, duration: response.delay, at: request.now });
    },
    recordStream: (connection, stream, now) => add(connection, { ...stream, at: now }),
    collecting: (now) => rows(aggregates, intervalStart, now),
    flush(now) {
      const flushed = rows(aggregates, intervalStart, now);
      aggregates = new Map();
      intervalStart = now;
      return flushed;
    },
  };
}

/** A request with its answer, or a stream. */
type Seen = L7Subject & { bytesIn: number; bytesOut: number; duration: number; at: number };

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
