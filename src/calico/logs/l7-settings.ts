import { parseDuration } from '../../clock/index.ts';
import type { ReadStore } from '../../cluster/index.ts';
import { FELIX_CONFIGURATIONS } from './felix-settings.ts';

/** What of the `default` FelixConfiguration shapes L7 logs; defaults are Felix's. */
export interface L7Settings {
  /** Milliseconds. */
  flushInterval: number;
  /** User agent and protocol of the request. */
  keepsHeaders: boolean;
  keepsMethod: boolean;
  keepsResponseCode: boolean;
  keepsService: boolean;
  keepsDestination: boolean;
  keepsSource: boolean;
  url: 'whole' | 'without-query' | 'host' | 'none';
  /** Elements of the path that are kept; undefined: all. */
  pathElements: number | undefined;
  /** The most characters of a URL. */
  urlLimit: number;
}

const DEFAULT_FLUSH_INTERVAL = 300_000;
const SHORTEST_FLUSH_INTERVAL = 1_000;

const URL_FORMS: Readonly<Record<string, L7Settings['url']>> = {
  IncludeL7FullURL: 'whole',
  TrimURLQuery: 'without-query',
  TrimURLQueryAndPath: 'host',
  ExcludeL7URL: 'none',
};

export function readL7Settings(store: ReadStore): L7Settings {
  const spec: Record<string, unknown> = store.get(FELIX_CONFIGURATIONS, undefined, 'default')?.['spec'] ?? {};
  const setting = (name: string) => spec[`l7LogsFileAggregation${name}`];
  const elements = setting('NumURLPath') ?? 5;
  return {
    flushInterval: interval(spec['l7LogsFlushInterval']),
    keepsHeaders: setting('HTTPHeaderInfo') === 'IncludeL7HTTPHeaderInfo',
    keepsMethod: setting('HTTPMethod') !== 'ExcludeL7HTTPMethod',
    keepsResponseCode: setting('ResponseCode') !== 'ExcludeL7ResponseCode',
    keepsService: setting('ServiceInfo') !== 'ExcludeL7ServiceInfo',
    keepsDestination: setting('DestinationInfo') !== 'ExcludeL7DestinationInfo',
    keepsSource: setting('SourceInfo') !== 'ExcludeL7SourceInfo',
    url: URL_FORMS[String(setting('TrimURL'))] ?? 'whole',
    pathElements: Number.isInteger(elements) && Number(elements) >= 0 ? Number(elements) : undefined,
    urlLimit: Number.isInteger(spec['l7LogsFileAggregationURLCharLimit'])
      ? Number(spec['l7LogsFileAggregationURLCharLimit'])
      : 250,
  };
}

function interval(value: unknown): number {
  const duration = typeof value === 'string' ? parseDuration(value) : undefined;
  if (duration === undefined || duration <= 0) return DEFAULT_FLUSH_INTERVAL;
  return Math.max(duration, SHORTEST_FLUSH_INTERVAL);
}
