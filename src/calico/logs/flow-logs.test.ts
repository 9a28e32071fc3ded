import { describe, expect, it } from 'vitest';
import { ALLOW, DENY, OUTSIDE, pod, START, startLab } from '../lab/lab.ts';
import type { LogDocument } from '../types.ts';

const web = pod('dev', 'web-7c9d-abcde', { app: 'web', 'pod-template-hash': '7c9d' }, '10.0.0.8');
const client = pod('default', 'multitool', { run: 'multitool' });

describe('flow logs', () => {
  it('writes one row per reporter of an allowed connection between pods', () => {
    const lab = tenSecondLab();
    lab.connect(client, web);
    expect(flowsAfterShipping(lab)).toMatchObject([
      { reporter: 'src', action: 'allow', source_name_aggr: 'multitool', dest_name_aggr: 'web-7c9d-*', num_flows: 1 },
      { reporter: 'dst', action: 'allow', source_name_aggr: 'multitool', dest_name_aggr: 'web-7c9d-*', num_flows: 1 },
    ]);
  });

  it('lets the source report what its own egress denied, and both when the destination denied', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { egress: DENY, port: 1 });
    lab.connect(client, web, { ingress: DENY, port: 2 });
    expect(flowsAfterShipping(lab).map((row) => [row['reporter'], row['action'], row['dest_port']])).toEqual([
      ['src', 'deny', 1],
      ['src', 'allow', 2],
      ['dst', 'deny', 2],
    ]);
  });

  it('has only the end inside the cluster report', () => {
    const lab = tenSecondLab();
    lab.connect(client, OUTSIDE, { port: 443 });
    lab.connect(OUTSIDE, web, { port: 8080 });
    const rows = flowsAfterShipping(lab);
    expect(rows.map((row) => [row['reporter'], row['source_type'], row['dest_type']])).toEqual([
      ['src', 'wep', 'net'],
      ['dst', 'net', 'wep'],
    ]);
    expect(rows[0]).toMatchObject({ dest_labels: null, dest_namespace: '-', dest_name_aggr: 'pub' });
  });

  it.each([
    [undefined, ['src']],
    [false, ['src']],
    [true, ['src', 'dst']],
  ])('has host endpoints report when flowLogsEnableHostEndpoint is %s', (flowLogsEnableHostEndpoint, reporters) => {
    const lab = startLab();
    lab.flushEvery('10s', flowLogsEnableHostEndpoint === undefined ? {} : { flowLogsEnableHostEndpoint });
    const node = { ...web, type: 'hep' as const, namespace: '-', name: 'node-auto-hep', nameAggr: 'node' };
    lab.connect(client, node);
    const rows = flowsAfterShipping(lab);
    expect(rows.map(({ reporter }) => reporter)).toEqual(reporters);
    expect(rows[0]).toMatchObject({ dest_type: 'hep', dest_name_aggr: 'node' });
  });

  it.each([
    [0, { source_port: 30_001, source_ip: '10.0.0.7', source_name: 'multitool', dest_port: 8080 }],
    [1, { source_port: null, source_ip: '10.0.0.7', source_name: 'multitool', dest_port: 8080 }],
    [2, { source_port: null, source_ip: null, source_name: '-', dest_port: 8080 }],
    [3, { source_port: null, source_ip: null, source_name: '-', dest_port: null }],
  ])('keeps at aggregation kind %i what that kind keeps', (kind, kept) => {
    const lab = startLab();
    lab.flushEvery('10s', { flowLogsFileAggregationKindForAllowed: kind });
    lab.connect(client, web);
    expect(flowsAfterShipping(lab)[0]).toMatchObject({ ...kept, source_name_aggr: 'multitool' });
  });

  it('aggregates by default allowed flows at kind 2 and denied ones at kind 1', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { egress: DENY });
    lab.connect(client, web);
    const [denied, allowed] = flowsAfterShipping(lab);
    expect([denied!['source_name'], allowed!['source_name']]).toEqual(['multitool', '-']);
  });

  it('sums the connections of a row and keeps the labels common to all of its pods', () => {
    const lab = tenSecondLab();
    const other = pod('dev', 'web-7c9d-fghij', { app: 'web', canary: 'yes' }, '10.0.0.9');
    lab.connect(client, web);
    lab.connect(client, other);
    const [row] = flowsAfterShipping(lab);
    expect(row).toMatchObject({ num_flows: 2, num_flows_started: 2, num_flows_completed: 2 });
    expect(row!['dest_labels']).toEqual({ labels: ['app=web'] });
  });

  it('shows a connection alive over two intervals in both, each with its own bytes, as each end sees them', () => {
    const lab = tenSecondLab();
    const connection = lab.connect(client, web, { open: true });
    lab.traffic(connection, 100, 2000);
    lab.runTo(12);
    lab.traffic(connection, 1, 5);
    lab.end(connection);
    lab.runTo(60);
    const rows = documents(lab).filter((row) => row['reporter'] === 'dst');
    expect(rows).toMatchObject([
      { num_flows: 1, num_flows_started: 1, num_flows_completed: 0, bytes_in: 100, bytes_out: 2000 },
      { num_flows: 1, num_flows_started: 0, num_flows_completed: 1, bytes_in: 1, bytes_out: 5 },
    ]);
  });

  it('lets nothing of a refused connection live on into the next interval', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { egress: DENY, open: true });
    lab.runTo(60);
    expect(documents(lab)).toHaveLength(1);
  });

  it('writes policies as index, tier, name, action and rule', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { egress: DENY });
    expect(flowsAfterShipping(lab)[0]!['policies']).toEqual({
      all_policies: ['0|platform|platform.allow-kube-dns|pass|1', '1|default|default.default-deny|deny|-1'],
    });
  });

  it('names the service and both its ports, and a dash and null where there is none', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { service: { namespace: 'dev', name: 'web', portName: 'http', port: 80 } });
    lab.connect(client, OUTSIDE, { port: 443 });
    const [toService, , toOutside] = flowsAfterShipping(lab);
    expect(toService).toMatchObject({ dest_service_name: 'web', dest_service_port: 'http', dest_service_port_num: 80 });
    expect(toOutside).toMatchObject({ dest_service_name: '-', dest_service_port: '-', dest_service_port_num: null });
  });

  it('gives ICMP no ports', () => {
    const lab = tenSecondLab();
    lab.connect(client, OUTSIDE, { protocol: 'icmp' });
    expect(flowsAfterShipping(lab)[0]).toMatchObject({ proto: 'icmp', source_port: null, dest_port: null });
  });

  it('carries the inputs that had a part in a row, and none for background load', () => {
    const lab = tenSecondLab();
    lab.connect(client, web, { input: 7 });
    lab.connect(client, web, { input: 4 });
    lab.connect(client, web);
    lab.connect(client, OUTSIDE, { egress: ALLOW, port: 443 });
    lab.runTo(60);
    expect(lab.calico.logs.all('flows').map((row) => row.inputs)).toEqual([[4, 7], [4, 7], []]);
  });

  it('says when its interval began and ended, in whole seconds', () => {
    const lab = tenSecondLab();
    lab.runTo(11);
    lab.connect(client, web);
    lab.runTo(60);
    expect(documents(lab)[0]).toMatchObject({ start_time: START / 1000 + 10, end_time: START / 1000 + 20 });
  });
});

/** Felix restarts its beat at the change, so intervals start at 0, 10, 20... seconds. */
function tenSecondLab() {
  const lab = startLab();
  lab.flushEvery('10s');
  return lab;
}

function documents(lab: ReturnType<typeof startLab>): LogDocument[] {
  return lab.calico.logs.all('flows').map((row) => row.document);
}

function flowsAfterShipping(lab: ReturnType<typeof startLab>): LogDocument[] {
  lab.runTo(25);
  return lab.calico.logs.window('flows', START - 60_000, START + 25_000, START + 25_000).map((row) => row.document);
}
