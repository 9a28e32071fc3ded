import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { type AuditEvent, type Cluster, createCluster, kubernetesKinds } from '../../cluster/index.ts';
import { networkKinds } from './network-kinds.ts';

let cluster: Cluster;
let audited: AuditEvent[];

beforeEach(() => {
  const clock = new VirtualClock(Date.UTC(2022, 10, 3, 13, 5, 5));
  cluster = createCluster({ clock, random: createRandom(1), kinds: [...kubernetesKinds, ...networkKinds] });
  audited = [];
  cluster.onAudit((event) => audited.push(event));
});

const ROOT = 'http://cluster/apis/projectcalico.org/v3';
const KINDS: Record<string, string> = {
  globalnetworksets: 'GlobalNetworkSet',
  globalnetworkpolicies: 'GlobalNetworkPolicy',
  stagedglobalnetworkpolicies: 'StagedGlobalNetworkPolicy',
  tiers: 'Tier',
  felixconfigurations: 'FelixConfiguration',
  hostendpoints: 'HostEndpoint',
  ippools: 'IPPool',
};

// biome-ignore lint/suspicious/noExplicitAny: answers are open JSON
async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<any> {
  const init = body
    ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
    : { headers };
  const response = await cluster.handle(new Request(`${ROOT}/${path}`, { method, ...init }));
  return response.json();
}

const create = (plural: string, name: string, spec?: object, metadata: object = {}) =>
  call('POST', plural, {
    apiVersion: 'projectcalico.org/v3',
    kind: KINDS[plural],
    metadata: { name, ...metadata },
    ...(spec ? { spec } : {}),
  });

describe('storing', () => {
  test('a network set loses its empty fields', async () => {
    const set = await create(
      'globalnetworksets',
      'empty-networkset',
      { nets: [], allowedEgressDomains: null },
      { labels: { a: 'b' } },
    );
    expect(set.spec).toEqual({});
    expect(set.metadata.labels).toEqual({ a: 'b' });
  });

  test('a policy gets tier, tier label, types and both ends of each rule', async () => {
    const policy = await create('globalnetworkpolicies', 'deny-some', {
      selector: '',
      order: 10,
      egress: [{ action: 'Deny', protocol: '6', destination: { ports: [80], nets: [] } }],
    });
    expect(policy.metadata.labels).toEqual({ 'projectcalico.org/tier': 'default' });
    expect(policy.spec).toEqual({
      tier: 'default',
      order: 10,
      types: ['Egress'],
      egress: [{ action: 'Deny', protocol: 6, source: {}, destination: { ports: [80] } }],
    });
  });

  test('a staged policy is to be set unless it says otherwise', async () => {
    const policy = await create('stagedglobalnetworkpolicies', 'try', { selector: 'all()' });
    expect(policy.spec.stagedAction).toBe('Set');
  });

  test('a policy may live in a tier that exists, under a name that starts with it', async () => {
    await create('tiers', 'platform', { order: 300 });
    const policy = await create('globalnetworkpolicies', 'platform.allow-dns', { tier: 'platform', order: -50 });
    expect(policy.spec).toMatchObject({ tier: 'platform', order: -50 });
  });

  test('tables show the name and the moment of creation', async () => {
    await create('tiers', 'platform', { order: 300 });
    const table = await call('GET', 'tiers', undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(['Name', 'Created At']);
    expect(table.rows[0].cells).toEqual(['platform', '2022-11-03T13:05:05Z']);
  });
});

describe('what is refused, in the words of Calico’s validator', () => {
  const cases: [string, string, string, object, string][] = [
    ['a selector', 'globalnetworkpolicies', 'p', { selector: 'app ==' }, "error with field Selector = 'app =='"],
    [
      'a tier that is not there',
      'globalnetworkpolicies',
      'ghost.p',
      { tier: 'ghost' },
      "error with field Tier = 'ghost' (tier ghost does not exist)",
    ],
    [
      'a name without its tier',
      'globalnetworkpolicies',
      'other.p',
      {},
      'policy name must start with the name of its tier',
    ],
    ['a type', 'globalnetworkpolicies', 'p', { types: ['Inward'] }, "error with field Types[0] = 'Inward'"],
    [
      'preDNAT with egress',
      'globalnetworkpolicies',
      'p',
      { preDNAT: true, applyOnForward: true, egress: [{ action: 'Allow' }] },
      'PreDNAT PolicySpec cannot have any Egress rules',
    ],
    [
      'a block',
      'globalnetworksets',
      's',
      { nets: ['10.0.0.0/40'] },
      "error with field Nets[0] = '10.0.0.0/40' (Reason: failed to validate Field: Nets[0] because of Tag: net )",
    ],
    [
      'a domain',
      'globalnetworksets',
      's',
      { allowedEgressDomains: ['not a name'] },
      "AllowedEgressDomains[0] = 'not a name'",
    ],
    ['a host endpoint without a node', 'hostendpoints', 'h', { interfaceName: '*' }, 'no node has been specified'],
    [
      'a host endpoint of nothing',
      'hostendpoints',
      'h',
      { node: 'a' },
      'no interface name or expected IPs have been specified',
    ],
    ['a pool without a block', 'ippools', 'p', { cidr: '10.0.0.0' }, "error with field CIDR = '10.0.0.0'"],
    ['a pool smaller than its blocks', 'ippools', 'p', { cidr: '10.0.0.0/28' }, 'IP pool size is too small'],
    ['a tier’s default action', 'tiers', 't', { defaultAction: 'Allow' }, "error with field DefaultAction = 'Allow'"],
    [
      'an interval without a unit',
      'felixconfigurations',
      'default',
      { flowLogsFlushInterval: '10' },
      'time: missing unit in duration "10"',
    ],
    [
      'an aggregation kind',
      'felixconfigurations',
      'default',
      { flowLogsFileAggregationKindForAllowed: 4 },
      'must be a whole number from 0 to 3',
    ],
  ];
  test.each(cases)('%s', async (_, plural, name, spec, message) => {
    const answer = await create(plural, name, spec);
    expect(answer.message).toContain(message);
    expect(cluster.store.list(`${plural}.projectcalico.org`)).toEqual([]);
  });

  const rules: [string, object, string][] = [
    [
      'an action',
      { action: 'Permit' },
      "error with field Action = 'Permit' (Reason: failed to validate Field: Action because of Tag: action )",
    ],
    ['a protocol', { action: 'Allow', protocol: 'TPC' }, "error with field Protocol = 'TPC' (protocol name invalid)"],
    ['protocol 0', { action: 'Allow', protocol: 0 }, "error with field Protocol = '0' (protocol number invalid)"],
    [
      'ports without a protocol',
      { action: 'Allow', destination: { ports: [80] } },
      'rules that specify ports must set protocol to TCP or UDP or SCTP',
    ],
    [
      'a port',
      { action: 'Allow', protocol: 'TCP', destination: { ports: ['80:70'] } },
      'minimum port number (80) is greater than maximum port number (70) in port range',
    ],
    ['a net of a rule', { action: 'Allow', source: { nets: ['10.0.0.0.0/8'] } }, "Nets[0] = '10.0.0.0.0/8'"],
    ['a selector of a rule', { action: 'Allow', source: { selector: 'a = b' } }, "error with field Selector = 'a = b'"],
    ['ICMP of another protocol', { action: 'Allow', protocol: 'TCP', icmp: { type: 8 } }, 'must set protocol to ICMP'],
    [
      'domains on ingress',
      { action: 'Allow', destination: { domains: ['a.com'] } },
      'only egress rules with action Allow may specify domains',
    ],
    [
      'a service with ports',
      { action: 'Allow', protocol: 'TCP', source: { services: { name: 'x' }, ports: [1] } },
      'cannot specify Ports and Services on the same rule',
    ],
  ];
  test.each(rules)('%s', async (_, rule, message) => {
    expect((await create('globalnetworkpolicies', 'p', { ingress: [rule] })).message).toContain(message);
  });

  test('a second spelling of a policy of the default tier', async () => {
    await create('globalnetworkpolicies', 'default.p', {});
    const answer = await create('globalnetworkpolicies', 'p', {});
    expect(answer.message).toBe('globalnetworkpolicies.projectcalico.org "default.p" already exists');
  });

  test('a policy without a tier is kept as the default tier’s, and found under both spellings', async () => {
    const made = await create('globalnetworkpolicies', 'deny-all', {});
    expect(made.metadata.name).toBe('default.deny-all');
    for (const spelling of ['deny-all', 'default.deny-all']) {
      expect((await call('GET', `globalnetworkpolicies/${spelling}`)).metadata.uid).toBe(made.metadata.uid);
    }
    const patch = { metadata: { name: 'deny-all', labels: { a: 'b' } } };
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patched = await call('PATCH', 'globalnetworkpolicies/deny-all', patch, headers);
    expect(patched.metadata).toMatchObject({ name: 'default.deny-all', labels: { a: 'b' } });
    const listed = await call('GET', 'globalnetworkpolicies?fieldSelector=metadata.name%3Ddeny-all');
    expect(listed.items).toHaveLength(1);
    expect((await call('DELETE', 'globalnetworkpolicies/deny-all')).status).toBe('Success');
    expect((await call('GET', 'globalnetworkpolicies')).items).toEqual([]);
  });

  test('a name without the prefix of the tier it names is refused as it was written', async () => {
    await create('tiers', 'security', {});
    const answer = await create('globalnetworkpolicies', 'lock', { tier: 'security' });
    expect(answer.message).toBe(
      "error with field Name = 'lock' (policy name must start with the name of its tier, as in security.lock)",
    );
  });

  test('Kubernetes policies are shown among Calico’s, and only shown', async () => {
    await cluster.handle(
      new Request('http://cluster/apis/networking.k8s.io/v1/namespaces/default/networkpolicies', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'web', namespace: 'default' },
          spec: { podSelector: { matchLabels: { app: 'web' } } },
        }),
      }),
    );
    const { items } = await call('GET', 'namespaces/default/networkpolicies');
    expect(items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['knp.default.web']);
    const own = await call('GET', 'namespaces/default/networkpolicies/knp.default.web');
    expect(own).toMatchObject({ kind: 'NetworkPolicy', apiVersion: 'projectcalico.org/v3', spec: { tier: 'default' } });
    const refused = 'kubernetes network policies must be managed through the kubernetes API';
    expect((await call('DELETE', 'namespaces/default/networkpolicies/knp.default.web')).message).toBe(refused);
  });

  test('several errors are listed', async () => {
    const answer = await create('globalnetworkpolicies', 'p', { selector: '(', types: ['X'] });
    expect(answer.message).toMatch(
      /^error with the following fields:\n- {2}Selector = .*\n- {2}Types\[0\] = 'X'.*\n$/s,
    );
  });

  test('an unknown field of a rule, under strict decoding', async () => {
    const rule = { action: 'Allow', destnation: {} };
    const answer = await call('POST', 'globalnetworkpolicies?fieldValidation=Strict', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'p' },
      spec: { ingress: [rule] },
    });
    expect(answer.message).toContain('unknown field "spec.ingress[0].destnation"');
  });

  test('deleting a tier that has policies, or a built-in one', async () => {
    await create('tiers', 'platform', { order: 300 });
    await create('tiers', 'default', {});
    await create('globalnetworkpolicies', 'platform.p', { tier: 'platform' });
    expect((await call('DELETE', 'tiers/platform')).message).toContain('still has policies');
    expect((await call('DELETE', 'tiers/default')).message).toContain('built-in tiers cannot be deleted');
    await call('DELETE', 'globalnetworkpolicies/platform.p');
    expect((await call('DELETE', 'tiers/platform')).status).toBe('Success');
  });
});

test('the audit log has network sets, policies, tiers and host endpoints, and no settings', async () => {
  await create('globalnetworksets', 's', {});
  await create('tiers', 't', {});
  await create('globalnetworkpolicies', 'p', {});
  await create('hostendpoints', 'h', { node: 'a', interfaceName: '*' });
  await create('felixconfigurations', 'default', {});
  await create('ippools', 'p', { cidr: '10.0.0.0/16' });
  expect(audited.map(({ log, event }) => [log, event['objectRef'].resource])).toEqual([
    ['ee', 'globalnetworksets'],
    ['ee', 'tiers'],
    ['ee', 'globalnetworkpolicies'],
    ['ee', 'hostendpoints'],
  ]);
});
