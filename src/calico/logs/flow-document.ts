import { createRandom } from '../../clock/index.ts';
import type { LogDocument } from '../types.ts';
import type { AggregatedEnd, FlowAggregate } from './flow-aggregate.ts';

/** The flow log document of one aggregate, keys in the order Felix writes them (calico.md 4.1). Times in ms. */
export function flowDocument(aggregate: FlowAggregate, startTime: number, endTime: number): LogDocument {
  const { source, destination, service } = aggregate;
  return {
    start_time: Math.floor(startTime / 1000),
    end_time: Math.floor(endTime / 1000),
    source_ip: source.ip ?? null,
    source_name: source.name ?? '-',
    source_name_aggr: source.nameAggr,
    source_namespace: source.namespace,
    nat_outgoing_ports: null,
    source_port: source.port ?? null,
    source_type: source.type,
    source_labels: labelList(source),
    dest_ip: destination.ip ?? null,
    dest_name: destination.name ?? '-',
    dest_name_aggr: destination.nameAggr,
    dest_namespace: destination.namespace,
    dest_port: destination.port ?? null,
    dest_type: destination.type,
    dest_labels: labelList(destination),
    dest_service_namespace: service?.namespace ?? '-',
    dest_service_name: service?.name ?? '-',
    dest_service_port: service?.portName || '-',
    dest_service_port_num: service?.port ?? null,
    dest_domains: aggregate.domains.size > 0 ? [...aggregate.domains].sort() : null,
    proto: aggregate.proto,
    action: aggregate.action,
    reporter: aggregate.reporter,
    policies: { all_policies: policyStrings(aggregate) },
    bytes_in: aggregate.bytesIn,
    bytes_out: aggregate.bytesOut,
    num_flows: aggregate.tuples.size,
    num_flows_started: aggregate.started,
    num_flows_completed: aggregate.completed,
    packets_in: aggregate.packetsIn,
    packets_out: aggregate.packetsOut,
    http_requests_allowed_in: aggregate.requestsAllowed,
    http_requests_denied_in: aggregate.requestsDenied,
    process_name: '-',
    num_process_names: 0,
    process_id: '-',
    num_process_ids: 0,
    process_args: null,
    num_process_args: 0,
    original_source_ips: null,
    num_original_source_ips: 0,
    ...tcpStatistics(aggregate),
    host: aggregate.host,
    '@timestamp': endTime,
  };
}

/** What is outside the cluster carries no labels at all, which a query can tell from "none of these". */
function labelList({ labels }: AggregatedEnd): { labels: string[] } | null {
  let list = LABEL_LISTS.get(labels);
  if (list === undefined) {
    const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    list = texts.length > 0 ? { labels: texts.sort() } : null;
    LABEL_LISTS.set(labels, list);
  }
  return list;
}

/** A pod's labels are in thousands of rows: they share one list. */
const LABEL_LISTS = new WeakMap<AggregatedEnd['labels'], { labels: string[] } | null>();

function policyStrings(aggregate: FlowAggregate): string[] {
  return [...aggregate.hits.values()]
    .sort((left, right) => left.index - right.index)
    .map((hit) => `${hit.index}|${hit.tier}|${hit.name}|${hit.action}|${hit.rule ?? 0}`);
}

/** Plausible figures for a healthy network, the same for the same connection; zero where Felix sees no TCP socket. */
function tcpStatistics(aggregate: FlowAggregate): LogDocument {
  const seen = aggregate.proto === 'tcp' && aggregate.action === 'allow' && aggregate.packetsIn > 0;
  const random = createRandom(`tcp/${aggregate.firstConnection}`);
  const minRtt = seen ? 80 + random.integer(400) : 0;
  const smoothRtt = seen ? minRtt + random.integer(600) : 0;
  return {
    tcp_mean_send_congestion_window: seen ? 10 : 0,
    tcp_min_send_congestion_window: seen ? 10 : 0,
    tcp_mean_smooth_rtt: smoothRtt,
    tcp_max_smooth_rtt: smoothRtt,
    tcp_mean_min_rtt: minRtt,
    tcp_max_min_rtt: minRtt,
    tcp_mean_mss: seen ? 1410 : 0,
    tcp_min_mss: seen ? 1410 : 0,
    tcp_total_retransmissions: 0,
    tcp_lost_packets: 0,
    tcp_unrecovered_to: 0,
  };
}
