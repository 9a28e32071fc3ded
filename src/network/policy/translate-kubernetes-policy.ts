import type { KubernetesObject } from '../../cluster/index.ts';
import type { EntitySpec, PolicySpec, RuleSpec } from './calico-spec.ts';

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: readonly string[] };
}

interface Port {
  protocol?: string;
  port?: string | number;
  endPort?: number;
}

/** Order of all Kubernetes policies in the default tier. */
const ORDER = 1000;
const ANY_POD = "projectcalico.org/orchestrator == 'k8s'";

/** A Kubernetes NetworkPolicy (or a staged one) as Calico sees it: `knp.default.<name>` in the default tier. */
export function translateKubernetesPolicy(policy: KubernetesObject): KubernetesObject {
  const { spec = {}, metadata, kind } = policy;
  const translated: PolicySpec = {
    tier: 'default',
    order: ORDER,
    selector: podSelector(spec.podSelector),
    types: spec.policyTypes ?? (spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']),
    ingress: translateRules(spec.ingress, 'from'),
    egress: translateRules(spec.egress, 'to'),
    ...(spec.stagedAction ? { stagedAction: spec.stagedAction } : {}),
  };
  return { ...policy, kind, metadata: { ...metadata, name: `knp.default.${metadata.name}` }, spec: translated };
}

type KubernetesRule = { ports?: readonly Port[] } & Partial<Record<'from' | 'to', readonly Peer[]>>;

function translateRules(rules: readonly KubernetesRule[] = [], peers: 'from' | 'to'): RuleSpec[] {
  return rules.flatMap((rule) => {
    const entities = rule[peers]?.length ? rule[peers].map(entityOf) : [{}];
    return portGroups(rule.ports).flatMap((group) => entities.map((entity) => ruleOf(group, entity, peers)));
  });
}

interface PortGroup {
  protocol?: string;
  ports?: (string | number)[];
}

/** One group a protocol, in alphabetical order; no ports at all is any protocol. */
function portGroups(ports: readonly Port[] = []): PortGroup[] {
  if (ports.length === 0) return [{}];
  const protocols = [...new Set(ports.map(({ protocol = 'TCP' }) => protocol))].sort();
  return protocols.map((protocol) => {
    const own = ports.filter((port) => (port.protocol ?? 'TCP') === protocol);
    if (own.some(({ port }) => port === undefined)) return { protocol };
    return { protocol, ports: own.map(({ port, endPort }) => (endPort ? `${port}:${endPort}` : port!)) };
  });
}

function ruleOf({ protocol, ports }: PortGroup, entity: EntitySpec, peers: 'from' | 'to'): RuleSpec {
  const portsOnly = ports ? { ports } : {};
  const source = peers === 'from' ? entity : {};
  const destination = peers === 'from' ? portsOnly : { ...entity, ...portsOnly };
  return { action: 'Allow', ...(protocol ? { protocol } : {}), source, destination };
}

function entityOf({ podSelector: pods, namespaceSelector: namespaces, ipBlock }: Peer): EntitySpec {
  if (ipBlock) return { nets: [ipBlock.cidr], ...(ipBlock.except?.length ? { notNets: ipBlock.except } : {}) };
  return {
    selector: podSelector(pods),
    ...(namespaces ? { namespaceSelector: selectorText(namespaces) || 'all()' } : {}),
  };
}

function podSelector(selector: LabelSelector | undefined): string {
  return [ANY_POD, selectorText(selector)].filter(Boolean).join(' && ');
}

function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const equalities = Object.entries(matchLabels).map(([key, value]) => `${key} == '${value}'`);
  return [...equalities, ...matchExpressions.map(expressionText)].join(' && ');
}

function expressionText({ key, operator, values = [] }: { key: string; operator: string; values?: readonly string[] }) {
  const list = values.map((value) => `'${value}'`).join(', ');
  const texts: Record<string, string> = {
    In: `${key} in { ${list} }`,
    NotIn: `${key} not in { ${list} }`,
    Exists: `has(${key})`,
    DoesNotExist: `! has(${key})`,
  };
  return texts[operator] ?? 'all()';
}
