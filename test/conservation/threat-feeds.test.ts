import { beforeEach, expect, test } from 'vitest';
import { type SmallWorld, smallWorld } from './small-world.ts';

const URL = 'https://feeds.example/list.txt';
let world: SmallWorld;

beforeEach(() => {
  world = smallWorld({ allowed: 1, denied: 1, dns: 1 }, 1, { [URL]: ['192.0.2.17', '198.51.100.192/27'] });
});

/** Lets the feed be pulled; writes through the API settle on the host's next turn. */
async function settle(duration = 2_000): Promise<void> {
  world.pass(duration);
  await new Promise((resolve) => setImmediate(resolve));
  world.pass(30_000);
}

function feed(spec: object): void {
  world.cluster.store.create({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalThreatFeed',
    metadata: { name: 'tracker' },
    spec,
  });
}

const status = () => world.cluster.store.get('globalthreatfeeds.projectcalico.org', undefined, 'tracker')?.['status'];
const set = () => world.cluster.store.get('globalnetworksets.projectcalico.org', undefined, 'threatfeed.tracker');
const audited = () =>
  world.calico.logs
    .all('audit')
    .map(({ document, inputs }) => [document['verb'], document['objectRef'].name, document['user'].username, inputs]);
const CONTROLLER = 'system:serviceaccount:tigera-intrusion-detection:intrusion-detection-controller';

test('a feed becomes a labelled network set, written by its controller and caused by nobody', async () => {
  feed({ pull: { http: { url: URL } }, globalNetworkSet: { labels: { threatfeed: 'feodo' } } });
  await settle();
  expect(set()).toMatchObject({
    metadata: { labels: { threatfeed: 'feodo' } },
    spec: { nets: ['192.0.2.17/32', '198.51.100.192/27'] },
  });
  expect(status()).toMatchObject({ lastSuccessfulSync: '2022-11-03T13:00:01Z' });
  expect(audited()).toEqual([['create', 'threatfeed.tracker', CONTROLLER, []]]);
});

test('policies know its addresses at once', async () => {
  feed({ pull: { http: { url: URL } }, globalNetworkSet: { labels: { threatfeed: 'feodo' } } });
  world.cluster.store.create({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'default.block' },
    spec: {
      selector: 'all()',
      types: ['Egress'],
      egress: [{ action: 'Deny', destination: { selector: "threatfeed == 'feodo'" } }, { action: 'Allow' }],
    },
  });
  await settle();
  const origin = { from: world.network.pod('dev', 'client')! };
  const { connection } = world.network.open(origin, { protocol: 'tcp', ip: '192.0.2.17', port: 443 });
  expect(connection).toMatchObject({ egress: { action: 'deny' }, destination: { name: 'threatfeed.tracker' } });
});

test('an unknown address tells in the status why it failed, and makes no set', async () => {
  feed({ pull: { http: { url: 'https://nosuch.example' } }, globalNetworkSet: {} });
  await settle();
  expect(set()).toBeUndefined();
  expect(status().errorConditions[0].message).toContain('https://nosuch.example');
});

test('what somebody changes in the set is put right at the next pull; unchanged it is not written again', async () => {
  feed({ pull: { period: '10m', http: { url: URL } }, globalNetworkSet: { labels: { a: 'b' } } });
  await settle();
  await settle(600_000);
  expect(audited()).toHaveLength(1);
  world.cluster.store.update('globalnetworksets.projectcalico.org', undefined, 'threatfeed.tracker', (copy) => {
    copy['spec'].nets = [];
  });
  await settle(600_000);
  expect(set()!['spec'].nets).toHaveLength(2);
  expect(audited().map(([verb]) => verb)).toEqual(['create', 'update']);
});

test.each([
  ['names make no set of addresses', { content: 'DomainNameSet', pull: { http: { url: URL } }, globalNetworkSet: {} }],
  ['a feed without a set makes none', { pull: { http: { url: URL } } }],
  ['a disabled feed is not pulled', { mode: 'Disabled', pull: { http: { url: URL } }, globalNetworkSet: {} }],
])('%s', async (_, spec) => {
  feed(spec);
  await settle();
  expect(set()).toBeUndefined();
});

test('the set goes with its feed', async () => {
  feed({ pull: { http: { url: URL } }, globalNetworkSet: {} });
  await settle();
  world.cluster.store.delete('globalthreatfeeds.projectcalico.org', undefined, 'tracker');
  await settle();
  expect(set()).toBeUndefined();
});
