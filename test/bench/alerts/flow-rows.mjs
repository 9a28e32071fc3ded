// A cluster's flow rows, the same for the same seed: full documents as Felix writes them.
import { createRandom } from '../../../src/clock/index.ts';

export const FLUSH = 10_000;
const START = Date.UTC(2022, 10, 3, 13);
const NAMESPACES = Array.from({ length: 20 }, (_, index) => `team-${index}`);
const SERVICES = 215;
const CLIENTS = 260;
const STRICT_SHARE = 0.75;

/** Rows of one data set in order, `perFlush` of them every ten seconds. */
export function* flowRows(count, perFlush, seed) {
  const random = createRandom(seed);
  const services = Array.from({ length: SERVICES }, (_, index) => workload(random, `svc-${index}`, 'hipstershop'));
  const clients = Array.from({ length: CLIENTS }, (_, index) =>
    workload(random, `client-${index}`, index % 5 === 0 ? 'hipstershop' : NAMESPACES[index % NAMESPACES.length]),
  );
  const others = Array.from({ length: 150 }, (_, index) =>
    workload(random, `other-${index}`, NAMESPACES[index % NAMESPACES.length]),
  );
  const policies = Array.from({ length: 40 }, (_, index) => ({
    all_policies: [`0|security|security.rule-${index}|allow|${index % 7}`],
  }));
  for (let index = 0; index < count; index++) {
    const flush = START + Math.floor(index / perFlush) * FLUSH;
    const source = pick(random, clients);
    const destination = pick(random, random.integer(10) < 6 ? services : others);
    const document = flow(random, flush, source, destination, pick(random, policies));
    const visibleAt = flush + FLUSH + 8_000;
    yield { dataSet: 'flows', document, time: flush, lastAt: flush + random.integer(FLUSH), visibleAt, inputs: [] };
  }
}

function workload(random, name, namespace) {
  const set = random.integer(0xffffff).toString(16).padStart(6, '0');
  const strict = random.integer(100) < STRICT_SHARE * 100;
  const labels = [`app=${name}`, `pod-template-hash=${set}`, ...(strict ? ['security=strict'] : [])];
  return {
    namespace,
    aggregate: `${name}-${set}-*`,
    name: `${name}-${set}-x7k2p`,
    ip: `10.${random.integer(4)}.${random.integer(250)}.${random.integer(250)}`,
    labels: { labels },
    port: [80, 443, 8080, 3550, 50_051, 6379][random.integer(6)],
    host: `node${random.integer(12)}`,
  };
}

function flow(random, flush, source, destination, policies) {
  const denied = random.integer(20) === 0;
  const reporter = random.integer(2) === 0 ? 'src' : 'dst';
  const packets = 4 + random.integer(40);
  const rtt = 80 + random.integer(400);
  return {
    start_time: flush / 1000,
    end_time: (flush + FLUSH) / 1000,
    source_ip: source.ip,
    source_name: source.name,
    source_name_aggr: source.aggregate,
    source_namespace: source.namespace,
    nat_outgoing_ports: null,
    source_port: null,
    source_type: 'wep',
    source_labels: source.labels,
    dest_ip: destination.ip,
    dest_name: destination.name,
    dest_name_aggr: destination.aggregate,
    dest_namespace: destination.namespace,
    dest_port: destination.port,
    dest_type: 'wep',
    dest_labels: destination.labels,
    dest_service_namespace: destination.namespace,
    dest_service_name: destination.aggregate.split('-')[0],
    dest_service_port: 'http',
    dest_service_port_num: 80,
    dest_domains: null,
    proto: random.integer(20) === 0 ? 'udp' : 'tcp',
    action: denied ? 'deny' : 'allow',
    reporter,
    policies: { ...policies },
    bytes_in: packets * 52 + random.integer(9000),
    bytes_out: packets * 52 + random.integer(40_000),
    num_flows: 1 + random.integer(4),
    num_flows_started: 1 + random.integer(4),
    num_flows_completed: random.integer(4),
    packets_in: packets,
    packets_out: packets + random.integer(3),
    http_requests_allowed_in: 0,
    http_requests_denied_in: 0,
    process_name: '-',
    num_process_names: 0,
    process_id: '-',
    num_process_ids: 0,
    process_args: null,
    num_process_args: 0,
    original_source_ips: null,
    num_original_source_ips: 0,
    tcp_mean_send_congestion_window: denied ? 0 : 10,
    tcp_min_send_congestion_window: denied ? 0 : 10,
    tcp_mean_smooth_rtt: denied ? 0 : rtt + random.integer(600),
    tcp_max_smooth_rtt: denied ? 0 : rtt + 600,
    tcp_mean_min_rtt: denied ? 0 : rtt,
    tcp_max_min_rtt: denied ? 0 : rtt,
    tcp_mean_mss: denied ? 0 : 1410,
    tcp_min_mss: denied ? 0 : 1410,
    tcp_total_retransmissions: 0,
    tcp_lost_packets: 0,
    tcp_unrecovered_to: 0,
    host: reporter === 'src' ? source.host : destination.host,
    '@timestamp': flush + FLUSH,
  };
}

function pick(random, list) {
  return list[random.integer(list.length)];
}
