import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import {
  build,
  type Cluster,
  decide,
  type Entity,
  type Packet,
  type Pod,
  type Policy,
  type Rule,
  type Term,
} from '../testing/policy-model.ts';

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
