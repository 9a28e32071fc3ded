import { describe, expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import { decisionOf, global, local, tier, world } from '../testing/policy-world.ts';
import type { Protocol } from '../types.ts';

/**
 * Host endpoints: who is on node-a (client, web; 10.0.1.4), who on node-b (api; 10.0.1.5), what is tried, the verdict
 * and the way to it. Source `node-a` or `node-b` is the node itself.
 */
type Case = [name: string, given: ((lab: Lab) => void)[], attempt: Attempt, decided: string];
type Attempt = [from: 'client' | 'api' | 'node-a' | 'node-b', ip: string, port: number, protocol?: Protocol];

const NODE_A = '10.0.1.4';
const NODE_B = '10.0.1.5';
const WEB = '10.224.0.85';
const API = '10.224.1.20';
const KUBELET = 10250;

/** As kube-controllers makes them: all interfaces, and what no policy allows is allowed. */
const automatic = (lab: Lab) =>
  lab.apply(
    'HostEndpoint',
    'node-a-auto-hep',
    { node: 'node-a', interfaceName: '*', profiles: ['projectcalico-default-allow'] },
    { labels: { role: 'node', 'projectcalico.org/created-by': 'calico-kube-controllers' } },
  );
const byHand =
  (spec: object = {}) =>
  (lab: Lab) =>
    lab.apply(
      'HostEndpoint',
      'node-a-eth0',
      { node: 'node-a', interfaceName: 'eth0', ...spec },
      { labels: { role: 'node' } },
    );
const guard = (spec: object) => global('default.guard', { selector: "role == 'node'", ...spec });
const rules = (action: string, ...each: object[]) => each.map((rule) => ({ action, ...rule }));
const port = (number: number) => ({ protocol: 'TCP', destination: { ports: [number] } });

const ENDPOINTS: Case[] = [
  [
    'without one a node is nobody’s to judge',
    [guard({ ingress: rules('Deny', {}) })],
    ['api', NODE_A, KUBELET],
    'allow by egress: profile kns.prod allow',
  ],
  [
    'an automatic one allows by its profile',
    [automatic],
    ['api', NODE_A, KUBELET],
    'allow by ingress: profile projectcalico-default-allow allow',
  ],
  ['one by hand without profile denies', [byHand()], ['api', NODE_A, KUBELET], 'deny by ingress: profile none deny'],
  [
    'one by hand for another address is not its',
    [byHand({ expectedIPs: ['192.0.2.1'] })],
    ['api', NODE_A, KUBELET],
    'allow by egress: profile kns.prod allow',
  ],
  [
    'a policy that selects it allows a port',
    [byHand(), guard({ ingress: rules('Allow', port(KUBELET)) })],
    ['api', NODE_A, KUBELET],
    'allow by ingress: default.guard allow 0',
  ],
  [
    'and denies the rest at its end',
    [automatic, guard({ ingress: rules('Allow', port(KUBELET)) })],
    ['api', NODE_A, 9100],
    'deny by ingress: default.guard deny end',
  ],
  [
    'a failsafe port is never judged',
    [automatic, guard({ ingress: rules('Deny', {}) })],
    ['api', NODE_A, 22],
    'allow by egress: profile kns.prod allow',
  ],
  [
    'a named port is the endpoint’s own',
    [
      byHand({ ports: [{ name: 'kubelet', protocol: 'TCP', port: KUBELET }] }),
      guard({ ingress: rules('Allow', { protocol: 'TCP', destination: { ports: ['kubelet'] } }) }),
    ],
    ['api', NODE_A, KUBELET],
    'allow by ingress: default.guard allow 0',
  ],
  [
    'tiers hold for nodes too',
    [
      automatic,
      tier('security', 100),
      global('security.pass', { tier: 'security', selector: "role == 'node'", ingress: rules('Pass', {}) }),
      guard({ ingress: rules('Deny', port(9100)) }),
    ],
    ['api', NODE_A, 9100],
    'deny by ingress: security.pass pass 0 > default.guard deny 0',
  ],
  [
    'what a node sends is its egress',
    [automatic, guard({ types: ['Egress'], egress: rules('Deny', { destination: { nets: ['10.0.1.0/24'] } }) })],
    ['node-a', NODE_B, KUBELET],
    'deny by egress: default.guard deny 0',
  ],
  [
    'what it sends its own pods is not judged',
    [automatic, guard({ types: ['Egress'] })],
    ['node-a', WEB, 80],
    'not judged',
  ],
  [
    'a policy of a namespace is no node’s',
    [automatic, local('default.shut', { selector: 'all()' })],
    ['api', NODE_A, KUBELET],
    'allow by ingress: profile projectcalico-default-allow allow',
  ],
];

const FORWARDED: Case[] = [
  [
    'without applyOnForward what passes through is not judged',
    [automatic, guard({ types: ['Ingress', 'Egress'] })],
    ['api', WEB, 80],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'with it, as ingress from other nodes',
    [automatic, guard({ applyOnForward: true, ingress: rules('Deny', { source: { nets: ['10.224.1.0/24'] } }) })],
    ['api', WEB, 80],
    'deny by ingress: default.guard deny 0',
  ],
  [
    'as egress to other nodes',
    [automatic, guard({ applyOnForward: true, types: ['Egress'], egress: rules('Deny', port(80)) })],
    ['client', API, 80],
    'deny by egress: default.guard deny 0',
  ],
  [
    'what no rule allows is denied once one such policy exists',
    [automatic, guard({ applyOnForward: true, ingress: rules('Allow', port(443)) })],
    ['api', WEB, 80],
    'deny by ingress: default.guard deny end',
  ],
  [
    'allowed by the node, the pod’s own policy decides',
    [
      automatic,
      guard({ applyOnForward: true, ingress: rules('Allow', {}) }),
      local('default.shut', { selector: "app == 'web'" }),
    ],
    ['api', WEB, 80],
    'deny by ingress: dev/default.shut deny end',
  ],
  [
    'between pods of one node nothing is forwarded',
    [automatic, guard({ applyOnForward: true })],
    ['client', WEB, 80],
    'allow by ingress: profile kns.dev allow',
  ],
  [
    'failsafe ports are the node’s, not its pods’',
    [automatic, guard({ applyOnForward: true })],
    ['api', WEB, 22],
    'deny by ingress: default.guard deny end',
  ],
];

const EARLY: Case[] = [
  [
    'preDNAT denies before the address is translated',
    [automatic, guard({ preDNAT: true, applyOnForward: true, ingress: rules('Deny', port(KUBELET)) })],
    ['api', NODE_A, KUBELET],
    'deny by ingress: default.guard deny 0',
  ],
  [
    'preDNAT denies what comes for its pods',
    [automatic, guard({ preDNAT: true, applyOnForward: true, ingress: rules('Deny', port(80)) })],
    ['api', WEB, 80],
    'deny by ingress: default.guard deny 0',
  ],
  [
    'preDNAT denies nothing at its end',
    [automatic, guard({ preDNAT: true, applyOnForward: true, ingress: rules('Deny', port(443)) })],
    ['api', NODE_A, KUBELET],
    'allow by ingress: profile projectcalico-default-allow allow',
  ],
  [
    'preDNAT’s Allow is final for the node',
    [byHand(), guard({ preDNAT: true, applyOnForward: true, ingress: rules('Allow', port(KUBELET)) })],
    ['api', NODE_A, KUBELET],
    'allow by ingress: default.guard allow 0',
  ],
  [
    'doNotTrack denies before all',
    [
      byHand(),
      guard({
        doNotTrack: true,
        applyOnForward: true,
        ingress: rules('Deny', { source: { nets: ['10.224.1.0/24'] } }),
      }),
      global('default.open', { selector: "role == 'node'", ingress: rules('Allow', {}) }),
    ],
    ['api', NODE_A, KUBELET],
    'deny by ingress: default.guard deny 0',
  ],
  [
    'doNotTrack that matches nothing leaves it to the others',
    [
      byHand(),
      guard({ doNotTrack: true, applyOnForward: true, ingress: rules('Deny', port(443)) }),
      global('default.open', { selector: "role == 'node'", ingress: rules('Allow', {}) }),
    ],
    ['api', NODE_A, KUBELET],
    'allow by ingress: default.open allow 0',
  ],
  [
    'doNotTrack is not for endpoints of all interfaces',
    [automatic, guard({ doNotTrack: true, applyOnForward: true, ingress: rules('Deny', {}) })],
    ['api', NODE_A, KUBELET],
    'allow by ingress: profile projectcalico-default-allow allow',
  ],
];

const GROUPS = {
  'host endpoints': ENDPOINTS,
  'what a node passes on': FORWARDED,
  'before translation and tracking': EARLY,
};

describe.each(Object.entries(GROUPS).map(([group, cases]) => [group, cases.length, cases] as const))(
  '%s: %i cases',
  (_, __, cases) => {
    test.each(cases)('%s', (___, given, [from, ip, target, protocol = 'tcp'], decided) => {
      const lab = world(...given);
      const origin = from.startsWith('node')
        ? { from: lab.network.host(from) }
        : lab.from(from, from === 'api' ? 'prod' : 'dev');
      const { connection } = lab.network.open(origin, { protocol, ip, port: target });
      expect(decisionOf(connection?.egress, connection?.ingress)).toBe(decided);
    });
  },
);
