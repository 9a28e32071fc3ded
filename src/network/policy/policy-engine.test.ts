import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';
import type { PolicyHit, Protocol } from '../types.ts';

/**
 * dev: client (app=client, account `robot`), web (app=web, serves 80, port named http), db (app=db).
 * prod (env=prod): api (app=api). outside: 203.0.113.9.
 */
function world(...changes: ((lab: Lab) => void)[]): Lab {
  const lab = new Lab();
  lab.namespace('prod', { env: 'prod' });
  lab.put('serviceaccounts', 'v1', 'ServiceAccount', { namespace: 'dev', name: 'robot', labels: { trust: 'low' } });
  lab.pod('client', { ip: '10.224.0.10', labels: { app: 'client' }, serviceAccount: 'robot' });
  lab.pod('web', {
    ip: '10.224.0.85',
    labels: { app: 'web' },
    image: 'nginx',
    ports: [{ name: 'http', containerPort: 80 }],
  });
  lab.pod('db', { ip: '10.224.0.86', labels: { app: 'db' } });
  lab.pod('api', { namespace: 'prod', ip: '10.224.1.20', labels: { app: 'api' }, node: 'node-b' });
  lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.85' }] });
  for (const change of changes) change(lab);
  return lab;
}

const tier =
  (name: string, order?: number, rest = {}) =>
  (lab: Lab) =>
    lab.apply('Tier', name, { ...(order === undefined ? {} : { order }), ...rest });
const global = (name: string, spec: object) => (lab: Lab) => lab.apply('GlobalNetworkPolicy', name, spec);
const local =
  (name: string, spec: object, namespace = 'dev') =>
  (lab: Lab) =>
    lab.apply('NetworkPolicy', name, spec, { namespace });
const kubernetes =
  (name: string, spec: object, namespace = 'dev') =>
  (lab: Lab) =>
    lab.apply('KubernetesNetworkPolicy', name, spec, { namespace });
const networkSet = (name: string, spec: object, labels: Record<string, string>) => (lab: Lab) =>
  lab.apply('GlobalNetworkSet', name, spec, { labels });

interface Probe {
  from?: string;
  to?: string;
  port?: number;
  protocol?: Protocol;
}

const ADDRESSES: Record<string, string> = {
  client: '10.224.0.10',
  web: '10.224.0.85',
  db: '10.224.0.86',
  api: '10.224.1.20',
  outside: '203.0.113.9',
};

/** The verdicts of one attempt, from client to web on 80 unless said otherwise. */
function judged(lab: Lab, { from = 'client', to = 'web', port = 80, protocol = 'tcp' }: Probe = {}) {
  const origin = lab.from(from, from === 'api' ? 'prod' : 'dev');
  const { connection } = lab.network.open(origin, { protocol, ip: ADDRESSES[to]!, port });
  return { egress: connection!.egress, ingress: connection!.ingress };
}

const shown = (hits: readonly PolicyHit[] = []) =>
  hits.map(({ index, tier: of, name, action, rule }) => `${index}|${of}|${name}|${action}|${rule}`);

function allowed(lab: Lab, probe?: Probe): boolean {
  const { egress, ingress } = judged(lab, probe);
  return egress?.action !== 'deny' && ingress?.action !== 'deny';
}

const web = "app == 'web'";
const client = "app == 'client'";
const allowAll = { ingress: [{ action: 'Allow' }], egress: [{ action: 'Allow' }] };

describe('which policy decides', () => {
  test('without any policy the namespace profile allows both ends', () => {
    const { egress, ingress } = judged(world());
    expect(shown(egress?.hits)).toEqual(['0|__PROFILE__|__PROFILE__.kns.dev|allow|0']);
    expect(shown(ingress?.hits)).toEqual(['0|__PROFILE__|__PROFILE__.kns.dev|allow|0']);
  });

  test('a policy that selects the endpoint and has no matching rule denies at the end of its tier', () => {
    const lab = world(global('default-deny', { selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.default-deny|deny|-1']);
  });

  test('the end of a tier is attributed to its last policy', () => {
    const lab = world(global('a', { order: 1, selector: web }), global('b', { order: 2, selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.b|deny|-1']);
  });

  test('a policy that does not select the endpoint says nothing', () => {
    expect(allowed(world(global('default-deny', { selector: "app == 'other'" })))).toBe(true);
  });

  test('the first matching rule decides, with its index', () => {
    const ingress = [{ action: 'Deny', protocol: 'UDP' }, { action: 'Allow' }, { action: 'Deny' }];
    const lab = world(local('web', { selector: web, ingress }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/default.web|allow|1']);
  });

  test('Log goes on to the next rule and leaves no hit', () => {
    const lab = world(global('logged', { selector: web, ingress: [{ action: 'Log' }, { action: 'Deny' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.logged|deny|1']);
  });

  test('Pass goes to the next tier, skipping the rest of this one', () => {
    const lab = world(
      tier('security', 100),
      global('security.pass', { tier: 'security', order: 1, selector: web, ingress: [{ action: 'Pass' }] }),
      global('security.deny', { tier: 'security', order: 2, selector: web, ingress: [{ action: 'Deny' }] }),
      global('open', { selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|security|security.pass|pass|0',
      '1|default|default.open|allow|0',
    ]);
  });

  test('passed by every tier, the profile decides', () => {
    const lab = world(global('pass', { selector: web, ingress: [{ action: 'Pass' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|default.pass|pass|0',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('tiers are asked by order, the one without an order last', () => {
    const lab = world(
      tier('late'),
      tier('second', 200),
      tier('first', 100),
      ...['late', 'second', 'first'].map((name) =>
        global(`${name}.p`, { tier: name, selector: web, ingress: [{ action: 'Pass' }] }),
      ),
    );
    const names = judged(lab).ingress?.hits.map((hit) => hit.name);
    expect(names).toEqual(['first.p', 'second.p', 'late.p', '__PROFILE__.kns.dev']);
  });

  test('a tier may pass at its end', () => {
    const lab = world(tier('soft', 1, { defaultAction: 'Pass' }), global('soft.p', { tier: 'soft', selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|soft|soft.p|pass|-1',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('policies are asked by order, then by name; without an order last', () => {
    const deny = { selector: web, ingress: [{ action: 'Deny' }] };
    const lab = world(global('z', { ...deny, order: 5 }), global('a', deny), global('y', { ...deny, order: 5 }));
    expect(judged(lab).ingress?.hits[0]?.name).toBe('default.y');
  });

  test('orders may be fractions and negative', () => {
    const lab = world(
      global('zero', { order: 0, selector: web, ingress: [{ action: 'Deny' }] }),
      global('minus', { order: -0.5, selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(judged(lab).ingress?.hits[0]?.name).toBe('default.minus');
  });

  test('a policy of a tier that does not exist is not in force', () => {
    expect(allowed(world(global('ghost.p', { tier: 'ghost', selector: web })))).toBe(true);
  });

  test('the egress of the source is judged first; denied there, the destination is not asked', () => {
    const lab = world(global('deny', { types: ['Ingress', 'Egress'] }));
    expect(judged(lab).egress?.action).toBe('deny');
    expect(judged(lab).ingress).toBeUndefined();
  });

  test('the verdict follows every change of policies, pods and namespaces', () => {
    const lab = world();
    expect(allowed(lab)).toBe(true);
    lab.apply('GlobalNetworkPolicy', 'deny', { selector: "security == 'strict'" });
    expect(allowed(lab)).toBe(true);
    lab.pod('web', { ip: '10.224.0.85', labels: { app: 'web', security: 'strict' }, image: 'nginx' });
    expect(allowed(lab)).toBe(false);
    lab.apply('GlobalNetworkPolicy', 'allow', {
      order: 1,
      ingress: [{ action: 'Allow', source: { namespaceSelector: "x == 'y'" } }],
    });
    expect(allowed(lab)).toBe(false);
    lab.namespace('dev', { x: 'y' });
    expect(allowed(lab)).toBe(true);
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'allow');
    expect(allowed(lab)).toBe(false);
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'deny');
    expect(allowed(lab)).toBe(true);
  });
});

describe('which directions a policy governs', () => {
  test.each([
    ['nothing said', {}, ['ingress']],
    ['only ingress rules', { ingress: [{ action: 'Deny' }] }, ['ingress']],
    ['only egress rules', { egress: [{ action: 'Deny' }] }, ['egress']],
    ['both', { ingress: [{ action: 'Deny' }], egress: [{ action: 'Deny' }] }, ['egress', 'ingress']],
    ['types alone', { types: ['Egress'] }, ['egress']],
    ['types over rules', { types: ['Ingress'], egress: [{ action: 'Deny' }] }, ['ingress']],
  ])('%s', (_, spec, directions) => {
    const lab = world(global('p', spec));
    const outgoing = judged(lab).egress?.action === 'deny';
    // From the node the client is not on, only the ingress of web is judged.
    const { connection } = lab.network.open(
      { from: lab.network.host('node-b') },
      { protocol: 'tcp', ip: ADDRESSES['web']!, port: 80 },
    );
    const incoming = connection?.ingress?.action === 'deny';
    expect([...(outgoing ? ['egress'] : []), ...(incoming ? ['ingress'] : [])]).toEqual(directions);
  });
});

/** Each row: an Allow rule on web's ingress, and whether the client's attempt matches it. */
describe('what an ingress rule matches', () => {
  const rows: [string, object, Probe, boolean][] = [
    ['an empty rule', {}, {}, true],
    ['the protocol', { protocol: 'TCP' }, {}, true],
    ['another protocol', { protocol: 'UDP' }, {}, false],
    ['the protocol by number', { protocol: 6 }, {}, true],
    ['any case of the name', { protocol: 'tcp' }, {}, true],
    ['not this protocol', { notProtocol: 'UDP' }, {}, true],
    ['ICMP without type', { protocol: 'ICMP' }, { protocol: 'icmp', port: 0 }, true],
    ['an echo request', { protocol: 'ICMP', icmp: { type: 8 } }, { protocol: 'icmp', port: 0 }, true],
    ['another ICMP type', { protocol: 'ICMP', icmp: { type: 3 } }, { protocol: 'icmp', port: 0 }, false],
    ['not that ICMP type', { protocol: 'ICMP', notICMP: { type: 3 } }, { protocol: 'icmp', port: 0 }, true],
    ['ports never match ICMP', { destination: { ports: [0] } }, { protocol: 'icmp', port: 0 }, false],
    ['a port', { protocol: 'TCP', destination: { ports: [80] } }, {}, true],
    ['a port as text', { protocol: 'TCP', destination: { ports: ['80'] } }, {}, true],
    ['a range', { protocol: 'TCP', destination: { ports: ['79:81'] } }, {}, true],
    ['outside the range', { protocol: 'TCP', destination: { ports: ['81:90'] } }, {}, false],
    ['a named port', { protocol: 'TCP', destination: { ports: ['http'] } }, {}, true],
    ['a name of another port', { protocol: 'TCP', destination: { ports: ['http'] } }, { port: 81 }, false],
    ['not these ports', { protocol: 'TCP', destination: { notPorts: [80] } }, {}, false],
    ['not those ports', { protocol: 'TCP', destination: { notPorts: [81] } }, {}, true],
    ['a source port above 32767', { protocol: 'TCP', source: { ports: ['32768:65535'] } }, {}, true],
    ['a block with the source', { source: { nets: ['10.224.0.0/24'] } }, {}, true],
    ['a block without it', { source: { nets: ['10.225.0.0/24'] } }, {}, false],
    ['not in a block', { source: { notNets: ['10.224.0.0/24'] } }, {}, false],
    ['a block less a part', { source: { nets: ['10.224.0.0/16'], notNets: ['10.224.0.8/29'] } }, {}, false],
    ['labels of the source', { source: { selector: client } }, {}, true],
    ['other labels', { source: { selector: web } }, {}, false],
    ['not these labels', { source: { notSelector: client } }, {}, false],
    ['not other labels', { source: { notSelector: web } }, {}, true],
    ['the namespace by its name', { source: { namespaceSelector: "projectcalico.org/name == 'dev'" } }, {}, true],
    ['labels of another namespace', { source: { namespaceSelector: "env == 'prod'" } }, {}, false],
    ['any namespace', { source: { namespaceSelector: 'all()' } }, {}, true],
    ['no namespace', { source: { namespaceSelector: 'global()' } }, {}, false],
    ['an account by name', { source: { serviceAccounts: { names: ['robot'] } } }, {}, true],
    ['another account', { source: { serviceAccounts: { names: ['human'] } } }, {}, false],
    ['an account by label', { source: { serviceAccounts: { selector: "trust == 'low'" } } }, {}, true],
    ['the version of IP', { ipVersion: 4 }, {}, true],
    ['the other version', { ipVersion: 6 }, {}, false],
    ['domains on ingress', { destination: { domains: ['web'] } }, {}, false],
    ['an HTTP rule, by its packets', { http: { methods: ['GET'] } }, {}, true],
  ];
  test.each(rows)('%s', (_, rule, probe, expected) => {
    const lab = world(global('p', { selector: web, ingress: [{ action: 'Allow', ...rule }] }));
    expect(allowed(lab, probe)).toBe(expected);
  });
});

describe('namespaces of a rule', () => {
  const apiToWeb = { from: 'api' } as const;

  test('a namespaced policy sees its own namespace only', () => {
    const rule = { action: 'Allow', source: { selector: "app == 'api'" } };
    expect(allowed(world(local('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(false);
    expect(allowed(world(global('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(true);
  });

  test('unless its rule names another', () => {
    const rule = { action: 'Allow', source: { selector: "app == 'api'", namespaceSelector: "env == 'prod'" } };
    expect(allowed(world(local('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(true);
  });

  test('a namespaced rule without selectors matches everyone', () => {
    expect(allowed(world(local('p', { selector: web, ingress: [{ action: 'Allow' }] })), apiToWeb)).toBe(true);
  });

  test('a namespaced policy selects no pod of another namespace', () => {
    expect(allowed(world(local('p', { selector: 'all()' }, 'prod')))).toBe(true);
  });

  test.each([
    ["projectcalico.org/namespace == 'dev'", undefined, undefined, false],
    ['all()', "env == 'prod'", undefined, true],
    ['all()', "kubernetes.io/metadata.name == 'dev'", undefined, false],
    ['all()', undefined, "trust == 'low'", true],
    ['all()', undefined, "projectcalico.org/name == 'default'", false],
  ])(
    'a global policy selects by %s, namespace %s, account %s',
    (selector, namespaceSelector, serviceAccountSelector, expected) => {
      expect(allowed(world(global('p', { selector, namespaceSelector, serviceAccountSelector })))).toBe(expected);
    },
  );
});

describe('where egress goes', () => {
  const egress = (destination: object, action = 'Allow') =>
    global('p', {
      selector: client,
      types: ['Egress'],
      egress: [
        { action: 'Allow', protocol: 'UDP', destination: { ports: [53] } },
        { action, destination },
      ],
    });
  const outside = { to: 'outside' };

  test('an address in a network set with the label', () => {
    const lab = world(
      networkSet('good', { nets: ['203.0.113.0/24'] }, { kind: 'good' }),
      egress({ selector: "kind == 'good'" }),
    );
    expect(allowed(lab, outside)).toBe(true);
    lab.apply('GlobalNetworkSet', 'good', { nets: ['198.51.100.0/24'] }, { labels: { kind: 'good' } });
    expect(allowed(lab, outside)).toBe(false);
  });

  test('a global network set is in no namespace', () => {
    const set = networkSet('good', { nets: ['203.0.113.0/24'] }, { kind: 'good' });
    expect(allowed(world(set, egress({ selector: "kind == 'good'", namespaceSelector: 'global()' })), outside)).toBe(
      true,
    );
    expect(allowed(world(set, egress({ selector: "kind == 'good'", namespaceSelector: 'all()' })), outside)).toBe(
      false,
    );
  });

  test('a pod whose address lies in a network set has that set’s labels too', () => {
    const lab = world(
      networkSet('pods', { nets: ['10.224.0.0/24'] }, { kind: 'pods' }),
      egress({ selector: "kind == 'pods'" }),
    );
    expect(allowed(lab)).toBe(true);
  });

  test.each([
    ['the name', ['google.com'], true],
    ['a wildcard', ['*.example.com'], false],
    ['any name below', ['*.com'], true],
    ['another name', ['github.com'], false],
  ])('a domain, once looked up: %s', (_, domains, expected) => {
    const lab = world(egress({ domains }));
    const google = { protocol: 'tcp', ip: '142.250.74.46', port: 80 } as const;
    expect(lab.network.open(lab.from('client'), google).outcome).toBe('dropped');
    lab.network.lookup(lab.from('client'), 'google.com');
    expect(lab.network.open(lab.from('client'), google).outcome).toBe(expected ? 'open' : 'dropped');
  });

  test('what was learned is forgotten when the answer expires', () => {
    const lab = world(egress({ domains: ['google.com'] }));
    lab.network.lookup(lab.from('client'), 'google.com');
    lab.clock.jumpTo(lab.clock.now() + 301_000);
    expect(lab.open('client', '142.250.74.46', 80).outcome).toBe('dropped');
  });

  test('domains of a network set count in Allow rules and not in Deny rules', () => {
    const trusted = networkSet('trusted', { allowedEgressDomains: ['google.com'] }, { trust: 'yes' });
    const lab = world(trusted, egress({ selector: "trust == 'yes'" }));
    lab.network.lookup(lab.from('client'), 'google.com');
    const attempt = lab.open('client', '142.250.74.46', 80);
    expect(attempt.outcome).toBe('open');
    expect(attempt.connection?.domains).toEqual(['google.com']);
    const denying = world(
      trusted,
      global('p', {
        selector: client,
        egress: [{ action: 'Deny', destination: { selector: "trust == 'yes'" } }, { action: 'Allow' }],
      }),
    );
    denying.network.lookup(denying.from('client'), 'google.com');
    expect(denying.open('client', '142.250.74.46', 80).outcome).toBe('open');
  });

  test('a service means its endpoints on their ports', () => {
    const lab = world(egress({ services: { name: 'web', namespace: 'dev' } }));
    expect(lab.open('client', '10.0.112.45', 80).outcome).toBe('open');
    expect(allowed(lab, { port: 81 })).toBe(false);
    expect(allowed(lab, { to: 'db' })).toBe(false);
  });

  test('policy sees the pod behind a service, on its own port', () => {
    const lab = world(egress({ selector: web, namespaceSelector: "projectcalico.org/name == 'dev'" }));
    expect(lab.open('client', '10.0.112.45', 80).outcome).toBe('open');
  });
});

describe('staged policies', () => {
  const staged = (name: string, spec: object) => (lab: Lab) => lab.apply('StagedGlobalNetworkPolicy', name, spec);

  test('are recorded and do not decide', () => {
    const lab = world(staged('deny', { selector: web, ingress: [{ action: 'Deny' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|staged:default.deny|deny|0',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('would deny at the end of the tier, which passes where nothing is enforced', () => {
    const lab = world(staged('nothing', { selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|staged:default.nothing|deny|-1',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('stay out of a verdict an enforced rule of the tier reached', () => {
    const lab = world(
      staged('nothing', { order: 1, selector: web }),
      global('allow', { order: 2, selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.allow|allow|0']);
  });

  test('that delete a policy judge nothing', () => {
    const lab = world(staged('gone', { selector: web, stagedAction: 'Delete' }));
    expect(judged(lab).ingress?.hits).toHaveLength(1);
  });

  test('of a namespace carry it in their name', () => {
    const lab = world((made) => made.apply('StagedNetworkPolicy', 'x', { selector: web }, { namespace: 'dev' }));
    expect(judged(lab).ingress?.hits[0]?.name).toBe('dev/staged:default.x');
  });
});

describe('Kubernetes policies', () => {
  const inbound = (from: object[] | undefined, ports?: object[]) =>
    kubernetes('web', {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ ...(from ? { from } : {}), ...(ports ? { ports } : {}) }],
    });

  test('deny what they do not allow, under their Calico name', () => {
    const lab = world(kubernetes('deny', { podSelector: {} }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/knp.default.deny|deny|-1']);
    expect(judged(lab).egress?.action).toBe('allow');
  });

  test.each([
    ['anyone', undefined, undefined, true],
    ['pods of the same namespace', [{ podSelector: {} }], undefined, true],
    ['pods by label', [{ podSelector: { matchLabels: { app: 'client' } } }], undefined, true],
    ['pods by other label', [{ podSelector: { matchLabels: { app: 'x' } } }], undefined, false],
    ['all namespaces', [{ namespaceSelector: {} }], undefined, true],
    ['one namespace', [{ namespaceSelector: { matchLabels: { env: 'prod' } } }], undefined, false],
    [
      'expressions In',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'client'] }] } }],
      undefined,
      true,
    ],
    [
      'expressions NotIn',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['client'] }] } }],
      undefined,
      false,
    ],
    [
      'expressions Exists',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }],
      undefined,
      true,
    ],
    [
      'expressions DoesNotExist',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }],
      undefined,
      false,
    ],
    ['a block', [{ ipBlock: { cidr: '10.224.0.0/24' } }], undefined, true],
    ['a block except', [{ ipBlock: { cidr: '10.224.0.0/24', except: ['10.224.0.10/32'] } }], undefined, false],
    [
      'either of two peers',
      [{ podSelector: { matchLabels: { app: 'x' } } }, { ipBlock: { cidr: '10.0.0.0/8' } }],
      undefined,
      true,
    ],
    ['a port', undefined, [{ port: 80 }], true],
    ['another port', undefined, [{ port: 81 }], false],
    ['a named port', undefined, [{ port: 'http' }], true],
    ['a range', undefined, [{ port: 70, endPort: 90 }], true],
    ['another protocol', undefined, [{ protocol: 'UDP', port: 80 }], false],
    ['every port of the protocol', undefined, [{ protocol: 'TCP' }], true],
  ])('ingress from %s', (_, from, ports, expected) => {
    expect(allowed(world(inbound(from, ports)))).toBe(expected);
  });

  test('a pod of another namespace needs a namespace selector', () => {
    const api = { matchLabels: { app: 'api' } };
    expect(allowed(world(inbound([{ podSelector: api }])), { from: 'api' })).toBe(false);
    expect(
      allowed(world(inbound([{ podSelector: api, namespaceSelector: { matchLabels: { env: 'prod' } } }])), {
        from: 'api',
      }),
    ).toBe(true);
  });

  test.each([
    ['no types, no egress rules', {}, true],
    ['no types, an egress rule', { egress: [{ ports: [{ port: 443 }] }] }, false],
    ['egress only', { policyTypes: ['Egress'] }, false],
    ['ingress only', { policyTypes: ['Ingress'] }, true],
  ])('egress with %s', (_, spec, expected) => {
    const lab = world(kubernetes('p', { podSelector: { matchLabels: { app: 'client' } }, ...spec }));
    expect(judged(lab).egress?.action !== 'deny').toBe(expected);
  });

  test('several policies add up', () => {
    const lab = world(kubernetes('deny', { podSelector: {} }), inbound([{ podSelector: {} }]));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/knp.default.web|allow|0']);
  });

  test('stand at order 1000 of the default tier', () => {
    const lab = world(inbound(undefined), local('first', { order: 999, selector: web, ingress: [{ action: 'Deny' }] }));
    expect(allowed(lab)).toBe(false);
    lab.apply(
      'NetworkPolicy',
      'first',
      { order: 1001, selector: web, ingress: [{ action: 'Deny' }] },
      { namespace: 'dev' },
    );
    expect(allowed(lab)).toBe(true);
  });
});

describe('host endpoints', () => {
  const protectedHost = (profiles: string[]) => (lab: Lab) =>
    lab.apply('HostEndpoint', 'a', { node: 'node-a', interfaceName: '*', profiles }, { labels: { role: 'node' } });
  const fromApi = (lab: Lab, port: number) =>
    lab.network.open(lab.from('api', 'prod'), { protocol: 'tcp', ip: '10.0.1.4', port }).outcome;

  test('allow by their profile, deny without one, and never close a failsafe port', () => {
    expect(fromApi(world(protectedHost(['projectcalico-default-allow'])), 10250)).toBe('open');
    expect(fromApi(world(protectedHost([])), 10250)).toBe('dropped');
    expect(fromApi(world(protectedHost([])), 22)).toBe('open');
  });

  test('are governed by policies that select them', () => {
    const allowKubelet = global('k', {
      selector: "role == 'node'",
      ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [10250] } }],
    });
    const lab = world(protectedHost([]), allowKubelet);
    expect(fromApi(lab, 10250)).toBe('open');
    expect(fromApi(lab, 9100)).toBe('dropped');
  });
});

test('policies before routing or without tracking do not judge pods', () => {
  expect(allowed(world(global('p', { preDNAT: true, applyOnForward: true, ingress: [{ action: 'Deny' }] })))).toBe(
    true,
  );
  expect(allowed(world(global('p', { doNotTrack: true, applyOnForward: true, ingress: [{ action: 'Deny' }] })))).toBe(
    true,
  );
  expect(allowed(world(global('p', { applyOnForward: true, ...allowAll })))).toBe(true);
});
