import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';
import type { Protocol } from '../types.ts';

/**
 * Reachability of nine pods (a, b, c in the namespaces x, y, z) under Kubernetes policies, as the public conformance
 * suites of NetworkPolicy try it, in our own words. A row names what may still be reached; everything else may not.
 */
const NAMESPACES = ['x', 'y', 'z'];
const PODS = NAMESPACES.flatMap((namespace) => ['a', 'b', 'c'].map((name) => `${namespace}/${name}`));

interface World {
  lab: Lab;
  ip(pod: string): string;
}

function world(): World {
  const lab = new Lab();
  const server = [80, 81].map((containerPort) => ({ name: `serve-${containerPort}`, containerPort }));
  for (const [row, namespace] of NAMESPACES.entries()) {
    lab.namespace(namespace, { ns: namespace });
    for (const [column, name] of ['a', 'b', 'c'].entries()) {
      const ip = `10.224.${row}.${10 + column}`;
      lab.pod(name, { namespace, ip, labels: { pod: name }, ports: server, node: row === 0 ? 'node-a' : 'node-b' });
    }
  }
  const ip = (pod: string) => lab.endpoint(pod.split('/')[1]!, pod.split('/')[0]!).ip;
  return { lab, ip };
}

function policy({ lab }: World, spec: object, name = 'p', namespace = 'x'): void {
  lab.apply('KubernetesNetworkPolicy', name, spec, { namespace });
}

interface Target {
  port?: number;
  protocol?: Protocol;
}

/** `from>to` of everything a packet gets through to. */
function reached({ lab, ip }: World, { port = 80, protocol = 'tcp' }: Target = {}): string[] {
  return PODS.flatMap((from) =>
    PODS.filter((to) => to !== from).flatMap((to) => {
      const [namespace = '', name = ''] = from.split('/');
      const { outcome } = lab.network.open(lab.from(name, namespace), { protocol, ip: ip(to), port });
      return outcome === 'dropped' ? [] : [`${from}>${to}`];
    }),
  );
}

const pairs = (test: (from: string, to: string) => boolean) =>
  PODS.flatMap((from) => PODS.filter((to) => to !== from && test(from, to)).map((to) => `${from}>${to}`));

const inX = (pod: string) => pod.startsWith('x/');
const A = { podSelector: { matchLabels: { pod: 'a' } } };
const ingressTo = (rule: object[], podSelector: object = A.podSelector) => ({
  podSelector,
  policyTypes: ['Ingress'],
  ingress: rule,
});
const egressFrom = (rule: object[], podSelector: object = A.podSelector) => ({
  podSelector,
  policyTypes: ['Egress'],
  egress: rule,
});

describe('one policy in namespace x', () => {
  test.each<[string, object, (from: string, to: string) => boolean, Target?]>([
    ['no policy of note: an empty rule lets everyone in', ingressTo([{}], {}), () => true],
    ['default deny of ingress closes the namespace', ingressTo([], {}), (_, to) => !inX(to)],
    ['default deny of egress locks it in', egressFrom([], {}), (from) => !inX(from)],
    [
      'default deny of both does both',
      { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      (from, to) => !inX(from) && !inX(to),
    ],
    ['without policyTypes and rules it is about ingress', { podSelector: {} }, (_, to) => !inX(to)],
    ['with egress rules and no policyTypes it is about both', { podSelector: {}, egress: [{}] }, (_, to) => !inX(to)],
    ['an empty peer list is anyone', ingressTo([{ from: [] }], {}), () => true],
    ['to one pod only', ingressTo([]), (_, to) => to !== 'x/a'],
    [
      'from pods of the own namespace by label',
      ingressTo([{ from: [{ podSelector: { matchLabels: { pod: 'b' } } }] }]),
      (from, to) => to !== 'x/a' || from === 'x/b',
    ],
    [
      'from all pods of the own namespace',
      ingressTo([{ from: [{ podSelector: {} }] }]),
      (from, to) => to !== 'x/a' || inX(from),
    ],
    ['from every namespace', ingressTo([{ from: [{ namespaceSelector: {} }] }]), () => true],
    [
      'from one namespace',
      ingressTo([{ from: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }] }]),
      (from, to) => to !== 'x/a' || from.startsWith('y/'),
    ],
    [
      'from namespaces by expression',
      ingressTo([
        { from: [{ namespaceSelector: { matchExpressions: [{ key: 'ns', operator: 'NotIn', values: ['x', 'z'] }] } }] },
      ]),
      (from, to) => to !== 'x/a' || from.startsWith('y/'),
    ],
    [
      'from a namespace by its name',
      ingressTo([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'z' } } }] }]),
      (from, to) => to !== 'x/a' || from.startsWith('z/'),
    ],
    [
      'namespace and pod in one peer must both hold',
      ingressTo([
        { from: [{ namespaceSelector: { matchLabels: { ns: 'y' } }, podSelector: { matchLabels: { pod: 'a' } } }] },
      ]),
      (from, to) => to !== 'x/a' || from === 'y/a',
    ],
    [
      'in two peers one is enough',
      ingressTo([
        { from: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }, { podSelector: { matchLabels: { pod: 'b' } } }] },
      ]),
      (from, to) => to !== 'x/a' || from.startsWith('y/') || from === 'x/b',
    ],
    [
      'pods by expression, anywhere',
      ingressTo([
        {
          from: [
            {
              namespaceSelector: {},
              podSelector: { matchExpressions: [{ key: 'pod', operator: 'In', values: ['b', 'c'] }] },
            },
          ],
        },
      ]),
      (from, to) => to !== 'x/a' || !from.endsWith('/a'),
    ],
    [
      'a label that must not be there',
      ingressTo([
        {
          from: [
            { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'pod', operator: 'DoesNotExist' }] } },
          ],
        },
      ]),
      (_, to) => to !== 'x/a',
    ],
    ['on the port named', ingressTo([{ ports: [{ port: 80 }] }]), () => true],
    ['on another port', ingressTo([{ ports: [{ port: 81 }] }]), (_, to) => to !== 'x/a'],
    ['on a port by its name', ingressTo([{ ports: [{ port: 'serve-80' }] }]), () => true],
    ['on another port by its name', ingressTo([{ ports: [{ port: 'serve-81' }] }]), (_, to) => to !== 'x/a'],
    ['on a name no pod has', ingressTo([{ ports: [{ port: 'nosuch' }] }]), (_, to) => to !== 'x/a'],
    ['on a range of ports', ingressTo([{ ports: [{ port: 79, endPort: 80 }] }]), () => true],
    ['on a range that ends before', ingressTo([{ ports: [{ port: 70, endPort: 79 }] }]), (_, to) => to !== 'x/a'],
    ['on one of several ports', ingressTo([{ ports: [{ port: 81 }, { port: 80 }] }]), () => true],
    ['of another protocol', ingressTo([{ ports: [{ port: 80, protocol: 'UDP' }] }]), (_, to) => to !== 'x/a'],
    ['of that protocol', ingressTo([{ ports: [{ port: 80, protocol: 'UDP' }] }]), () => true, { protocol: 'udp' }],
    ['of a protocol and any port', ingressTo([{ ports: [{ protocol: 'SCTP' }] }]), () => true, { protocol: 'sctp' }],
    [
      'peer and port must both hold',
      ingressTo([{ from: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }], ports: [{ port: 81 }] }]),
      (from, to) => to !== 'x/a' || from.startsWith('y/'),
      { port: 81 },
    ],
    [
      'of two rules one is enough',
      ingressTo([{ from: [{ podSelector: {} }] }, { from: [{ namespaceSelector: { matchLabels: { ns: 'z' } } }] }]),
      (from, to) => to !== 'x/a' || !from.startsWith('y/'),
    ],
    [
      'from a block of addresses',
      ingressTo([{ from: [{ ipBlock: { cidr: '10.224.1.0/24' } }] }]),
      (from, to) => to !== 'x/a' || from.startsWith('y/'),
    ],
    [
      'from a block with an exception',
      ingressTo([{ from: [{ ipBlock: { cidr: '10.224.0.0/16', except: ['10.224.1.11/32'] } }] }]),
      (from, to) => to !== 'x/a' || from !== 'y/b',
    ],
    [
      'an exception in one peer does not bind another',
      ingressTo([
        {
          from: [
            { ipBlock: { cidr: '10.224.0.0/16', except: ['10.224.1.0/24'] } },
            { namespaceSelector: { matchLabels: { ns: 'y' } } },
          ],
        },
      ]),
      () => true,
    ],
    [
      'egress to pods of the own namespace',
      egressFrom([{ to: [{ podSelector: { matchLabels: { pod: 'b' } } }] }]),
      (from, to) => from !== 'x/a' || to === 'x/b',
    ],
    [
      'egress to one namespace',
      egressFrom([{ to: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }] }]),
      (from, to) => from !== 'x/a' || to.startsWith('y/'),
    ],
    [
      'egress to a block with an exception',
      egressFrom([{ to: [{ ipBlock: { cidr: '10.224.0.0/16', except: ['10.224.2.0/24'] } }] }]),
      (from, to) => from !== 'x/a' || !to.startsWith('z/'),
    ],
    ['egress to a port', egressFrom([{ ports: [{ port: 81 }] }]), (from) => from !== 'x/a'],
    [
      'egress to a port by the name the other side gave it',
      egressFrom([{ ports: [{ port: 'serve-80' }] }]),
      () => true,
    ],
    [
      'both directions at once',
      {
        podSelector: A.podSelector,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }] }],
        egress: [{ to: [{ namespaceSelector: { matchLabels: { ns: 'z' } } }] }],
      },
      (from, to) => (to !== 'x/a' || inX(from)) && (from !== 'x/a' || to.startsWith('z/')),
    ],
    [
      'policyTypes decide: rules of a direction not named do nothing',
      { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}], egress: [] },
      () => true,
    ],
  ])('%s', (_, spec, expected, target) => {
    const made = world();
    policy(made, spec);
    expect(reached(made, target)).toEqual(pairs(expected));
  });
});

describe('several policies', () => {
  test('add up: what one allows no other takes away', () => {
    const made = world();
    policy(made, ingressTo([], {}), 'deny');
    policy(made, ingressTo([{ from: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }] }]), 'from-y');
    policy(made, ingressTo([{ ports: [{ port: 81 }] }]), 'port');
    expect(reached(made)).toEqual(pairs((from, to) => !inX(to) || (to === 'x/a' && from.startsWith('y/'))));
    expect(reached(made, { port: 81 })).toEqual(pairs((_, to) => !inX(to) || to === 'x/a'));
  });

  test('a connection needs the leave of both sides', () => {
    const made = world();
    policy(made, egressFrom([{ to: [{ namespaceSelector: { matchLabels: { ns: 'y' } } }] }], {}), 'out');
    policy(made, ingressTo([{ from: [{ podSelector: {} }] }], {}), 'in', 'y');
    expect(reached(made)).toEqual(pairs((from, to) => !inX(from) && (!to.startsWith('y/') || from.startsWith('y/'))));
  });

  test('do not reach into other namespaces', () => {
    const made = world();
    policy(made, ingressTo([], {}), 'deny', 'z');
    expect(reached(made)).toEqual(pairs((_, to) => !to.startsWith('z/')));
  });
});

describe('what changes later', () => {
  const fromTeam = ingressTo([{ from: [{ namespaceSelector: { matchLabels: { team: 'blue' } } }] }]);

  test('labels of a namespace', () => {
    const made = world();
    policy(made, fromTeam);
    expect(reached(made)).toEqual(pairs((_, to) => to !== 'x/a'));
    made.lab.namespace('y', { ns: 'y', team: 'blue' });
    expect(reached(made)).toEqual(pairs((from, to) => to !== 'x/a' || from.startsWith('y/')));
  });

  test('labels of a pod, on either side', () => {
    const made = world();
    policy(made, ingressTo([{ from: [{ podSelector: { matchLabels: { role: 'client' } } }] }]));
    made.lab.pod('b', { namespace: 'x', ip: made.ip('x/b'), labels: { pod: 'b', role: 'client' } });
    expect(reached(made)).toEqual(pairs((from, to) => to !== 'x/a' || from === 'x/b'));
    made.lab.pod('a', { namespace: 'x', ip: made.ip('x/a'), labels: { pod: 'other' } });
    expect(reached(made)).toEqual(pairs(() => true));
  });

  test('the policy itself, and its end', () => {
    const made = world();
    policy(made, ingressTo([]));
    policy(made, ingressTo([{ from: [{ podSelector: {} }] }]));
    expect(reached(made)).toEqual(pairs((from, to) => to !== 'x/a' || inX(from)));
    made.lab.store.delete('networkpolicies.networking.k8s.io', 'x', 'p');
    expect(reached(made)).toEqual(pairs(() => true));
  });

  test('a pod that comes with another address', () => {
    const made = world();
    policy(made, ingressTo([{ from: [{ podSelector: { matchLabels: { pod: 'b' } } }] }]));
    made.lab.store.delete('pods', 'x', 'b');
    made.lab.pod('b', { namespace: 'x', ip: '10.224.0.77', labels: { pod: 'b' } });
    expect(reached(made)).toEqual(pairs((from, to) => to !== 'x/a' || from === 'x/b'));
  });
});

test('answers need no rule of their own', () => {
  const made = world();
  policy(made, { podSelector: A.podSelector, policyTypes: ['Ingress', 'Egress'], ingress: [{}] });
  expect(reached(made)).toEqual(pairs((from) => from !== 'x/a'));
});
