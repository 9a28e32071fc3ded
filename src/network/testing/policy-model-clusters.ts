import fc from 'fast-check';
import type {
  CalicoPolicy,
  Cluster,
  Direction,
  Entity,
  KubernetesPeer,
  KubernetesPolicy,
  KubernetesRule,
  Port,
  Protocol,
  Rule,
  Term,
} from './policy-model-types.ts';

/** Generated clusters for the model: a small alphabet, so that things meet. */

const key = fc.constantFrom('a', 'b');
const value = fc.constantFrom('1', '12', '2');
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const namespaceName = fc.constantFrom('dev', 'prod');
const valuesOf = fc.array(value, { minLength: 1, maxLength: 2 });
const term = fc.record<Term>({
  key,
  operator: fc.constantFrom('==', '!=', 'in', 'not in', 'has', '!has', 'contains', 'starts with', 'ends with'),
  values: valuesOf,
});
/** A selector of no terms is written `all()`; alone as a namespaceSelector that means something else. */
const terms = fc.array(term, { maxLength: 2 });
const someTerms = fc.array(term, { minLength: 1, maxLength: 2 });
const net = fc.constantFrom('10.224.0.0/24', '10.224.0.8/29', '10.224.1.0/24', '0.0.0.0/0', '142.250.0.0/16');
const port = fc.oneof(
  fc.constantFrom<Port>(80, 81, 'http', 'http'),
  fc.constantFrom<Port>([80, 90], [1, 79], [30000, 65535]),
);
const ports = fc.array(port, { minLength: 1, maxLength: 2 });
const nets = fc.array(net, { minLength: 1, maxLength: 2 });
const domain = fc.constantFrom('google.com', '*.com', '*.example.com', 'example.com', '*.google.com');
const domains = fc.array(domain, { minLength: 1, maxLength: 2 });
const types = fc.constantFrom<Direction[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']);

const entity: fc.Arbitrary<Entity> = fc.record(
  {
    selector: terms,
    notSelector: someTerms,
    namespaceSelector: fc.oneof(someTerms, fc.constantFrom('all()' as const, 'global()' as const)),
    accounts: fc.record({
      names: fc.array(fc.constantFrom('robot', 'human'), { maxLength: 1 }),
      selector: terms,
    }),
    nets,
    notNets: nets,
    ports,
    notPorts: ports,
  },
  { requiredKeys: [] },
);
/** Half of the fields at once match nothing; most entities have one or two. */
const sparse = fc.tuple(entity, fc.nat(7), fc.nat(7)).map(([full, one, other]): Entity => {
  const fields = Object.entries(full);
  return Object.fromEntries(fields.filter((_, index) => index === one % fields.length || index === other));
});
const anyEntity = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Entity>({}) },
  { weight: 4, arbitrary: sparse },
  { weight: 1, arbitrary: fc.constantFrom('svc', 'nosuch').map((service): Entity => ({ service })) },
);
const withDomains = fc.oneof(
  { weight: 5, arbitrary: anyEntity },
  { weight: 1, arbitrary: domains.map((its): Entity => ({ domains: its })) },
);
const protocol = fc.constantFrom<Protocol | number>('TCP', 'UDP', 'ICMP', 1, 6, 17, 47);
const icmp = fc.constantFrom({ type: 8 }, { type: 8, code: 0 }, { type: 8, code: 1 }, { type: 0 });
const rule: fc.Arbitrary<Rule> = fc
  .record(
    {
      action: fc.constantFrom('Allow', 'Deny', 'Pass', 'Log'),
      protocol,
      notProtocol: protocol,
      source: anyEntity,
      destination: withDomains,
    },
    { requiredKeys: ['action', 'source', 'destination'] },
  )
  .chain((made): fc.Arbitrary<Rule> => {
    if (made.protocol !== 'ICMP') return fc.constant(made);
    return fc.oneof(
      fc.constant(made),
      icmp.map((its) => ({ ...made, icmp: its })),
      icmp.map((its) => ({ ...made, notICMP: its })),
    );
  });
const rules = fc.array(rule, { maxLength: 3 });

const calicoPolicy: fc.Arbitrary<Omit<CalicoPolicy, 'name'>> = fc.record(
  {
    kind: fc.constantFrom(
      'NetworkPolicy',
      'GlobalNetworkPolicy',
      'GlobalNetworkPolicy',
      'StagedNetworkPolicy',
      'StagedGlobalNetworkPolicy',
    ),
    tier: fc.constantFrom('default', 'one', 'two'),
    namespace: namespaceName,
    order: fc.constantFrom(1, 2, 2.5, 1000),
    selector: terms,
    namespaceSelector: someTerms,
    accountSelector: terms,
    types,
    ingress: rules,
    egress: rules,
  },
  { requiredKeys: ['kind', 'tier', 'namespace', 'selector', 'types', 'ingress', 'egress'] },
);

const kubernetesTerm = fc.record<Term>({
  key,
  operator: fc.constantFrom('in', 'not in', 'has', '!has'),
  values: valuesOf,
});
const kubernetesTerms = fc.oneof(
  fc.array(kubernetesTerm, { maxLength: 2 }),
  labels.map((its) => Object.entries(its).map(([name, one]): Term => ({ key: name, operator: '==', values: [one] }))),
);
const peer: fc.Arbitrary<KubernetesPeer> = fc.oneof(
  kubernetesTerms.map((pods) => ({ pods })),
  kubernetesTerms.map((namespaces) => ({ namespaces })),
  fc.record({ pods: kubernetesTerms, namespaces: kubernetesTerms }),
  fc.record({ block: fc.record({ cidr: net, except: fc.array(net, { maxLength: 1 }) }) }),
);
const kubernetesRule = fc.record<KubernetesRule>({
  peers: fc.array(peer, { maxLength: 2 }),
  ports: fc.array(
    fc.record(
      { protocol: fc.constantFrom<Protocol>('TCP', 'UDP'), port: fc.constantFrom<Port>(80, 81, 'http', [80, 90]) },
      { requiredKeys: ['protocol'] },
    ),
    { maxLength: 2 },
  ),
});
const kubernetesRules = fc.array(kubernetesRule, { maxLength: 2 });
const kubernetesPolicy: fc.Arbitrary<Omit<KubernetesPolicy, 'name'>> = fc.record({
  kind: fc.constantFrom(
    'KubernetesNetworkPolicy',
    'KubernetesNetworkPolicy',
    'KubernetesNetworkPolicy',
    'StagedKubernetesNetworkPolicy',
  ),
  namespace: namespaceName,
  selector: kubernetesTerms,
  types,
  ingress: kubernetesRules,
  egress: kubernetesRules,
});

export const IPS = ['10.224.0.10', '10.224.0.11', '10.224.1.20', '10.224.1.21'] as const;

const pod = fc.record({
  namespace: namespaceName,
  labels,
  account: fc.constantFrom('robot', 'human'),
  http: fc.record({ port: fc.constantFrom(80, 81), protocol: fc.constantFrom<Protocol>('TCP', 'UDP') }),
});
const set = fc.record(
  {
    namespace: namespaceName,
    nets: fc.array(net, { maxLength: 2 }),
    domains: fc.array(domain, { maxLength: 1 }),
    labels,
  },
  { requiredKeys: ['nets', 'domains', 'labels'] },
);
const tier = fc.record(
  { order: fc.constantFrom(1, 2), defaultAction: fc.constantFrom('Pass' as const, 'Deny' as const) },
  { requiredKeys: [] },
);

export const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    pods: fc.tuple(...IPS.map(() => pod)),
    namespaces: fc.record({ dev: labels, prod: labels }),
    accounts: fc.record({ robot: labels, human: labels }),
    sets: fc.array(set, { maxLength: 2 }),
    service: fc.record({ port: fc.constantFrom(80, 81), ips: fc.subarray([...IPS], { maxLength: 2 }) }),
    tiers: fc.tuple(tier, tier),
    calico: fc.array(calicoPolicy, { maxLength: 5 }),
    kubernetes: fc.array(kubernetesPolicy, { maxLength: 2 }),
  })
  .map(({ pods, sets, tiers, calico, kubernetes, ...rest }) => ({
    ...rest,
    pods: pods.map((its, index) => ({ ...its, name: `p${index}`, ip: IPS[index]! })),
    sets: sets.map((its, index) => ({ ...its, name: `s${index}` })),
    tiers: tiers.map((its, index) => ({ ...its, name: ['one', 'two'][index]! })),
    policies: [
      ...calico.map((its, index) => ({ ...its, name: `${its.tier}.p${index}` })),
      ...kubernetes.map((its, index) => ({ ...its, name: `k${index}` })),
    ],
  }));
