import { createRandom } from '../../clock/index.ts';
import type { PolicyHit, Verdict } from '../../network/index.ts';
import type { LogDocument } from '../types.ts';
import type { AggregatedEnd, FlowAggregate } from './flow-aggregate.ts';

/** The flow log document of one aggregate, keys in the order Felix writes them (calico.md 4.1). Times in ms. */
export function flowDocument(aggregate: FlowAggregate, startTime: number, endTime: number): LogDocument {
  const { source, destination, service } = aggregate;
  const isSeen = seesTcp(aggregate);
  const { minRtt, smoothRtt } = isSeen ? roundTrips(aggregate) : NO_ROUND_TRIPS;
  // One literal with every key: what is spread into it would make it many times slower to read.
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
    dest_domains: aggregate.domains ? [...aggregate.domains].sort() : null,
    proto: aggregate.proto,
    action: aggregate.action,
    reporter: aggregate.reporter,
    policies: policiesOf(aggregate),
    bytes_in: aggregate.bytesIn,
    bytes_out: aggregate.bytesOut,
    num_flows: tuplesOf(aggregate),
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
    tcp_mean_send_congestion_window: isSeen ? 10 : 0,
    tcp_min_send_congestion_window: isSeen ? 10 : 0,
    tcp_mean_smooth_rtt: smoothRtt,
    tcp_max_smooth_rtt: smoothRtt,
    tcp_mean_min_rtt: minRtt,
    tcp_max_min_rtt: minRtt,
    tcp_mean_mss: isSeen ? 1410 : 0,
    tcp_min_mss: isSeen ? 1410 : 0,
    tcp_total_retransmissions: 0,
    tcp_lost_packets: 0,
    tcp_unrecovered_to: 0,
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

interface Policies {
  all_policies: string[];
}

/** Verdicts are shared by all connections judged the same: so are their texts. */
const POLICIES = new WeakMap<Verdict, Policies>();

function policiesOf({ verdicts }: FlowAggregate): Policies {
  const [first, ...others] = verdicts;
  if (others.length > 0) return { all_policies: policyStrings([first!, ...others]) };
  let known = POLICIES.get(first!);
  if (!known) POLICIES.set(first!, (known = { all_policies: policyStrings([first!]) }));
  return known;
}

function policyStrings(verdicts: readonly Verdict[]): string[] {
  const hits = new Map<string, PolicyHit>();
  for (const verdict of verdicts) {
    for (const hit of verdict.hits)
      hits.set(`${hit.index}|${hit.tier}|${hit.name}|${hit.action}|${hit.rule ?? 0}`, hit);
  }
  return [...hits].sort(([, left], [, right]) => left.index - right.index).map(([text]) => text);
}

/** How many 5-tuples the connections are. */
function tuplesOf({ connections }: FlowAggregate): number {
  if (connections.length === 1) return 1;
  const tuples = connections.map(
    ({ source, sourcePort, destination, destinationPort }) =>
      `${source.ip}:${sourcePort}>${destination.ip}:${destinationPort}`,
  );
  return new Set(tuples).size;
}

/** Felix knows the TCP sockets of answered connections only. */
function seesTcp({ proto, action, packetsIn }: FlowAggregate): boolean {
  return proto === 'tcp' && action === 'allow' && packetsIn > 0;
}

const NO_ROUND_TRIPS = { minRtt: 0, smoothRtt: 0 };

/** Plausible microseconds for a healthy network, the same for the same connection. */
function roundTrips({ connections }: FlowAggregate): typeof NO_ROUND_TRIPS {
  const random = createRandom(`tcp/${connections[0]!.id}`);
  const minRtt = 80 + random.integer(400);
  return { minRtt, smoothRtt: minRtt + random.integer(600) };
}
