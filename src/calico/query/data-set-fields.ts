import type { DataSet } from '../types.ts';

/** What a value of a key may be; a list names the words allowed, in this spelling. */
export type ValueRule =
  | 'any'
  | 'count'
  | 'date'
  | 'dnsType'
  | 'domain'
  | 'ip'
  | 'label'
  | 'port'
  | 'protocol'
  | 'statusCode'
  | 'url'
  | readonly string[];

/** How the store indexes a field, which decides what `=` and `<` mean. */
export type FieldType = 'keyword' | 'number' | 'ip' | 'date' | 'dynamic';

export interface FieldRow {
  readonly keys: readonly string[];
  readonly rule: ValueRule;
  /** Where the rule does not tell. */
  readonly type?: FieldType;
  /** Values are compared in this case. */
  readonly fold?: 'lower' | 'upper';
  /** The keys are the starts of longer ones. */
  readonly prefix?: boolean;
}

export interface DataSetFields {
  /** Absent: any key is accepted. */
  readonly fields: readonly FieldRow[];
  /** False: the API takes any key, the controller refuses later. */
  readonly checkedAtAdmission: boolean;
  /** True: a key outside the table is accepted too. */
  readonly open?: boolean;
  /** Fields that are indexed as documents of their own: a term looks at one member at a time. */
  readonly nested: readonly string[];
  /** Other names of a field. */
  readonly aliases: Readonly<Record<string, string>>;
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Which keys each data set knows (calico.md 2.4), how their values are checked (2.5) and compared (2.7). */
export const DATA_SET_FIELDS: Readonly<Record<DataSet, DataSetFields>> = {
  flows: {
    checkedAtAdmission: true,
    nested: ['source_labels', 'dest_labels', 'policies'],
    aliases: {
      dest_port_num: 'dest_port',
      source_port_num: 'source_port',
      dest_service_port_name: 'dest_service_port',
    },
    fields: [
      { keys: words('start_time end_time'), rule: 'date' },
      { keys: ['action'], rule: ['allow', 'deny'] },
      { keys: ['reporter'], rule: ['src', 'dst'] },
      { keys: words('source_type dest_type'), rule: ['wep', 'hep', 'ns', 'net'] },
      { keys: words('source_ip dest_ip original_source_ips'), rule: 'ip' },
      {
        keys: words(`source_name source_name_aggr source_namespace dest_name dest_name_aggr dest_namespace
          dest_service_name dest_service_namespace dest_service_port dest_service_port_name
          process_name process_id`),
        rule: 'domain',
      },
      { keys: words('source_port source_port_num dest_port dest_port_num dest_service_port_num'), rule: 'port' },
      { keys: words('source_labels.labels dest_labels.labels'), rule: 'label' },
      { keys: ['proto'], rule: 'protocol' },
      {
        keys: words(`bytes_in bytes_out packets_in packets_out num_flows num_flows_started num_flows_completed
          http_requests_allowed_in http_requests_denied_in num_original_source_ips
          num_process_names num_process_ids num_process_args
          tcp_mean_send_congestion_window tcp_min_send_congestion_window tcp_mean_smooth_rtt tcp_max_smooth_rtt
          tcp_mean_min_rtt tcp_max_min_rtt tcp_mean_mss tcp_min_mss tcp_total_retransmissions tcp_lost_packets
          tcp_unrecovered_to`),
        rule: 'count',
      },
      {
        keys: words(`policies.all_policies policies.enforced_policies policies.pending_policies
          policies.transit_policies process_args dest_domains host`),
        rule: 'any',
      },
    ],
  },
  dns: {
    checkedAtAdmission: true,
    nested: ['servers', 'rrsets'],
    aliases: {},
    fields: [
      { keys: words('start_time end_time'), rule: 'date' },
      { keys: words('count latency_count latency_max latency_mean'), rule: 'count' },
      {
        keys: words(`client_name client_name_aggr client_namespace qname servers.name servers.name_aggr
          servers.namespace rrsets.name`),
        rule: 'domain',
        fold: 'lower',
      },
      { keys: words('client_ip servers.ip'), rule: 'ip' },
      { keys: words('qtype rrsets.type'), rule: 'dnsType', fold: 'upper' },
      { keys: words('qclass rcode rrsets.class'), rule: 'any', fold: 'upper' },
      { keys: words('rrsets.rdata host'), rule: 'any' },
      { keys: words('client_labels. servers.labels.'), rule: 'any', prefix: true },
    ],
  },
  audit: {
    checkedAtAdmission: true,
    nested: [],
    aliases: {},
    fields: [
      {
        keys: words(`auditID kind objectRef.apiGroup objectRef.resource responseObject.apiVersion responseObject.kind
          user.groups user.username`),
        rule: 'any',
      },
      { keys: words('apiVersion objectRef.apiVersion requestURI'), rule: 'url' },
      { keys: words('name objectRef.name objectRef.namespace'), rule: 'domain' },
      { keys: words('requestReceivedTimestamp stageTimestamp timestamp'), rule: 'date' },
      { keys: ['level'], rule: ['None', 'Metadata', 'Request', 'RequestResponse'] },
      { keys: ['stage'], rule: ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] },
      { keys: ['verb'], rule: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
      { keys: ['responseStatus.code'], rule: 'statusCode' },
      { keys: ['sourceIPs'], rule: 'ip' },
    ],
  },
  l7: {
    checkedAtAdmission: false,
    nested: [],
    aliases: {},
    fields: [
      {
        keys: words(`host source_type source_name_aggr source_namespace src_type src_name_aggr src_namespace dest_type
          dest_name dest_name_aggr dest_namespace dest_service_name dest_service_namespace dest_service_port
          dest_service_port_name method user_agent url response_code type`),
        rule: 'any',
      },
      { keys: words('start_time end_time'), rule: 'any', type: 'date' },
      {
        keys: words(`duration_mean duration_max bytes_in bytes_out count source_port_num dest_port_num
          dest_service_port_num`),
        rule: 'any',
        type: 'number',
      },
    ],
  },
  waf: { checkedAtAdmission: true, open: true, nested: [], aliases: {}, fields: [] },
  vulnerability: { checkedAtAdmission: true, open: true, nested: [], aliases: {}, fields: [] },
};
