import { Lab } from './lab.ts';
import type {
  CalicoPolicy,
  Cluster,
  Entity,
  KubernetesPolicy,
  KubernetesRule,
  Port,
  Rule,
  Term,
} from './policy-model-types.ts';

/** The model's cluster as objects for the real engine; `before` is called while no policy is in force yet. */
export function build(cluster: Cluster, before: (lab: Lab) => void = () => {}): Lab {
  const lab = new Lab();
  for (const [name, labels] of Object.entries(cluster.namespaces)) {
    lab.put('namespaces', 'v1', 'Namespace', { name, labels });
    for (const [account, its] of Object.entries(cluster.accounts)) {
      lab.put('serviceaccounts', 'v1', 'ServiceAccount', { namespace: name, name: account, labels: its });
    }
  }
  for (const { name, account, http, ...pod } of cluster.pods) {
    const ports = [{ name: 'http', containerPort: http.port, protocol: http.protocol }];
    lab.pod(name, { ...pod, serviceAccount: account, ports });
  }
  const { port, ips } = cluster.service;
  lab.service('svc', { clusterIP: '10.0.77.1', ports: [{ port }], endpoints: ips.map((ip) => ({ ip })) });
  for (const { name, namespace, nets, domains, labels } of cluster.sets) {
    const where = { labels, ...(namespace ? { namespace } : {}) };
    lab.apply(namespace ? 'NetworkSet' : 'GlobalNetworkSet', name, { nets, allowedEgressDomains: domains }, where);
  }
  before(lab);
  for (const { name, ...spec } of cluster.tiers) lab.apply('Tier', name, spec);
  for (const policy of cluster.policies) {
    if ('order' in policy || 'tier' in policy) applyCalico(lab, policy as CalicoPolicy);
    else applyKubernetes(lab, policy as KubernetesPolicy);
  }
  return lab;
}

function applyCalico(lab: Lab, policy: CalicoPolicy): void {
  const { kind, name, namespace, selector, namespaceSelector, accountSelector, ingress, egress, ...spec } = policy;
  const isGlobal = kind.endsWith('GlobalNetworkPolicy');
  const object = {
    ...spec,
    selector: selectorText(selector),
    ...(isGlobal && namespaceSelector ? { namespaceSelector: selectorText(namespaceSelector) } : {}),
    ...(accountSelector ? { serviceAccountSelector: selectorText(accountSelector) } : {}),
    ingress: ingress.map(ruleObject),
    egress: egress.map(ruleObject),
  };
  lab.apply(kind, name, object, isGlobal ? {} : { namespace });
}

function applyKubernetes(
  lab: Lab,
  { kind, name, namespace, selector, types, ingress, egress }: KubernetesPolicy,
): void {
  const spec = {
    podSelector: labelSelector(selector),
    policyTypes: types,
    ingress: ingress.map((rule) => kubernetesRule(rule, 'from')),
    egress: egress.map((rule) => kubernetesRule(rule, 'to')),
  };
  lab.apply(kind, name, spec, { namespace });
}

function kubernetesRule({ peers, ports }: KubernetesRule, side: 'from' | 'to'): object {
  return {
    [side]: peers.map(({ pods, namespaces, block }) => ({
      ...(block ? { ipBlock: block } : {}),
      ...(pods ? { podSelector: labelSelector(pods) } : {}),
      ...(namespaces ? { namespaceSelector: labelSelector(namespaces) } : {}),
    })),
    ports: ports.map(({ protocol, port }) => ({
      protocol,
      ...(Array.isArray(port) ? { port: port[0], endPort: port[1] } : port === undefined ? {} : { port }),
    })),
  };
}

const OPERATORS: Partial<Record<Term['operator'], string>> = {
  in: 'In',
  'not in': 'NotIn',
  has: 'Exists',
  '!has': 'DoesNotExist',
};

/** Kubernetes knows four of the operators; equality is a match of labels. */
function labelSelector(terms: Term[]): object {
  const equal = terms.filter(({ operator }) => operator === '==');
  const others = terms.filter(({ operator }) => operator !== '==');
  return {
    matchLabels: Object.fromEntries(equal.map(({ key, values }) => [key, values[0]])),
    matchExpressions: others.map(({ key, operator, values }) => ({
      key,
      operator: OPERATORS[operator],
      ...(operator.endsWith('in') ? { values } : {}),
    })),
  };
}

const quoted = (values: string[]) => values.map((value) => `'${value}'`).join(',');

function termText({ key, operator, values }: Term): string {
  if (operator === 'has' || operator === '!has') return `${operator}(${key})`;
  if (operator === 'in' || operator === 'not in') return `${key} ${operator} {${quoted(values)}}`;
  return `${key} ${operator} '${values[0]}'`;
}

const selectorText = (terms: Term[]) => (terms.length === 0 ? 'all()' : terms.map(termText).join(' && '));
const portText = (port: Port) => (Array.isArray(port) ? port.join(':') : port);

function entityObject({ selector, notSelector, namespaceSelector, accounts, service, ...rest }: Entity): object {
  const { ports, notPorts, ...plain } = rest;
  return {
    ...plain,
    ...(selector ? { selector: selectorText(selector) } : {}),
    ...(notSelector ? { notSelector: selectorText(notSelector) } : {}),
    ...(namespaceSelector === undefined
      ? {}
      : {
          namespaceSelector:
            typeof namespaceSelector === 'string' ? namespaceSelector : selectorText(namespaceSelector),
        }),
    ...(accounts ? { serviceAccounts: { names: accounts.names, selector: selectorText(accounts.selector) } } : {}),
    ...(service === undefined ? {} : { services: { name: service, namespace: 'dev' } }),
    ...(ports ? { ports: ports.map(portText) } : {}),
    ...(notPorts ? { notPorts: notPorts.map(portText) } : {}),
  };
}

const ruleObject = ({ source, destination, ...rest }: Rule) => ({
  ...rest,
  source: entityObject(source),
  destination: entityObject(destination),
});
