import { describe, expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import { allowed, global, local, shown, world } from '../testing/policy-world.ts';

const NODE_A = '10.0.1.4';
const NODE_B = '10.0.1.5';
const DEFAULT_ALLOW = ['projectcalico-default-allow'];
const host =
  (profiles: string[], node = 'node-a', interfaceName = '*') =>
  (lab: Lab) =>
    lab.apply('HostEndpoint', node, { node, interfaceName, profiles }, { labels: { role: 'node', node } });
const felix = (spec: object) => (lab: Lab) => lab.apply('FelixConfiguration', 'default', spec);
const policy = (spec: object) => global('default.guard', { selector: "role == 'node'", ...spec });
const deny = (end: object = {}) => [{ action: 'Deny', ...end }];

const attempt = (lab: Lab, from: string, ip: string, port: number, protocol: 'tcp' | 'udp' | 'icmp' = 'tcp') =>
  lab.network.open(lab.from(from, from === 'api' ? 'prod' : 'dev'), { protocol, ip, port });
const fromNode = (lab: Lab, node: string, ip: string, port: number) =>
  lab.network.open({ from: lab.network.host(node) }, { protocol: 'tcp', ip, port });
/** Pod api on node-b to a port of node-a. */
const fromApi = (lab: Lab, port: number) => attempt(lab, 'api', NODE_A, port).outcome;

describe('host endpoints', () => {
  test('allow by their profile, deny without one, and never close a failsafe port', () => {
    expect(fromApi(world(host(DEFAULT_ALLOW)), 10250)).toBe('open');
    expect(fromApi(world(host([])), 10250)).toBe('dropped');
    expect(fromApi(world(host([])), 22)).toBe('open');
  });

  test('are governed by policies that select them', () => {
    const lab = world(
      host([]),
      policy({ ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [10250] } }] }),
    );
    expect(fromApi(lab, 10250)).toBe('open');
    expect(fromApi(lab, 9100)).toBe('dropped');
  });

  test('failsafe ports are those of the FelixConfiguration, for the addresses it names', () => {
    const inbound = (ports: object[]) => world(host([]), felix({ failsafeInboundHostPorts: ports }));
    expect(fromApi(inbound([]), 22)).toBe('dropped');
    expect(fromApi(inbound([{ protocol: 'TCP', port: 10250 }]), 10250)).toBe('open');
    expect(fromApi(inbound([{ protocol: 'tcp', port: 22, net: '10.224.1.0/24' }]), 22)).toBe('open');
    expect(fromApi(inbound([{ protocol: 'tcp', port: 22, net: '192.0.2.0/24' }]), 22)).toBe('dropped');
  });

  test('what a node sends is judged, but not to its own pods, nor what it gets from them past one interface', () => {
    const lab = world(host(DEFAULT_ALLOW), policy({ types: ['Egress'], egress: deny() }));
    expect(fromNode(lab, 'node-a', '10.224.0.85', 80).outcome).toBe('open');
    expect(fromNode(lab, 'node-a', NODE_B, 10250).outcome).toBe('dropped');
    // Nothing listens there, and it says so: the packet was let out.
    expect(fromNode(lab, 'node-a', NODE_B, 6443).outcome).toBe('refused');
    const closed = policy({ ingress: deny() });
    expect(attempt(world(host([]), closed), 'client', NODE_A, 10250).outcome).toBe('dropped');
    expect(attempt(world(host([], 'node-a', 'eth0'), closed), 'client', NODE_A, 10250).outcome).toBe('open');
  });
});

describe('what a node passes on (applyOnForward)', () => {
  const forward = (spec: object) => policy({ applyOnForward: true, ...spec });
  const onA = (spec: object) => world(host(DEFAULT_ALLOW), forward(spec));

  test('from its pods to other nodes is judged as egress, by the pod’s node', () => {
    const lab = onA({ types: ['Egress'], egress: deny({ destination: { nets: ['10.224.1.0/24'] } }) });
    const { outcome, connection } = attempt(lab, 'client', '10.224.1.20', 80);
    expect(outcome).toBe('dropped');
    expect(shown(connection!.egress!.hits)).toEqual(['0|default|default.guard|deny|0']);
  });

  test('from other nodes to its pods is judged as ingress, and the source knows nothing of it', () => {
    const lab = onA({ types: ['Ingress'], ingress: deny({ source: { nets: ['10.224.1.0/24'] } }) });
    const { outcome, connection } = attempt(lab, 'api', '10.224.0.85', 80);
    expect(outcome).toBe('dropped');
    expect(connection!.egress!.action).toBe('allow');
    expect(shown(connection!.ingress!.hits)).toEqual(['0|default|default.guard|deny|0']);
  });

  test('between pods of one node it is not asked, nor without applyOnForward', () => {
    expect(attempt(onA({ types: ['Ingress', 'Egress'] }), 'client', '10.224.0.85', 80).outcome).toBe('open');
    const plain = world(host(DEFAULT_ALLOW), policy({ types: ['Ingress', 'Egress'] }));
    expect(attempt(plain, 'api', '10.224.0.85', 80).outcome).toBe('open');
  });

  test('one such policy denies what none allows; none, or one of the other direction, denies nothing', () => {
    expect(attempt(onA({ types: ['Ingress'] }), 'api', '10.224.0.85', 80).outcome).toBe('dropped');
    expect(attempt(onA({ types: ['Egress'] }), 'api', '10.224.0.85', 80).outcome).toBe('open');
    expect(attempt(world(host([])), 'api', '10.224.0.85', 80).outcome).toBe('open');
  });

  test('failsafe ports are the node’s own: a pod’s port 22 is closed by it', () => {
    const lab = onA({ types: ['Ingress'] });
    expect(attempt(lab, 'api', '10.224.0.85', 22).outcome).toBe('dropped');
    expect(attempt(lab, 'api', NODE_A, 22).outcome).toBe('open');
  });

  test('allowed, the pod’s own policies still decide', () => {
    const lab = onA({ types: ['Ingress'], ingress: [{ action: 'Allow' }] });
    lab.apply('NetworkPolicy', 'default.closed', { selector: 'all()' }, { namespace: 'dev' });
    const { connection } = attempt(lab, 'api', '10.224.0.85', 80);
    expect(shown(connection!.ingress!.hits)).toEqual(['0|default|dev/default.closed|deny|-1']);
  });
});

describe('policies before translation (preDNAT)', () => {
  const early = (spec: object) => policy({ preDNAT: true, applyOnForward: true, types: ['Ingress'], ...spec });

  test('deny what comes to the node and to its pods from elsewhere, and nothing by default', () => {
    const lab = world(
      host(DEFAULT_ALLOW),
      early({ ingress: deny({ protocol: 'TCP', destination: { ports: [80, 10250] } }) }),
    );
    expect(fromApi(lab, 10250)).toBe('dropped');
    expect(fromApi(lab, 9100)).toBe('refused');
    expect(attempt(lab, 'api', '10.224.0.85', 80).outcome).toBe('dropped');
    expect(attempt(lab, 'client', '10.224.0.85', 80).outcome).toBe('open');
  });
});

describe('untracked policies (doNotTrack)', () => {
  const onInterface = (spec: object) =>
    world(
      host([], 'node-a', 'eth0'),
      policy({ doNotTrack: true, applyOnForward: true, types: ['Ingress', 'Egress'], ...spec }),
    );
  const kubelet = { action: 'Allow', protocol: 'TCP', destination: { ports: [10250] } };
  const answers = { action: 'Allow', protocol: 'TCP', source: { ports: [10250] } };

  test('deny before anything else is asked', () => {
    const lab = onInterface({ ingress: deny({ source: { nets: ['10.224.1.0/24'] } }) });
    lab.apply('GlobalNetworkPolicy', 'default.open', { selector: "role == 'node'", ingress: [{ action: 'Allow' }] });
    expect(fromApi(lab, 10250)).toBe('dropped');
    expect(fromNode(lab, 'node-b', NODE_A, 10250).outcome).toBe('open');
  });

  test('allow only what has a rule for each way: without tracking an answer is no answer', () => {
    expect(fromApi(onInterface({ ingress: [kubelet], egress: [answers] }), 10250)).toBe('open');
    const oneWay = onInterface({ ingress: [kubelet] });
    const { outcome, connection } = attempt(oneWay, 'api', NODE_A, 10250);
    expect(outcome).toBe('dropped');
    expect(connection).toMatchObject({ ingress: { action: 'allow' }, packetsIn: 0 });
  });

  test('what no rule of theirs decides goes on to the policies behind; failsafe ports stay open', () => {
    const lab = onInterface({ ingress: [kubelet], egress: [answers] });
    expect(fromApi(lab, 9100)).toBe('dropped');
    expect(fromApi(onInterface({ ingress: deny() }), 22)).toBe('open');
  });

  test('say nothing on an endpoint of all interfaces', () => {
    const lab = world(
      host(DEFAULT_ALLOW),
      policy({ doNotTrack: true, applyOnForward: true, types: ['Ingress'], ingress: deny() }),
    );
    expect(fromApi(lab, 10250)).toBe('open');
  });
});

test('policies of nodes do not judge pods, and policies of a namespace no node', () => {
  const before = { preDNAT: true, applyOnForward: true, ingress: deny() };
  expect(allowed(world(global('p', before)))).toBe(true);
  expect(allowed(world(global('p', { doNotTrack: true, applyOnForward: true, ingress: deny() })))).toBe(true);
  const both = { applyOnForward: true, ingress: [{ action: 'Allow' }], egress: [{ action: 'Allow' }] };
  expect(allowed(world(global('p', both)))).toBe(true);
  expect(fromApi(world(host(DEFAULT_ALLOW), local('default.p', { selector: 'all()' })), 10250)).toBe('open');
});
