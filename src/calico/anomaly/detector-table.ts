import { isAtLeast } from '../calico-release.ts';
import type { DataSet } from '../types.ts';

/** One detector of the product. Titles are the product's own words, mislabels included (calico.md 5.2). */
export interface Detector {
  id: string;
  title: string;
  dataSet: DataSet;
  /** First release that lists it, and the first that no longer does; absent: the whole 3.14 to 3.15 range. */
  since?: string;
  until?: string;
  /** What it counts; absent: firedrill lists it but cannot run it. */
  counts?: DistinctCount;
}

/** A detector that counts the distinct values of one flow field per source and bucket. */
export interface DistinctCount {
  field: 'dest_port' | 'dest_ip';
  /** What a value is called, as in the event's text. */
  noun: string;
  thresholdVariable: string;
  defaultThreshold: number;
}

const DETECTORS: readonly Detector[] = [
  { id: 'bytes_in', title: 'Inbound Service bytes anomaly', dataSet: 'flows', since: '3.15' },
  { id: 'bytes_out', title: 'Outbound Service bytes anomaly', dataSet: 'flows', since: '3.15' },
  { id: 'dga', title: 'DGA detection', dataSet: 'dns' },
  { id: 'dns_latency', title: 'DNS latency', dataSet: 'dns' },
  { id: 'dns_tunnel', title: 'DNS tunnel', dataSet: 'dns', since: '3.15' },
  { id: 'generic_dns', title: 'Excessive value anomaly in DNS log', dataSet: 'dns' },
  { id: 'generic_flows', title: 'Excessive value anomaly in flows log', dataSet: 'flows' },
  { id: 'generic_l7', title: 'Time series anomaly in L7 log', dataSet: 'l7' },
  { id: 'http_connection_spike', title: 'HTTP connection spike anomaly', dataSet: 'l7' },
  { id: 'http_response_codes', title: 'HTTP Response Code detection', dataSet: 'l7' },
  { id: 'http_verbs', title: 'HTTP Response Verbs detection', dataSet: 'l7' },
  {
    id: 'ip_sweep',
    title: 'IP Sweep detection',
    dataSet: 'flows',
    until: '3.15',
    counts: {
      field: 'dest_ip',
      noun: 'destination IPs',
      thresholdVariable: 'AD_ip_sweep_threshold',
      defaultThreshold: 32,
    },
  },
  { id: 'l7_bytes', title: 'L7 bytes', dataSet: 'l7' },
  { id: 'l7_latency', title: 'DNS Latency anomaly', dataSet: 'l7' },
  { id: 'multivariable_flow', title: 'Multivariable flow', dataSet: 'flows', since: '3.15' },
  {
    id: 'port_scan',
    title: 'Port Scan detection',
    dataSet: 'flows',
    counts: {
      field: 'dest_port',
      noun: 'destination ports',
      thresholdVariable: 'AD_port_scan_threshold',
      defaultThreshold: 500,
    },
  },
  { id: 'process_bytes', title: 'Process bytes', dataSet: 'flows', since: '3.15' },
  { id: 'process_restarts', title: 'Process restarts anomaly', dataSet: 'flows' },
  { id: 'time_series_dns', title: 'Time series anomaly in DNS log', dataSet: 'dns', until: '3.15' },
  { id: 'time_series_flows', title: 'Time series anomaly in flows log', dataSet: 'flows', until: '3.15' },
];

/** The detectors that `release` (`3.14`, `3.15.1`) lists, by id. */
export function detectorsOf(release: string): readonly Detector[] {
  return DETECTORS.filter(
    ({ since, until }) =>
      (since === undefined || isAtLeast(release, since)) && (until === undefined || !isAtLeast(release, until)),
  );
}

const NAME_PREFIX = 'tigera.io.detector.';

/** The name of the GlobalAlert that switches a detector on. */
export function detectorAlertName(id: string): string {
  return NAME_PREFIX + id.replaceAll('_', '-');
}
