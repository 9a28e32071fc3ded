import { describe, expect, it } from 'vitest';
import { pod, START, startLab } from '../lab/lab.ts';

const client = pod('hipstershop', 'multitool', { run: 'multitool' }, '10.0.0.7');
const sibling = pod('hipstershop', 'web-7c9d-abcde', { app: 'web', zone: 'a' }, '10.0.0.8');
const twin = pod('hipstershop', 'web-7c9d-fghij', { app: 'web', zone: 'b' }, '10.0.0.9');

describe('DNS logs', () => {
  it('writes a row per question name and type, with how often it was asked', () => {
    const lab = tenSecondLab();
    lab.ask(client, 'google.com', { input: 2 });
    lab.ask(client, 'google.com', { latency: 4 });
    lab.ask(client, 'google.com', { qtype: 'AAAA', answers: [] });
    lab.runTo(25);
    const rows = lab.calico.logs.all('dns');
    expect(rows.map(({ document }) => [document['qname'], document['qtype'], document['count']])).toEqual([
      ['google.com', 'A', 2],
      ['google.com', 'AAAA', 1],
    ]);
    expect(rows[0]).toMatchObject({
      inputs: [2],
      document: {
        start_time: '2022-11-03T13:00:00.000000000Z',
        end_time: '2022-11-03T13:00:10.000000000Z',
        client_namespace: 'hipstershop',
        client_labels: { run: 'multitool' },
        rcode: 'NoError',
        rrsets: [{ name: 'google.com', class: 'IN', type: 'A', rdata: ['203.0.113.100'] }],
        latency: { count: 2, mean: 3_000_000, max: 4_000_000 },
        latency_max: 4_000_000,
      },
    });
  });

  it('by default merges the pods of a workload and drops their names and addresses', () => {
    const lab = tenSecondLab();
    lab.ask(sibling, 'google.com');
    lab.ask(twin, 'google.com');
    lab.runTo(25);
    expect(lab.calico.logs.all('dns')).toMatchObject([
      {
        document: {
          client_name: '-',
          client_ip: null,
          client_name_aggr: 'web-7c9d-*',
          client_labels: { app: 'web' },
          count: 2,
        },
      },
    ]);
    expect(lab.calico.logs.all('dns')[0]!.document['client_labels']).toEqual({ app: 'web' });
  });

  it('keeps each pod apart at kind 0', () => {
    const lab = startLab();
    lab.flushEvery('10s', { dnsLogsFileAggregationKind: 0 });
    lab.ask(sibling, 'google.com');
    lab.ask(twin, 'google.com');
    lab.runTo(25);
    expect(lab.calico.logs.all('dns').map(({ document }) => document['client_name'])).toEqual([
      sibling.name,
      twin.name,
    ]);
  });

  it('tells answers apart: another rcode or another address is another row', () => {
    const lab = tenSecondLab();
    lab.ask(client, 'google.com');
    lab.ask(client, 'google.com', { rcode: 'NXDomain', answers: [] });
    lab.ask(client, 'google.com', { answers: [{ name: 'google.com', type: 'A', ttl: 3, data: '203.0.113.9' }] });
    lab.runTo(25);
    expect(lab.calico.logs.all('dns')).toHaveLength(3);
  });
});

describe('audit logs', () => {
  it('writes each event at once, with the name of the object beside it', () => {
    const lab = startLab();
    lab.runTo(30);
    lab.audit('create', 'globalnetworksets', 'empty-networkset', 5);
    const [row] = lab.calico.logs.all('audit');
    expect(row).toMatchObject({
      time: START + 30_000,
      inputs: [5],
      document: { verb: 'create', name: 'empty-networkset', objectRef: { resource: 'globalnetworksets' } },
    });
    expect(row!.visibleAt - row!.time).toBeGreaterThanOrEqual(5_000);
    expect(row!.visibleAt - row!.time).toBeLessThanOrEqual(15_000);
    expect(lab.calico.logs.flushInterval('audit')).toBe(0);
  });

  it('keeps the order in which things happened', () => {
    const lab = startLab();
    for (let index = 0; index < 20; index++) lab.audit('update', 'networksets', `set-${index}`);
    const rows = lab.calico.logs.all('audit');
    expect(rows.map(({ document }) => document['name'])).toEqual(
      Array.from({ length: 20 }, (_, index) => `set-${index}`),
    );
    expect(rows.every((row, index) => index === 0 || row.visibleAt >= rows[index - 1]!.visibleAt)).toBe(true);
  });
});

function tenSecondLab() {
  const lab = startLab();
  lab.flushEvery('10s');
  return lab;
}
