import { describe, expect, test } from 'vitest';
import { decided, type NinePods, ninePods, pairs, reached, type Target } from '../testing/nine-pods.ts';

/**
 * Reachability of nine pods (a, b, c in the namespaces x, y, z) under Kubernetes policies, as the public conformance
 * suites of NetworkPolicy try it, in our own words. A case names what may still be reached (everything else may not),
 * and for some pairs which rule decides at the source and at the destination.
 */
interface Case {
  spec: object;
  reaches(from: string, to: string): boolean;
  decides: Record<string, string>;
  target?: Target;
}

const policy = ({ lab }: NinePods, spec: object, name = 'p', namespace = 'x') =>
  lab.apply('KubernetesNetworkPolicy', name, spec, { namespace });
const inX = (pod: string) => pod.startsWith('x/');
const inY = (pod: string) => pod.startsWith('y/');
const inZ = (pod: string) => pod.startsWith('z/');
/** What a policy on x/a alone still lets in. */
const toA = (test: (from: string) => boolean) => (from: string, to: string) => to !== 'x/a' || test(from);
const fromA = (test: (to: string) => boolean) => (from: string, to: string) => from !== 'x/a' || test(to);

const A = { podSelector: { matchLabels: { pod: 'a' } } };
const pod = (name: string) => ({ podSelector: { matchLabels: { pod: name } } });
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { ns: name } } });
const podWhere = (operator: string, ...values: string[]) => ({
  podSelector: { matchExpressions: [{ key: 'pod', operator, ...(values.length > 0 ? { values } : {}) }] },
});
const namespaceWhere = (key: string, operator: string, ...values: string[]) => ({
  namespaceSelector: { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] },
});
const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } });
const ingress = (rules: object[], of: object = A.podSelector) => ({
  podSelector: of,
  policyTypes: ['Ingress'],
  ingress: rules,
});
const egress = (rules: object[], of: object = A.podSelector) => ({
  podSelector: of,
  policyTypes: ['Egress'],
  egress: rules,
});
const from = (...peers: object[]) => ingress([{ from: peers }]);
const to = (...peers: object[]) => egress([{ to: peers }]);
const onPorts = (...ports: object[]) => ingress([{ ports }]);

const INTO_A = { everyone: toA(() => true), nobody: toA(() => false) };
const LETS_IN = { 'y/b>x/a': 'profile, p allow 0' };
const KEEPS_OUT = { 'y/b>x/a': 'profile, p deny end', 'x/b>x/a': 'profile, p deny end' };
const BLUE = from({ namespaceSelector: { matchLabels: { team: 'blue' } } });

const CASES: Record<string, Case> = {
  'an empty rule lets everyone in': {
    spec: ingress([{}], {}),
    reaches: () => true,
    decides: { 'y/b>x/a': 'profile, p allow 0', 'x/a>y/b': 'profile, profile' },
  },
  'default deny of ingress closes the namespace': {
    spec: ingress([], {}),
    reaches: (_, dest) => !inX(dest),
    decides: { 'y/b>x/c': 'profile, p deny end', 'x/a>x/b': 'profile, p deny end', 'x/a>z/a': 'profile, profile' },
  },
  'default deny of egress locks it in': {
    spec: egress([], {}),
    reaches: (source) => !inX(source),
    decides: { 'x/a>x/b': 'p deny end', 'x/c>y/b': 'p deny end', 'y/b>x/a': 'profile, profile' },
  },
  'default deny of both does both': {
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    reaches: (source, dest) => !inX(source) && !inX(dest),
    decides: { 'x/a>x/b': 'p deny end', 'y/b>x/a': 'profile, p deny end' },
  },
  'allow all of egress lets everything out': {
    spec: egress([{}], {}),
    reaches: () => true,
    decides: { 'x/a>y/b': 'p allow 0, profile' },
  },
  'without policyTypes and rules it is about ingress': {
    spec: { podSelector: {} },
    reaches: (_, dest) => !inX(dest),
    decides: { 'y/b>x/a': 'profile, p deny end', 'x/a>y/b': 'profile, profile' },
  },
  'with egress rules and no policyTypes it is about both': {
    spec: { podSelector: {}, egress: [{}] },
    reaches: (_, dest) => !inX(dest),
    decides: { 'x/a>y/b': 'p allow 0, profile', 'x/a>x/b': 'p allow 0, p deny end' },
  },
  'an empty peer list is anyone': {
    spec: ingress([{ from: [] }], {}),
    reaches: () => true,
    decides: { 'z/c>x/a': 'profile, p allow 0' },
  },
  'to one pod only': {
    spec: ingress([]),
    reaches: INTO_A.nobody,
    decides: { ...KEEPS_OUT, 'y/b>x/b': 'profile, profile' },
  },
  'to pods by expression': {
    spec: ingress([], podWhere('NotIn', 'b', 'c').podSelector),
    reaches: INTO_A.nobody,
    decides: { ...KEEPS_OUT, 'y/b>x/c': 'profile, profile' },
  },
  'from pods of the own namespace by label': {
    spec: from(pod('b')),
    reaches: toA((source) => source === 'x/b'),
    decides: { 'x/b>x/a': 'profile, p allow 0', 'x/c>x/a': 'profile, p deny end', 'y/b>x/a': 'profile, p deny end' },
  },
  'from all pods of the own namespace': {
    spec: from({ podSelector: {} }),
    reaches: toA(inX),
    decides: { 'x/c>x/a': 'profile, p allow 0', 'y/a>x/a': 'profile, p deny end' },
  },
  'from every namespace': {
    spec: from({ namespaceSelector: {} }),
    reaches: INTO_A.everyone,
    decides: { ...LETS_IN, 'x/b>x/a': 'profile, p allow 0' },
  },
  'from one namespace': {
    spec: from(namespace('y')),
    reaches: toA(inY),
    decides: { ...LETS_IN, 'x/b>x/a': 'profile, p deny end' },
  },
  'from namespaces by expression': {
    spec: from(namespaceWhere('ns', 'NotIn', 'x', 'z')),
    reaches: toA(inY),
    decides: { ...LETS_IN, 'z/a>x/a': 'profile, p deny end' },
  },
  'from namespaces that have a label': {
    spec: from(namespaceWhere('ns', 'Exists')),
    reaches: INTO_A.everyone,
    decides: LETS_IN,
  },
  'from namespaces that lack it': {
    spec: from(namespaceWhere('ns', 'DoesNotExist')),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'from a namespace by its name': {
    spec: from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'z' } } }),
    reaches: toA(inZ),
    decides: { 'z/b>x/a': 'profile, p allow 0', 'y/b>x/a': 'profile, p deny end' },
  },
  'namespace and pod in one peer must both hold': {
    spec: from({ ...namespace('y'), ...pod('a') }),
    reaches: toA((source) => source === 'y/a'),
    decides: { 'y/a>x/a': 'profile, p allow 0', 'y/b>x/a': 'profile, p deny end', 'z/a>x/a': 'profile, p deny end' },
  },
  'in two peers one is enough': {
    spec: from(namespace('y'), pod('b')),
    reaches: toA((source) => inY(source) || source === 'x/b'),
    decides: { 'y/c>x/a': 'profile, p allow 0', 'x/b>x/a': 'profile, p allow 1', 'z/b>x/a': 'profile, p deny end' },
  },
  'two peers of namespace and pod each': {
    spec: from({ ...namespaceWhere('ns', 'In', 'y'), ...pod('a') }, { ...namespace('z'), ...podWhere('In', 'b', 'c') }),
    reaches: toA((source) => ['y/a', 'z/b', 'z/c'].includes(source)),
    decides: { 'y/a>x/a': 'profile, p allow 0', 'z/c>x/a': 'profile, p allow 1', 'z/a>x/a': 'profile, p deny end' },
  },
  'pods by expression, anywhere': {
    spec: from({ namespaceSelector: {}, ...podWhere('In', 'b', 'c') }),
    reaches: toA((source) => !source.endsWith('/a')),
    decides: { ...LETS_IN, 'y/a>x/a': 'profile, p deny end' },
  },
  'a label that must not be there': {
    spec: from({ namespaceSelector: {}, ...podWhere('DoesNotExist') }),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'on the port named': { spec: onPorts({ port: 80 }), reaches: INTO_A.everyone, decides: LETS_IN },
  'on another port': { spec: onPorts({ port: 81 }), reaches: INTO_A.nobody, decides: KEEPS_OUT },
  'on a port by its name': { spec: onPorts({ port: 'serve-80' }), reaches: INTO_A.everyone, decides: LETS_IN },
  'on another port by its name': { spec: onPorts({ port: 'serve-81' }), reaches: INTO_A.nobody, decides: KEEPS_OUT },
  'on a name no pod has': { spec: onPorts({ port: 'nosuch' }), reaches: INTO_A.nobody, decides: KEEPS_OUT },
  'on a range of ports': { spec: onPorts({ port: 79, endPort: 80 }), reaches: INTO_A.everyone, decides: LETS_IN },
  'on a range that ends before': {
    spec: onPorts({ port: 70, endPort: 79 }),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'on one of several ports': {
    spec: onPorts({ port: 81 }, { port: 80 }),
    reaches: INTO_A.everyone,
    decides: LETS_IN,
  },
  'of another protocol': {
    spec: onPorts({ port: 80, protocol: 'UDP' }),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'of that protocol': {
    spec: onPorts({ port: 80, protocol: 'UDP' }),
    reaches: INTO_A.everyone,
    decides: LETS_IN,
    target: { protocol: 'udp' },
  },
  'of a protocol and any port': {
    spec: onPorts({ protocol: 'SCTP' }),
    reaches: INTO_A.everyone,
    decides: LETS_IN,
    target: { protocol: 'sctp' },
  },
  'SCTP is not mistaken for TCP': {
    spec: onPorts({ port: 80, protocol: 'SCTP' }),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'of two protocols, each its rule': {
    spec: onPorts({ port: 80, protocol: 'UDP' }, { port: 80, protocol: 'TCP' }),
    reaches: INTO_A.everyone,
    decides: { 'y/b>x/a': 'profile, p allow 1' },
    target: { protocol: 'udp' },
  },
  'peer and port must both hold': {
    spec: ingress([{ from: [namespace('y')], ports: [{ port: 81 }] }]),
    reaches: toA(inY),
    decides: { ...LETS_IN, 'x/b>x/a': 'profile, p deny end' },
    target: { port: 81 },
  },
  'of the right peer on a wrong port nothing': {
    spec: ingress([{ from: [namespace('y')], ports: [{ port: 81 }] }]),
    reaches: INTO_A.nobody,
    decides: KEEPS_OUT,
  },
  'of two rules one is enough': {
    spec: ingress([{ from: [{ podSelector: {} }] }, { from: [namespace('z')] }]),
    reaches: toA((source) => !inY(source)),
    decides: { 'x/b>x/a': 'profile, p allow 0', 'z/b>x/a': 'profile, p allow 1', 'y/b>x/a': 'profile, p deny end' },
  },
  'each rule keeps its own ports': {
    spec: ingress([
      { from: [namespace('y')], ports: [{ port: 81 }] },
      { from: [namespace('z')], ports: [{ port: 80 }] },
    ]),
    reaches: toA(inZ),
    decides: { 'z/b>x/a': 'profile, p allow 1', 'y/b>x/a': 'profile, p deny end' },
  },
  'from a block of addresses': {
    spec: from(block('10.224.1.0/24')),
    reaches: toA(inY),
    decides: { ...LETS_IN, 'z/b>x/a': 'profile, p deny end' },
  },
  'from one address': {
    spec: from(block('10.224.1.11/32')),
    reaches: toA((source) => source === 'y/b'),
    decides: { ...LETS_IN, 'y/a>x/a': 'profile, p deny end' },
  },
  'from a block with an exception': {
    spec: from(block('10.224.0.0/16', '10.224.1.11/32')),
    reaches: toA((source) => source !== 'y/b'),
    decides: { 'y/a>x/a': 'profile, p allow 0', 'y/b>x/a': 'profile, p deny end' },
  },
  'an exception in one peer does not bind another': {
    spec: from(block('10.224.0.0/16', '10.224.1.0/24'), namespace('y')),
    reaches: INTO_A.everyone,
    decides: { 'y/b>x/a': 'profile, p allow 1', 'z/b>x/a': 'profile, p allow 0' },
  },
  'egress to pods of the own namespace': {
    spec: to(pod('b')),
    reaches: fromA((dest) => dest === 'x/b'),
    decides: { 'x/a>x/b': 'p allow 0, profile', 'x/a>x/c': 'p deny end', 'x/a>y/b': 'p deny end' },
  },
  'egress to one namespace': {
    spec: to(namespace('y')),
    reaches: fromA(inY),
    decides: { 'x/a>y/b': 'p allow 0, profile', 'x/a>x/b': 'p deny end' },
  },
  'egress to pods of one namespace': {
    spec: to({ ...namespace('y'), ...pod('a') }),
    reaches: fromA((dest) => dest === 'y/a'),
    decides: { 'x/a>y/a': 'p allow 0, profile', 'x/a>y/b': 'p deny end', 'x/a>z/a': 'p deny end' },
  },
  'egress to a block': {
    spec: to(block('10.224.2.0/24')),
    reaches: fromA(inZ),
    decides: { 'x/a>z/b': 'p allow 0, profile', 'x/a>y/b': 'p deny end' },
  },
  'egress to a block with an exception': {
    spec: to(block('10.224.0.0/16', '10.224.2.0/24')),
    reaches: fromA((dest) => !inZ(dest)),
    decides: { 'x/a>y/b': 'p allow 0, profile', 'x/a>z/b': 'p deny end' },
  },
  'egress to a port': {
    spec: egress([{ ports: [{ port: 81 }] }]),
    reaches: fromA(() => false),
    decides: { 'x/a>y/b': 'p deny end' },
  },
  'egress to a port by the name the other side gave it': {
    spec: egress([{ ports: [{ port: 'serve-80' }] }]),
    reaches: () => true,
    decides: { 'x/a>y/b': 'p allow 0, profile' },
  },
  'egress by several rules, the second deciding': {
    spec: egress([{ to: [namespace('z')] }, { to: [namespace('y')], ports: [{ port: 80 }] }]),
    reaches: fromA((dest) => inY(dest) || inZ(dest)),
    decides: { 'x/a>y/b': 'p allow 1, profile', 'x/a>z/b': 'p allow 0, profile', 'x/a>x/b': 'p deny end' },
  },
  'both directions at once': {
    spec: {
      podSelector: A.podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [namespace('z')] }],
    },
    reaches: (source, dest) => (dest !== 'x/a' || inX(source)) && (source !== 'x/a' || inZ(dest)),
    decides: { 'x/b>x/a': 'profile, p allow 0', 'x/a>z/b': 'p allow 0, profile', 'x/a>y/b': 'p deny end' },
  },
  'policyTypes decide: rules of a direction not named do nothing': {
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}], egress: [] },
    reaches: () => true,
    decides: { 'x/a>y/b': 'profile, profile', ...LETS_IN },
  },
  'answers need no rule of their own': {
    spec: { podSelector: A.podSelector, policyTypes: ['Ingress', 'Egress'], ingress: [{}] },
    reaches: fromA(() => false),
    decides: { ...LETS_IN, 'x/a>y/b': 'p deny end' },
  },
};

describe(`one policy in namespace x: ${Object.keys(CASES).length} cases`, () => {
  test.each(Object.entries(CASES))('%s', (_, { spec, reaches, decides, target }) => {
    const made = ninePods();
    policy(made, spec);
    expect(reached(made, target)).toEqual(pairs(reaches));
    expect(decisions(made, decides, target)).toEqual(decides);
  });
});

describe('several policies: 5 cases', () => {
  test('add up: what one allows no other takes away', () => {
    const made = ninePods();
    policy(made, ingress([], {}), 'deny');
    policy(made, from(namespace('y')), 'from-y');
    policy(made, onPorts({ port: 81 }), 'port');
    expect(reached(made)).toEqual(pairs((source, dest) => !inX(dest) || (dest === 'x/a' && inY(source))));
    expect(reached(made, { port: 81 })).toEqual(pairs((_, dest) => !inX(dest) || dest === 'x/a'));
    expect(decided(made, 'y/b>x/a')).toBe('profile, from-y allow 0');
    expect(decided(made, 'z/b>x/a', { port: 81 })).toBe('profile, port allow 0');
    // The end of the tier is the last policy's that selects the pod.
    expect(decided(made, 'z/b>x/a')).toBe('profile, port deny end');
    expect(decided(made, 'z/b>x/b')).toBe('profile, deny deny end');
  });

  test('an address one policy excepts and another allows is allowed', () => {
    const made = ninePods();
    policy(made, to(block('10.224.0.0/16', '10.224.1.11/32')), 'all-but-one');
    expect(decided(made, 'x/a>y/b')).toBe('all-but-one deny end');
    policy(made, to(block('10.224.1.11/32')), 'one');
    expect(reached(made)).toEqual(pairs(() => true));
    expect(decided(made, 'x/a>y/b')).toBe('one allow 0, profile');
  });

  test('a connection needs the leave of both sides', () => {
    const made = ninePods();
    policy(made, egress([{ to: [namespace('y')] }], {}), 'out');
    policy(made, ingress([{ from: [{ podSelector: {} }] }], {}), 'in', 'y');
    expect(reached(made)).toEqual(pairs((source, dest) => !inX(source) && (!inY(dest) || inY(source))));
    expect(decided(made, 'x/a>y/b')).toBe('out allow 0, in deny end');
    expect(decided(made, 'x/a>z/b')).toBe('out deny end');
  });

  test('let through what both sides allow, each by its own rule', () => {
    const made = ninePods();
    policy(made, egress([{ to: [namespace('y')] }]), 'out');
    policy(made, ingress([{ from: [namespace('z')] }, { from: [namespace('x')] }], {}), 'in', 'y');
    expect(decided(made, 'x/a>y/b')).toBe('out allow 0, in allow 1');
  });

  test('do not reach into other namespaces', () => {
    const made = ninePods();
    policy(made, ingress([], {}), 'deny', 'z');
    expect(reached(made)).toEqual(pairs((_, dest) => !inZ(dest)));
    expect(decided(made, 'x/a>z/b')).toBe('profile, deny deny end');
    expect(decided(made, 'z/b>x/a')).toBe('profile, profile');
  });
});

describe('what changes later: 5 cases', () => {
  test('labels of a namespace', () => {
    const made = ninePods();
    policy(made, BLUE);
    expect(reached(made)).toEqual(pairs(INTO_A.nobody));
    made.lab.namespace('y', { ns: 'y', team: 'blue' });
    expect(reached(made)).toEqual(pairs(toA(inY)));
    expect(decided(made, 'y/b>x/a')).toBe('profile, p allow 0');
  });

  test('labels of a pod, on either side', () => {
    const made = ninePods();
    policy(made, from({ podSelector: { matchLabels: { role: 'client' } } }));
    made.lab.pod('b', { namespace: 'x', ip: made.ip('x/b'), labels: { pod: 'b', role: 'client' } });
    expect(reached(made)).toEqual(pairs(toA((source) => source === 'x/b')));
    expect(decided(made, 'x/b>x/a')).toBe('profile, p allow 0');
    made.lab.pod('a', { namespace: 'x', ip: made.ip('x/a'), labels: { pod: 'other' } });
    expect(reached(made)).toEqual(pairs(() => true));
    expect(decided(made, 'x/b>x/a')).toBe('profile, profile');
  });

  test('a label taken off again closes what it had opened', () => {
    const made = ninePods();
    policy(made, from(namespace('y')));
    made.lab.namespace('y', {});
    expect(reached(made)).toEqual(pairs(INTO_A.nobody));
    expect(decided(made, 'y/b>x/a')).toBe('profile, p deny end');
  });

  test('the policy itself, and its end', () => {
    const made = ninePods();
    policy(made, ingress([]));
    expect(decided(made, 'x/b>x/a')).toBe('profile, p deny end');
    policy(made, from({ podSelector: {} }));
    expect(reached(made)).toEqual(pairs(toA(inX)));
    expect(decided(made, 'x/b>x/a')).toBe('profile, p allow 0');
    made.lab.store.delete('networkpolicies.networking.k8s.io', 'x', 'p');
    expect(reached(made)).toEqual(pairs(() => true));
    expect(decided(made, 'x/b>x/a')).toBe('profile, profile');
  });

  test('a pod that comes with another address', () => {
    const made = ninePods();
    policy(made, from(pod('b')));
    made.lab.store.delete('pods', 'x', 'b');
    made.lab.pod('b', { namespace: 'x', ip: '10.224.0.77', labels: { pod: 'b' } });
    expect(reached(made)).toEqual(pairs(toA((source) => source === 'x/b')));
    expect(decided(made, 'x/b>x/a')).toBe('profile, p allow 0');
  });
});

function decisions(made: NinePods, decides: Record<string, string>, target?: Target): Record<string, string> {
  return Object.fromEntries(Object.keys(decides).map((pair) => [pair, decided(made, pair, target)]));
}
