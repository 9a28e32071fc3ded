import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

/**
 * A second policy evaluator, slow and written down straight from the documentation: no compilation, no index, no
 * selector text. Generated clusters are judged by both.
 */

interface Pod {
  name: string;
  namespace: string;
  ip: string;
  labels: Record<string, string>;
}

interface NetSet {
  name: string;
  net: string;
  labels: Record<string, string>;
}

type Term = { key: string; operator: '==' | '!=' | 'in' | 'not in' | 'has' | '!has'; values: string[] };

interface Entity {
  selector?: Term[];
  notSelector?: Term[];
  namespaceSelector?: Term[] | 'all()' | 'global()';
  net?: string;
  notNet?: string;
  ports?: (number | [number, number])[];
}

interface Rule {
  action: 'Allow' | 'Deny' | 'Pass' | 'Log';
  protocol?: 'TCP' | 'UDP';
  source: Entity;
  destination: Entity;
}

interface Policy {
  kind: 'NetworkPolicy' | 'GlobalNetworkPolicy' | 'StagedGlobalNetworkPolicy';
  name: string;
  tier: string;
  namespace: string;
  order?: number;
  selector: Term[];
  types: ('Ingress' | 'Egress')[];
  ingress: Rule[];
  egress: Rule[];
}

interface Cluster {
  pods: Pod[];
  namespaces: Record<string, Record<string, string>>;
  sets: NetSet[];
  tiers: { name: string; order?: number }[];
  policies: Policy[];
}

// ---- the slow model

interface Owner {
  labels: Record<string, string>;
  namespace?: string;
}

function ownersOf(cluster: Cluster, ip: string): Owner[] {
  const pods = cluster.pods.filter((pod) => pod.ip === ip);
  const sets = cluster.sets.filter(({ net }) => inNet(ip, net));
  return [...pods, ...sets.map(({ labels }) => ({ labels }))];
}

function inNet(ip: string, net: string): boolean {
  const [base, prefix] = net.split('/');
  const bits = (text: string) =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  return bits(ip).slice(0, Number(prefix)) === bits(base!).slice(0, Number(prefix));
}

function holds(labels: Record<string, string>, { key, operator, values }: Term): boolean {
  const value = labels[key];
  switch (operator) {
    case '==':
      return value === values[0];
    case '!=':
      return value !== values[0];
    case 'in':
      return value !== undefined && values.includes(value);
    case 'not in':
      return value === undefined || !values.includes(value);
    case 'has':
      return value !== undefined;
    case '!has':
      return value === undefined;
  }
}

const holdAll = (labels: Record<string, string>, terms: Term[]) => terms.every((term) => holds(labels, term));

function ownerMatches(cluster: Cluster, owner: Owner, entity: Entity, policy: Policy): boolean {
  const { selector, notSelector, namespaceSelector } = entity;
  if (namespaceSelector === 'all()' && owner.namespace === undefined) return false;
  if (namespaceSelector === 'global()' && owner.namespace !== undefined) return false;
  if (Array.isArray(namespaceSelector)) {
    const labels = owner.namespace === undefined ? {} : cluster.namespaces[owner.namespace]!;
    if (!holdAll(labels, namespaceSelector)) return false;
  }
  const isLocal = policy.kind === 'NetworkPolicy' && namespaceSelector === undefined && (selector || notSelector);
  if (isLocal && owner.namespace !== policy.namespace) return false;
  return holdAll(owner.labels, selector ?? []);
}

function entityMatches(cluster: Cluster, ip: string, port: number, entity: Entity, policy: Policy): boolean {
  const owners = ownersOf(cluster, ip);
  const { selector, notSelector, namespaceSelector, ports, net, notNet } = entity;
  const local = policy.kind === 'NetworkPolicy' && notSelector !== undefined;
  if (selector || namespaceSelector !== undefined || local) {
    if (!owners.some((owner) => ownerMatches(cluster, owner, entity, policy))) return false;
  }
  if (notSelector && owners.some((owner) => holdAll(owner.labels, notSelector))) return false;
  if (net && !inNet(ip, net)) return false;
  if (notNet && inNet(ip, notNet)) return false;
  const hasPort = (wanted: number | [number, number]) =>
    typeof wanted === 'number' ? wanted === port : wanted[0] <= port && port <= wanted[1];
  return ports === undefined || ports.some(hasPort);
}

interface Packet {
  source: string;
  destination: string;
  protocol: 'TCP' | 'UDP';
  sourcePort: number;
  port: number;
}

function ruleMatches(cluster: Cluster, rule: Rule, packet: Packet, policy: Policy): boolean {
  if (rule.protocol && rule.protocol !== packet.protocol) return false;
  return (
    entityMatches(cluster, packet.source, packet.sourcePort, rule.source, policy) &&
    entityMatches(cluster, packet.destination, packet.port, rule.destination, policy)
  );
}

const byOrder =
  <T extends { order?: number }>(name: (item: T) => string) =>
  (a: T, b: T) => {
    const [left, right] = [a.order ?? Number.MAX_VALUE, b.order ?? Number.MAX_VALUE];
    return left === right ? (name(a) < name(b) ? -1 : 1) : left - right;
  };

function decide(cluster: Cluster, pod: Pod, direction: 'Ingress' | 'Egress', packet: Packet): 'allow' | 'deny' {
  const tiers = [...cluster.tiers, { name: 'default' }].sort(byOrder(({ name }) => name));
  nextTier: for (const tier of tiers) {
    const policies = cluster.policies
      .filter((policy) => policy.tier === tier.name && !policy.kind.startsWith('Staged'))
      .filter((policy) => policy.kind !== 'NetworkPolicy' || policy.namespace === pod.namespace)
      .filter((policy) => policy.types.includes(direction) && holdAll(pod.labels, policy.selector))
      .sort(byOrder(({ kind, namespace, name }) => (kind === 'NetworkPolicy' ? `${namespace}/${name}` : name)));
    if (policies.length === 0) continue;
    for (const policy of policies) {
      for (const rule of direction === 'Ingress' ? policy.ingress : policy.egress) {
        if (rule.action === 'Log' || !ruleMatches(cluster, rule, packet, policy)) continue;
        if (rule.action === 'Allow') return 'allow';
        if (rule.action === 'Deny') return 'deny';
        continue nextTier;
      }
    }
    return 'deny';
  }
  return 'allow';
}

// ---- the same clusters for the real one

const quoted = (values: string[]) => values.map((value) => `'${value}'`).join(',');

function termText({ key, operator, values }: Term): string {
  if (operator === 'has' || operator === '!has') return `${operator}(${key})`;
  return operator.endsWith('in') ? `${key} ${operator} {${quoted(values)}}` : `${key} ${operator} '${values[0]}'`;
}

const selectorText = (terms: Term[]) => (terms.length === 0 ? 'all()' : terms.map(termText).join(' && '));

function entityObject({ selector, notSelector, namespaceSelector, ports, net, notNet }: Entity): object {
  return {
    ...(selector ? { selector: selectorText(selector) } : {}),
    ...(notSelector ? { notSelector: selectorText(notSelector) } : {}),
    ...(namespaceSelector === undefined
      ? {}
      : {
          namespaceSelector:
            typeof namespaceSelector === 'string' ? namespaceSelector : selectorText(namespaceSelector),
        }),
    ...(ports ? { ports: ports.map((port) => (typeof port === 'number' ? port : port.join(':'))) } : {}),
    ...(net ? { nets: [net] } : {}),
    ...(notNet ? { notNets: [notNet] } : {}),
  };
}

const ruleObject = ({ source, destination, ...rest }: Rule) => ({
  ...rest,
  source: entityObject(source),
  destination: entityObject(destination),
});

function build(cluster: Cluster): Lab {
  const lab = new Lab();
  for (const [name, labels] of Object.entries(cluster.namespaces)) {
    lab.put('namespaces', 'v1', 'Namespace', { name, labels });
  }
  for (const { name, ...pod } of cluster.pods) lab.pod(name, pod);
  for (const { name, net, labels } of cluster.sets) lab.apply('GlobalNetworkSet', name, { nets: [net] }, { labels });
  for (const { name, order } of cluster.tiers) lab.apply('Tier', name, order === undefined ? {} : { order });
  for (const { kind, name, namespace, selector, ingress, egress, ...spec } of cluster.policies) {
    const object = {
      ...spec,
      selector: selectorText(selector),
      ingress: ingress.map(ruleObject),
      egress: egress.map(ruleObject),
    };
    lab.apply(kind, name, object, kind === 'NetworkPolicy' ? { namespace } : {});
  }
  return lab;
}

// ---- generators: a small alphabet, so that things meet

const key = fc.constantFrom('a', 'b');
const value = fc.constantFrom('1', '2', '3');
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const namespaceName = fc.constantFrom('dev', 'prod');
const term: fc.Arbitrary<Term> = fc.record({
  key,
  operator: fc.constantFrom('==', '!=', 'in', 'not in', 'has', '!has'),
  values: fc.array(value, { minLength: 1, maxLength: 2 }),
});
/** A selector of no terms is written `all()`; alone as a namespaceSelector that means something else. */
const terms = fc.array(term, { maxLength: 2 });
const someTerms = fc.array(term, { minLength: 1, maxLength: 2 });
const net = fc.constantFrom(
  '10.224.0.0/24',
  '10.224.0.8/29',
  '10.224.1.0/24',
  '0.0.0.0/0',
  '203.0.113.0/24',
  '10.224.0.10/32',
);
const port = fc.oneof(fc.constantFrom(80, 81), fc.constantFrom<[number, number]>([80, 90], [1, 79], [30000, 65535]));

const entity: fc.Arbitrary<Entity> = fc.record(
  {
    selector: terms,
    notSelector: someTerms,
    namespaceSelector: fc.oneof(someTerms, fc.constantFrom('all()' as const, 'global()' as const)),
    net,
    notNet: net,
    ports: fc.array(port, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const sparse = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: entity });
const rule: fc.Arbitrary<Rule> = fc.record(
  {
    action: fc.constantFrom('Allow', 'Deny', 'Pass', 'Log'),
    protocol: fc.constantFrom('TCP', 'UDP'),
    source: sparse,
    destination: sparse,
  },
  { requiredKeys: ['action', 'source', 'destination'] },
);
const tierName = fc.constantFrom('default', 'one', 'two');
const policy = fc.record(
  {
    kind: fc.constantFrom('NetworkPolicy', 'GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy'),
    tier: tierName,
    namespace: namespaceName,
    order: fc.constantFrom(1, 2, 2.5),
    selector: terms,
    types: fc.constantFrom<('Ingress' | 'Egress')[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: fc.array(rule, { maxLength: 3 }),
    egress: fc.array(rule, { maxLength: 3 }),
  },
  { requiredKeys: ['kind', 'tier', 'namespace', 'selector', 'types', 'ingress', 'egress'] },
);

const IPS = ['10.224.0.10', '10.224.0.11', '10.224.1.20', '10.224.1.21'];
const cluster: fc.Arbitrary<Cluster> = fc
  .record({
    pods: fc.tuple(...IPS.map(() => fc.record({ namespace: namespaceName, labels }))),
    namespaces: fc.record({ dev: labels, prod: labels }),
    sets: fc.array(fc.record({ net, labels }), { maxLength: 2 }),
    tiers: fc.tuple(
      fc.option(fc.constantFrom(1, 2), { nil: undefined }),
      fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    ),
    policies: fc.array(policy, { maxLength: 6 }),
  })
  .map(({ pods, sets, tiers, policies, namespaces }) => ({
    namespaces,
    pods: pods.map((pod, index) => ({ ...pod, name: `p${index}`, ip: IPS[index]! })),
    sets: sets.map((set, index) => ({ ...set, name: `s${index}` })),
    tiers: tiers.map((order, index) => ({ name: ['one', 'two'][index]!, ...(order === undefined ? {} : { order }) })),
    policies: policies.map((each, index) => ({ ...each, name: `${each.tier}.p${index}` }) as Policy),
  }));

test('the engine and the slow model agree on every packet of generated clusters', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const lab = build(generated);
      for (const from of generated.pods) {
        for (const destination of [...IPS, '203.0.113.9']) {
          if (destination === from.ip) continue;
          for (const protocol of ['TCP', 'UDP'] as const) agree(generated, lab, from, destination, protocol);
        }
      }
    }),
    { numRuns: 400 },
  );
});

function agree(generated: Cluster, lab: Lab, from: Pod, destination: string, protocol: 'TCP' | 'UDP'): void {
  const packet: Packet = { source: from.ip, destination, protocol, sourcePort: 40_000, port: 80 };
  const egress = decide(generated, from, 'Egress', packet);
  const target = generated.pods.find((pod) => pod.ip === destination);
  const ingress = egress === 'allow' && target ? decide(generated, target, 'Ingress', packet) : undefined;
  const { connection } = lab.network.open(lab.from(from.name, from.namespace), {
    protocol: protocol === 'TCP' ? 'tcp' : 'udp',
    ip: destination,
    port: 80,
    sourcePort: 40_000,
  });
  expect([connection?.egress?.action, connection?.ingress?.action]).toEqual([egress, ingress]);
}
