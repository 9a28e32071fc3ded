import type { Connection, HttpRequest } from '../../network/index.ts';
import type { LogDocument } from '../types.ts';
import type { L7Settings } from './l7-settings.ts';

/** What L7 rows of one key have in common; what the settings leave out is `-` or null. */
export type L7Key = LogDocument;

export interface L7Sums {
  key: L7Key;
  count: number;
  bytesIn: number;
  bytesOut: number;
  /** Milliseconds. */
  durationSum: number;
  durationMax: number;
}

/** What a row is about: requests, or streams that nobody could read. */
export interface L7Subject {
  request?: HttpRequest;
  status?: number;
  type: 'html/1.1' | 'tcp' | 'tls';
}

/** The fields that tell L7 rows apart. */
export function l7Key(connection: Connection, { request, status, type }: L7Subject, settings: L7Settings): L7Key {
  const { source, destination, destinationPort, service } = connection;
  const { keepsSource, keepsDestination, keepsService, keepsHeaders } = settings;
  return {
    src_name_aggr: keepsSource ? source.nameAggr : '-',
    src_namespace: keepsSource ? source.namespace : '-',
    src_type: keepsSource ? source.type : '-',
    source_port_num: null,
    dest_name_aggr: keepsDestination ? destination.nameAggr : '-',
    dest_namespace: keepsDestination ? destination.namespace : '-',
    dest_type: keepsDestination ? destination.type : '-',
    dest_port_num: keepsDestination ? destinationPort : null,
    dest_service_name: (keepsService && service?.name) || '-',
    dest_service_namespace: (keepsService && service?.namespace) || '-',
    dest_service_port: (keepsService && service?.portName) || '-',
    dest_service_port_name: (keepsService && service?.portName) || '-',
    dest_service_port_num: (keepsService && service?.port) || null,
    method: (settings.keepsMethod && request?.method) || '-',
    user_agent: (keepsHeaders && request && headerOf(request, 'user-agent')) || '-',
    url: request ? urlOf(request, settings) : '-',
    response_code: settings.keepsResponseCode && status !== undefined ? String(status) : '-',
    type: keepsHeaders ? type : '-',
    host: destination.node ?? '-',
  };
}

/** An L7 log document (calico.md 4.4): durations in nanoseconds, times in epoch seconds. `startTime`, `endTime` in ms. */
export function l7Document(sums: L7Sums, startTime: number, endTime: number): LogDocument {
  return {
    start_time: Math.floor(startTime / 1000),
    end_time: Math.floor(endTime / 1000),
    duration_mean: Math.round((sums.durationSum / sums.count) * NANOSECONDS),
    duration_max: Math.round(sums.durationMax * NANOSECONDS),
    bytes_in: sums.bytesIn,
    bytes_out: sums.bytesOut,
    count: sums.count,
    ...sums.key,
    '@timestamp': endTime,
  };
}

/** In a millisecond. */
const NANOSECONDS = 1_000_000;

function urlOf({ host, path }: HttpRequest, { url, pathElements, urlLimit }: L7Settings): string {
  if (url === 'none') return '-';
  if (url === 'host') return host.slice(0, urlLimit);
  const [bare = '', ...query] = path.split('?');
  const kept =
    pathElements === undefined
      ? bare
      : bare
          .split('/')
          .slice(0, pathElements + 1)
          .join('/');
  const wholePath = kept === bare && url === 'whole' ? [kept, ...query].join('?') : kept;
  return `${host}${wholePath}`.slice(0, urlLimit);
}

function headerOf({ headers }: HttpRequest, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
