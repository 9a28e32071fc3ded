import { describe, expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import {
  client,
  decision,
  global,
  kubernetes,
  local,
  networkSet,
  type Probe,
  tier,
  web,
  world,
} from '../testing/policy-world.ts';

/** A cluster's objects, an attempt (client to web on 80, where nothing is said), the verdict and the way to it. */
type Case = [name: string, given: ((lab: Lab) => void)[], decided: string, probe?: Probe];

const allow = (rule: object = {}) => ({ action: 'Allow', ...rule });
const deny = (rule: object = {}) => ({ action: 'Deny', ...rule });
const pass = (rule: object = {}) => ({ action: 'Pass', ...rule });
const log = (rule: object = {}) => ({ action: 'Log', ...rule });

/** A policy on web's ingress, or on the client's egress. */
const onWeb = (name: string, rules: object[], rest: object = {}) =>
  global(name, { tier: name.split('.')[0], selector: web, types: ['Ingress'], ingress: rules, ...rest });
const onClient = (name: string, rules: object[], rest: object = {}) =>
  global(name, { tier: name.split('.')[0], selector: client, types: ['Egress'], egress: rules, ...rest });
const staged =
  (name: string, rules: object[], rest: object = {}) =>
  (lab: Lab) =>
    lab.apply('StagedGlobalNetworkPolicy', name, { selector: web, types: ['Ingress'], ingress: rules, ...rest });
const fromApi: Probe = { from: 'api' };
const outside: Probe = { to: 'outside' };
const icmp: Probe = { protocol: 'icmp', port: 0 };

const TIERS: Case[] = [
  ['nobody says anything: the namespace’s profile', [], 'allow by ingress: profile kns.dev allow'],
  [
    'a policy that governs both directions and has no rules locks the client in first',
    [global('default.default-deny', { types: ['Ingress', 'Egress'] })],
    'deny by egress: default.default-deny deny end',
  ],
  [
    'a tier whose policies match nothing denies at its end, and later tiers are not asked',
    [tier('security', 100), onWeb('security.http', [allow({ protocol: 'UDP' })]), onWeb('default.open', [allow()])],
    'deny by ingress: security.http deny end',
  ],
  [
    'a tier of policies that govern the other direction only is stepped over',
    [tier('security', 100), onClient('security.out', [allow()]), onWeb('default.shut', [deny()])],
    'deny by ingress: default.shut deny 0',
  ],
  [
    'a tier of policies that select others is stepped over',
    [
      tier('security', 100),
      onWeb('security.db', [deny()], { selector: "app == 'db'" }),
      onWeb('default.open', [allow()]),
    ],
    'allow by ingress: default.open allow 0',
  ],
  [
    'Pass leaves the rest of its tier out and goes to the next',
    [
      tier('security', 100),
      onWeb('security.a', [pass()], { order: 1 }),
      onWeb('security.b', [deny()], { order: 2 }),
      onWeb('default.open', [allow()]),
    ],
    'allow by ingress: security.a pass 0 > default.open allow 0',
  ],
  [
    'passed by the last tier that has a say, the profile decides',
    [tier('security', 100), onWeb('security.a', [pass()])],
    'allow by ingress: security.a pass 0 > profile kns.dev allow',
  ],
  [
    'a tier may pass at its end',
    [
      tier('soft', 1, { defaultAction: 'Pass' }),
      onWeb('soft.a', [deny({ protocol: 'UDP' })]),
      onWeb('default.shut', []),
    ],
    'deny by ingress: soft.a pass end > default.shut deny end',
  ],
  [
    'Deny of an earlier tier is final',
    [tier('security', 100), onWeb('security.shut', [deny()]), onWeb('default.open', [allow()])],
    'deny by ingress: security.shut deny 0',
  ],
  [
    'Allow of an earlier tier is final',
    [tier('security', 100), onWeb('security.open', [allow()]), onWeb('default.shut', [deny()])],
    'allow by ingress: security.open allow 0',
  ],
  [
    'the order of tiers comes before the order of policies',
    [
      tier('first', 1),
      tier('second', 2),
      onWeb('first.late', [allow()], { order: 999 }),
      onWeb('second.early', [deny()], { order: 0 }),
    ],
    'allow by ingress: first.late allow 0',
  ],
  [
    'tiers of one order are asked by name',
    [tier('beta', 5), tier('alpha', 5), onWeb('beta.b', [deny()]), onWeb('alpha.a', [allow()])],
    'allow by ingress: alpha.a allow 0',
  ],
  [
    'a tier of a low order but without an own policy changes nothing',
    [tier('empty', 1), onWeb('default.open', [allow()])],
    'allow by ingress: default.open allow 0',
  ],
  [
    'three tiers, each passing some of it on',
    [
      tier('a', 1),
      tier('b', 2),
      onWeb('a.p', [deny({ protocol: 'UDP' }), pass()]),
      onWeb('b.p', [pass({ protocol: 'TCP' })]),
      onWeb('default.p', [log(), allow({ source: { selector: client } })]),
    ],
    'allow by ingress: a.p pass 1 > b.p pass 0 > default.p allow 1',
  ],
];

/** Administrators' tiers around the namespaces' own policies, as AdminNetworkPolicy has them, in Calico's words. */
const ADMINISTRATORS: Case[] = [
  [
    'the administrator’s Deny stands above a namespace’s Allow',
    [tier('admin', 100), onWeb('admin.isolate', [deny()]), kubernetes('open', { podSelector: {}, ingress: [{}] })],
    'deny by ingress: admin.isolate deny 0',
  ],
  [
    'the administrator’s Allow stands above a namespace’s default deny',
    [tier('admin', 100), onWeb('admin.monitor', [allow()]), kubernetes('shut', { podSelector: {} })],
    'allow by ingress: admin.monitor allow 0',
  ],
  [
    'the administrator’s Pass leaves it to the namespace, which closes',
    [tier('admin', 100), onWeb('admin.delegate', [pass()]), kubernetes('shut', { podSelector: {} })],
    'deny by ingress: admin.delegate pass 0 > dev/knp.default.shut deny end',
  ],
  [
    'where the namespace opens what was passed on, it is open',
    [tier('admin', 100), onWeb('admin.delegate', [pass()]), kubernetes('open', { podSelector: {}, ingress: [{}] })],
    'allow by ingress: admin.delegate pass 0 > dev/knp.default.open allow 0',
  ],
  [
    'what no rule of the administrator’s matches goes on where the tier passes at its end',
    [
      tier('admin', 100, { defaultAction: 'Pass' }),
      onWeb('admin.other', [deny({ protocol: 'UDP' })]),
      kubernetes('shut', { podSelector: {} }),
    ],
    'deny by ingress: admin.other pass end > dev/knp.default.shut deny end',
  ],
  [
    'the lower order of two contradicting policies wins: Deny before Allow',
    [tier('admin', 100), onWeb('admin.z', [deny()], { order: 10 }), onWeb('admin.a', [allow()], { order: 20 })],
    'deny by ingress: admin.z deny 0',
  ],
  [
    'the lower order of two contradicting policies wins: Pass before Deny',
    [tier('admin', 100), onWeb('admin.z', [pass()], { order: 10 }), onWeb('admin.a', [deny()], { order: 20 })],
    'allow by ingress: admin.z pass 0 > profile kns.dev allow',
  ],
  [
    'within one policy the earlier rule wins',
    [tier('admin', 100), onWeb('admin.a', [deny({ source: { selector: client } }), allow()])],
    'deny by ingress: admin.a deny 0',
  ],
  [
    'a baseline after the default tier decides where no namespace’s policy selects',
    [tier('default', 1000), tier('baseline', 2000), onWeb('baseline.shut', [deny()])],
    'deny by ingress: baseline.shut deny 0',
  ],
  [
    'and is not asked where one does',
    [
      tier('default', 1000),
      tier('baseline', 2000),
      onWeb('baseline.shut', [deny()]),
      kubernetes('open', { podSelector: {}, ingress: [{}] }),
    ],
    'allow by ingress: dev/knp.default.open allow 0',
  ],
  [
    'on the way out too: the administrator denies what the namespace allows',
    [
      tier('admin', 100),
      onClient('admin.no-web', [deny({ destination: { selector: web } }), pass()]),
      kubernetes('out', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] }),
    ],
    'deny by egress: admin.no-web deny 0',
  ],
];

const ORDER: Case[] = [
  [
    'orders tie: by name',
    [onWeb('default.b', [deny()], { order: 5 }), onWeb('default.a', [allow()], { order: 5 })],
    'allow by ingress: default.a allow 0',
  ],
  [
    'without an order last',
    [onWeb('default.a', [deny()]), onWeb('default.b', [allow()], { order: 9e9 })],
    'allow by ingress: default.b allow 0',
  ],
  [
    'two without an order: by name',
    [onWeb('default.b', [deny()]), onWeb('default.a', [allow()])],
    'allow by ingress: default.a allow 0',
  ],
  [
    'fractions and negative numbers count',
    [onWeb('default.a', [deny()], { order: 0 }), onWeb('default.b', [allow()], { order: -0.5 })],
    'allow by ingress: default.b allow 0',
  ],
  [
    'policies of namespaces and global ones stand in one row',
    [local('default.a', { selector: web, order: 20, ingress: [deny()] }), onWeb('default.b', [allow()], { order: 10 })],
    'allow by ingress: default.b allow 0',
  ],
  [
    'a Kubernetes policy stands at 1000: before 1001',
    [kubernetes('k', { podSelector: {}, ingress: [{}] }), onWeb('default.z', [deny()], { order: 1001 })],
    'allow by ingress: dev/knp.default.k allow 0',
  ],
  [
    'after 999',
    [kubernetes('k', { podSelector: {}, ingress: [{}] }), onWeb('default.z', [deny()], { order: 999 })],
    'deny by ingress: default.z deny 0',
  ],
  [
    'the end of a tier is its last policy’s',
    [onWeb('default.b', [], { order: 1 }), onWeb('default.a', [], { order: 2 })],
    'deny by ingress: default.a deny end',
  ],
  [
    'a rule in a later policy still decides',
    [onWeb('default.a', []), onWeb('default.b', [allow({ protocol: 'UDP' }), allow()])],
    'allow by ingress: default.b allow 1',
  ],
  ['Log goes on to the next rule', [onWeb('default.a', [log(), deny()])], 'deny by ingress: default.a deny 1'],
  ['Log alone decides nothing', [onWeb('default.a', [log()])], 'deny by ingress: default.a deny end'],
];

const STAGED: Case[] = [
  [
    'a Deny is noted and denies nothing',
    [staged('default.try', [deny()])],
    'allow by ingress: staged:default.try deny 0 > profile kns.dev allow',
  ],
  [
    'an Allow is noted and opens nothing',
    [staged('default.try', [allow()], { order: 1 }), onWeb('default.shut', [], { order: 2 })],
    'deny by ingress: staged:default.try allow 0 > default.shut deny end',
  ],
  [
    'what it would do at the end of the tier is noted',
    [staged('default.try', [])],
    'allow by ingress: staged:default.try deny end > profile kns.dev allow',
  ],
  [
    'a Pass does not leave the tier',
    [staged('default.try', [pass()], { order: 1 }), onWeb('default.open', [allow()], { order: 2 })],
    'allow by ingress: staged:default.try pass 0 > default.open allow 0',
  ],
  [
    'behind the rule that decided it is not asked',
    [onWeb('default.open', [allow()], { order: 1 }), staged('default.try', [deny()], { order: 2 })],
    'allow by ingress: default.open allow 0',
  ],
  [
    'of its enforced namesake it comes first',
    [staged('default.p', [deny()]), onWeb('default.p', [allow()])],
    'allow by ingress: staged:default.p deny 0 > default.p allow 0',
  ],
  [
    'to be deleted: it judges nothing',
    [staged('default.try', [deny()], { stagedAction: 'Delete' })],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'to be ignored: it judges nothing',
    [staged('default.try', [deny()], { stagedAction: 'Ignore' })],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'of a namespace, named by it',
    [
      (lab) =>
        lab.apply('StagedNetworkPolicy', 'default.try', { selector: web, ingress: [deny()] }, { namespace: 'dev' }),
    ],
    'allow by ingress: dev/staged:default.try deny 0 > profile kns.dev allow',
  ],
  [
    'of Kubernetes',
    [
      (lab) =>
        lab.apply(
          'StagedKubernetesNetworkPolicy',
          'try',
          { podSelector: {}, policyTypes: ['Ingress'] },
          { namespace: 'dev' },
        ),
    ],
    'allow by ingress: dev/staged:knp.default.try deny end > profile kns.dev allow',
  ],
];

const allowsFrom = (source: object): ((lab: Lab) => void)[] => [onWeb('default.p', [allow({ source })])];
const YES = 'allow by ingress: default.p allow 0';
const NO = 'deny by ingress: default.p deny end';
const SELECTORS: Case[] = [
  ['== another', allowsFrom({ selector: "app == 'db'" }), NO],
  ['!= also holds where the label is missing', allowsFrom({ selector: "nosuch != 'x'" }), YES],
  ['in a set', allowsFrom({ selector: "app in { 'db', 'client' }" }), YES],
  ['not in a set', allowsFrom({ selector: "app not in { 'db', 'client' }" }), NO],
  ['has()', allowsFrom({ selector: 'has(app) && !has(nosuch)' }), YES],
  ['contains', allowsFrom({ selector: "app contains 'lie'" }), YES],
  ['starts with', allowsFrom({ selector: "app starts with 'cli'" }), YES],
  ['ends with', allowsFrom({ selector: "app ends with 'cli'" }), NO],
  ['&& binds tighter than ||', allowsFrom({ selector: "app == 'client' || app == 'db' && app == 'web'" }), YES],
  ['parentheses bind first', allowsFrom({ selector: "(app == 'client' || app == 'db') && app == 'web'" }), NO],
  ['! turns a parenthesis round', allowsFrom({ selector: "!(app == 'client')" }), NO],
  ['all() is every endpoint', allowsFrom({ selector: 'all()' }), YES],
  [
    'but no address that is nobody’s',
    [onClient('default.p', [allow({ destination: { selector: 'all()' } })])],
    'deny by egress: default.p deny end',
    outside,
  ],
  ['namespace of the source by label', allowsFrom({ namespaceSelector: "env == 'prod'" }), YES, fromApi],
  ['namespace by name', allowsFrom({ namespaceSelector: "projectcalico.org/name == 'prod'" }), NO],
  ['namespaceSelector all() is every pod', allowsFrom({ namespaceSelector: 'all()' }), YES, fromApi],
  ['namespaceSelector global() is no pod', allowsFrom({ namespaceSelector: 'global()' }), NO],
  [
    'global() is a global network set',
    [
      networkSet('good', { nets: ['203.0.113.0/24'] }, { kind: 'good' }),
      onClient('default.p', [allow({ destination: { namespaceSelector: 'global()', selector: "kind == 'good'" } })]),
    ],
    'allow by egress: default.p allow 0',
    outside,
  ],
  [
    'a namespaced policy sees its own namespace',
    [local('default.p', { selector: web, ingress: [allow({ source: { selector: "app == 'api'" } })] })],
    'deny by ingress: dev/default.p deny end',
    fromApi,
  ],
  [
    'unless its rule names another',
    [
      local('default.p', {
        selector: web,
        ingress: [allow({ source: { selector: "app == 'api'", namespaceSelector: "env == 'prod'" } })],
      }),
    ],
    'allow by ingress: dev/default.p allow 0',
    fromApi,
  ],
  ['a service account by name', allowsFrom({ serviceAccounts: { names: ['robot'] } }), YES],
  ['another account', allowsFrom({ serviceAccounts: { names: ['default'] } }), NO],
  ['an account by its labels', allowsFrom({ serviceAccounts: { selector: "trust == 'low'" } }), YES],
  [
    'name and labels must both hold',
    allowsFrom({ serviceAccounts: { names: ['default'], selector: "trust == 'low'" } }),
    NO,
  ],
  [
    'an account of one namespace only',
    [local('default.p', { selector: web, ingress: [allow({ source: { serviceAccounts: { names: ['default'] } } })] })],
    'deny by ingress: dev/default.p deny end',
    fromApi,
  ],
  [
    'a policy for pods of an account',
    [global('default.p', { serviceAccountSelector: "trust == 'low'", types: ['Egress'] })],
    'deny by egress: default.p deny end',
  ],
  [
    'a policy for pods of namespaces',
    [global('default.p', { namespaceSelector: "env == 'prod'", types: ['Egress'] })],
    'deny by egress: default.p deny end',
    fromApi,
  ],
];

const allowsWhat = (rule: object): ((lab: Lab) => void)[] => [onWeb('default.p', [allow(rule)])];
const MATCHES: Case[] = [
  ['a protocol by number', allowsWhat({ protocol: 6 }), YES],
  ['not a protocol', allowsWhat({ notProtocol: 'TCP' }), NO],
  ['SCTP', allowsWhat({ protocol: 'SCTP', destination: { ports: [80] } }), YES, { protocol: 'sctp' }],
  ['UDP is not TCP', allowsWhat({ protocol: 'UDP', destination: { ports: [80] } }), NO],
  [
    'a port, a range, a name: the port',
    allowsWhat({ protocol: 'TCP', destination: { ports: [80, '90:99', 'other'] } }),
    YES,
  ],
  ['a named port', allowsWhat({ protocol: 'TCP', destination: { ports: ['http'] } }), YES],
  [
    'the name stands for its own number alone',
    allowsWhat({ protocol: 'TCP', destination: { ports: ['http'] } }),
    NO,
    { port: 81 },
  ],
  ['notPorts', allowsWhat({ protocol: 'TCP', destination: { notPorts: ['79:81'] } }), NO],
  ['ports of the source', allowsWhat({ protocol: 'TCP', source: { ports: ['1:1023'] } }), NO],
  ['nets', allowsWhat({ source: { nets: ['192.0.2.0/24', '10.224.0.8/29'] } }), YES],
  ['notNets', allowsWhat({ source: { notNets: ['10.224.0.8/29'] } }), NO],
  ['nets less notNets', allowsWhat({ source: { nets: ['10.224.0.0/16'], notNets: ['10.224.0.10/32'] } }), NO],
  [
    'nets and selector must both hold',
    allowsWhat({ source: { nets: ['10.224.0.0/16'], selector: "app == 'db'" } }),
    NO,
  ],
  ['notSelector', allowsWhat({ source: { notSelector: client } }), NO],
  ['an echo request by type and code', allowsWhat({ protocol: 'ICMP', icmp: { type: 8, code: 0 } }), YES, icmp],
  ['another code', allowsWhat({ protocol: 'ICMP', icmp: { type: 8, code: 1 } }), NO, icmp],
  ['another type', allowsWhat({ protocol: 'ICMP', icmp: { type: 0 } }), NO, icmp],
  ['not this ICMP type', allowsWhat({ protocol: 'ICMP', notICMP: { type: 8 } }), NO, icmp],
  ['ICMP in general', allowsWhat({ protocol: 'ICMP' }), YES, icmp],
  [
    'an HTTP rule lets packets by to the proxy',
    allowsWhat({ http: { methods: ['GET'], paths: [{ prefix: '/public' }] } }),
    YES,
  ],
  [
    'an HTTP rule still asks for its source',
    allowsWhat({ source: { selector: "app == 'db'" }, http: { methods: ['GET'] } }),
    NO,
  ],
  ['IPv6 only', allowsWhat({ ipVersion: 6 }), NO],
];

const learned = (name: string) => (lab: Lab) => void lab.network.lookup(lab.from('client'), name);
const DNS = allow({ protocol: 'UDP', destination: { ports: [53] } });
const onlyTo = (destination: object, action = 'Allow') => onClient('default.out', [DNS, { action, destination }]);
const GOOD = { selector: "trust == 'yes'" };
const trusted = (spec: object) => networkSet('trusted', spec, { trust: 'yes' });
const google: Probe = { to: 'google' };
const DESTINATIONS: Case[] = [
  [
    'a service is its pods on their ports',
    [onlyTo({ services: { name: 'web', namespace: 'dev' } })],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'another port of those pods is not',
    [onlyTo({ services: { name: 'web', namespace: 'dev' } })],
    'deny by egress: default.out deny end',
    { port: 81 },
  ],
  [
    'another pod is not',
    [onlyTo({ services: { name: 'web', namespace: 'dev' } })],
    'deny by egress: default.out deny end',
    { to: 'db' },
  ],
  [
    'a service as the source, by address alone',
    [onWeb('default.in', [allow({ source: { services: { name: 'web', namespace: 'dev' } } })])],
    'deny by ingress: default.in deny end',
  ],
  [
    'a network set by label',
    [trusted({ nets: ['203.0.113.0/24'] }), onlyTo(GOOD)],
    'allow by egress: default.out allow 1',
    outside,
  ],
  [
    'a network set with another block',
    [trusted({ nets: ['198.51.100.0/24'] }), onlyTo(GOOD)],
    'deny by egress: default.out deny end',
    outside,
  ],
  [
    'a set denied by label',
    [trusted({ nets: ['203.0.113.9/32'] }), onClient('default.out', [deny({ destination: GOOD }), allow()])],
    'deny by egress: default.out deny 0',
    outside,
  ],
  [
    'a set of a namespace, by a policy of it',
    [
      (lab) =>
        lab.apply(
          'NetworkSet',
          'trusted',
          { nets: ['203.0.113.0/24'] },
          { namespace: 'dev', labels: { trust: 'yes' } },
        ),
      local('default.out', { selector: client, types: ['Egress'], egress: [allow({ destination: GOOD })] }),
    ],
    'allow by egress: dev/default.out allow 0',
    outside,
  ],
  [
    'of another namespace it is not seen',
    [
      (lab) =>
        lab.apply(
          'NetworkSet',
          'trusted',
          { nets: ['203.0.113.0/24'] },
          { namespace: 'prod', labels: { trust: 'yes' } },
        ),
      local('default.out', { selector: client, types: ['Egress'], egress: [allow({ destination: GOOD })] }),
    ],
    'deny by egress: dev/default.out deny end',
    outside,
  ],
  [
    'a pod within a set’s block has its labels too',
    [trusted({ nets: ['10.224.0.85/32'] }), onlyTo(GOOD)],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'a domain the client has looked up',
    [learned('google.com'), onlyTo({ domains: ['google.com'] })],
    'allow by egress: default.out allow 1',
    google,
  ],
  [
    'a domain nobody has looked up',
    [onlyTo({ domains: ['google.com'] })],
    'deny by egress: default.out deny end',
    google,
  ],
  [
    'a domain by wildcard',
    [learned('google.com'), onlyTo({ domains: ['*.com'] })],
    'allow by egress: default.out allow 1',
    google,
  ],
  [
    'a wildcard of names below it',
    [learned('google.com'), onlyTo({ domains: ['*.google.com'] })],
    'deny by egress: default.out deny end',
    google,
  ],
  [
    'domains of a set',
    [learned('google.com'), trusted({ allowedEgressDomains: ['google.com'] }), onlyTo(GOOD)],
    'allow by egress: default.out allow 1',
    google,
  ],
  [
    'a set without any: null as a workshop has it',
    [learned('google.com'), trusted({ allowedEgressDomains: null }), onlyTo(GOOD)],
    'deny by egress: default.out deny end',
    google,
  ],
  [
    'domains of a set count in Allow alone',
    [
      learned('google.com'),
      trusted({ allowedEgressDomains: ['google.com'] }),
      onClient('default.out', [deny({ destination: GOOD }), allow()]),
    ],
    'allow by egress: default.out allow 1',
    google,
  ],
  [
    'one set by block, another by domain, one rule',
    [
      learned('google.com'),
      trusted({ allowedEgressDomains: ['google.com'] }),
      networkSet('more', { nets: ['203.0.113.0/24'] }, { trust: 'yes' }),
      onlyTo(GOOD),
    ],
    'allow by egress: default.out allow 1',
    outside,
  ],
];

const GROUPS: Record<string, Case[]> = {
  tiers: TIERS,
  'tiers of administrators': ADMINISTRATORS,
  order: ORDER,
  'staged policies': STAGED,
  'selectors, namespaces, accounts': SELECTORS,
  'what else a rule asks': MATCHES,
  'services, network sets, domains': DESTINATIONS,
};

describe.each(Object.entries(GROUPS).map(([group, cases]) => [group, cases.length, cases] as const))(
  '%s: %i cases',
  (_, __, cases) => {
    test.each(cases)('%s', (___, given, decided, probe) => {
      expect(decision(world(...given), probe)).toBe(decided);
    });
  },
);
