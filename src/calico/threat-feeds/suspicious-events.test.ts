import { expect, test } from 'vitest';
import { ApiResponse } from '../../cluster/index.ts';
import { calicoObject, OUTSIDE, pod, startLab } from '../lab/lab.ts';

const client = pod('dev', 'centos');
const threatFeeds = { 'https://feeds.example/ips': ['203.0.113.0/28'], 'https://feeds.example/names': ['Bad.example'] };

function start(content: 'IPSet' | 'DomainNameSet', url: string, calicoRelease = '3.14') {
  const lab = startLab({ threatFeeds, calicoRelease, request: async () => new ApiResponse('{}') });
  lab.flushEvery('10s', { flowLogsFileAggregationKindForAllowed: 1 });
  lab.connect(client, { ...OUTSIDE, ip: '203.0.113.5' }, { input: 1 });
  lab.runTo(40);
  lab.store.create(calicoObject('GlobalThreatFeed', 'feed', { content, mode: 'Enabled', pull: { http: { url } } }));
  lab.runTo(62);
  return lab;
}

test('a flow to an address that a feed lists is one event, once; flows from before the feed are none', () => {
  const lab = start('IPSet', 'https://feeds.example/ips');
  lab.connect(client, { ...OUTSIDE, ip: '203.0.113.7' }, { input: 4 });
  lab.connect(client, { ...OUTSIDE, ip: '203.0.113.99' }, { input: 5 });
  lab.runTo(400);
  expect(lab.calico.events.list()).toMatchObject([
    {
      alert: 'feed',
      inputs: [4],
      event: {
        type: 'gtf_suspicious_flow',
        origin: 'feed',
        severity: 100,
        source_namespace: 'dev',
        source_name_aggr: 'centos',
        dest_ip: '203.0.113.7',
        record: { feeds: ['feed'], flow_action: 'allow' },
      },
    },
  ]);
});

test('a lookup of a name that a feed lists is one too, whatever its letters', () => {
  const lab = start('DomainNameSet', 'https://feeds.example/names', '3.11');
  lab.ask(client, 'bad.example', { input: 6 });
  lab.ask(client, 'good.example');
  lab.runTo(400);
  expect(lab.calico.events.list()).toMatchObject([
    {
      inputs: [6],
      event: {
        type: 'suspicious_dns_query',
        description: '[feed] dev/centos asked for bad.example, which the feed lists',
        source_namespace: 'dev',
        record: { suspicious_domains: ['bad.example'] },
      },
    },
  ]);
});

test('a feed that is deleted finds nothing more', () => {
  const lab = start('IPSet', 'https://feeds.example/ips');
  lab.store.delete('globalthreatfeeds.projectcalico.org', undefined, 'feed');
  lab.connect(client, { ...OUTSIDE, ip: '203.0.113.7' });
  lab.runTo(400);
  expect(lab.calico.events.list()).toEqual([]);
});
