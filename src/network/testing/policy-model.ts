import type {
  CalicoPolicy,
  Cluster,
  Direction,
  Entity,
  Hit,
  KubernetesPeer,
  KubernetesPolicy,
  KubernetesRule,
  Labels,
  Packet,
  Pod,
  Port,
  Protocol,
  Rule,
  Term,
} from './policy-model-types.ts';

/**
 * A second policy evaluator, slow and written down straight from the documentation: no compilation, no index, no
 * selector text. Generated clusters are judged by both, the deciding rule included.
 */

const NUMBERS: Record<Protocol, number> = { ICMP: 1, TCP: 6, UDP: 17 };

/** What becomes of the packet at this end, and by which rules. */
export function decide(cluster: Cluster, pod: Pod, direction: Direction, packet: Packet): Hit[] {
  const hits: Hit[] = [];
  for (const tier of [...cluster.tiers, { name: 'default' }].sort(byOrder)) {
    const governing = cluster.policies
      .filter((policy) => tierOf(policy) === tier.name && policy.types.includes(direction))
      .filter((policy) => selects(cluster, policy, pod))
      .sort((a, b) => byOrder(sortKey(a), sortKey(b)));
    const end = tier.defaultAction === 'Pass' ? 'pass' : 'deny';
    const isPassed = () => hits.at(-1)?.action === 'pass' && !hits.at(-1)!.name.includes('staged:');
    const idle: string[] = [];
    let last: string | undefined;
    let isDecided = false;
    for (const policy of governing) {
      const name = logName(policy);
      const match = firstMatch(cluster, policy, direction, packet);
      if (match) hits.push({ tier: tier.name, name, ...match });
      if (isStaged(policy)) {
        if (!match) idle.push(name);
        continue;
      }
      last = name;
      if (!match) continue;
      isDecided = true;
      break;
    }
    if (!isDecided) {
      for (const name of idle) hits.push({ tier: tier.name, name, action: end, rule: -1 });
      if (last === undefined) continue;
      hits.push({ tier: tier.name, name: last, action: end, rule: -1 });
    }
    if (!isPassed()) return hits;
  }
  return [...hits, { tier: '__PROFILE__', name: `__PROFILE__.kns.${pod.namespace}`, action: 'allow', rule: 0 }];
}

type Policy = CalicoPolicy | KubernetesPolicy;
const isKubernetes = (policy: Policy): policy is KubernetesPolicy => policy.kind.endsWith('KubernetesNetworkPolicy');
const isStaged = ({ kind }: Policy) => kind.startsWith('Staged');
const isGlobal = ({ kind }: Policy) => kind.endsWith('GlobalNetworkPolicy');
const tierOf = (policy: Policy) => (isKubernetes(policy) ? 'default' : policy.tier);
const ownName = (policy: Policy) => (isKubernetes(policy) ? `knp.default.${policy.name}` : policy.name);

function logName(policy: Policy): string {
  return `${isGlobal(policy) ? '' : `${policy.namespace}/`}${isStaged(policy) ? 'staged:' : ''}${ownName(policy)}`;
}

function sortKey(policy: Policy): { name: string; order?: number } {
  const name = isGlobal(policy) ? ownName(policy) : `${policy.namespace}/${ownName(policy)}`;
  if (isKubernetes(policy)) return { name, order: 1000 };
  return { name, ...(policy.order === undefined ? {} : { order: policy.order }) };
}

function byOrder(a: { name: string; order?: number }, b: { name: string; order?: number }): number {
  const [left, right] = [a.order ?? Number.MAX_VALUE, b.order ?? Number.MAX_VALUE];
  return left === right ? (a.name < b.name ? -1 : 1) : left - right;
}

function selects(cluster: Cluster, policy: Policy, pod: Pod): boolean {
  if (!isGlobal(policy) && policy.namespace !== pod.namespace) return false;
  if (!holdAll(pod.labels, policy.selector)) return false;
  if (isKubernetes(policy)) return true;
  const { namespaceSelector, accountSelector } = policy;
  if (isGlobal(policy) && namespaceSelector && !holdAll(cluster.namespaces[pod.namespace]!, namespaceSelector)) {
    return false;
  }
  return !accountSelector || holdAll(cluster.accounts[pod.account]!, accountSelector);
}

function firstMatch(
  cluster: Cluster,
  policy: Policy,
  direction: Direction,
  packet: Packet,
): Pick<Hit, 'action' | 'rule'> | undefined {
  if (isKubernetes(policy)) {
    const rules = direction === 'Ingress' ? policy.ingress : policy.egress;
    const isAllowed = rules.some((rule) => kubernetesRuleMatches(cluster, rule, packet, direction, policy));
    return isAllowed ? { action: 'allow', rule: 'some' } : undefined;
  }
  const rules = direction === 'Ingress' ? policy.ingress : policy.egress;
  for (const [rule, each] of rules.entries()) {
    if (each.action === 'Log' || !ruleMatches(cluster, each, packet, direction, policy)) continue;
    return { action: each.action.toLowerCase(), rule };
  }
  return undefined;
}

function ruleMatches(cluster: Cluster, rule: Rule, packet: Packet, way: Direction, policy: CalicoPolicy): boolean {
  const { protocol, notProtocol, icmp, notICMP, source, destination } = rule;
  const isOf = (wanted: Protocol | number) => NUMBERS[packet.protocol] === (NUMBERS[wanted as Protocol] ?? wanted);
  if (protocol !== undefined && !isOf(protocol)) return false;
  if (notProtocol !== undefined && isOf(notProtocol)) return false;
  // A ping asks with type 8, code 0.
  const isEcho = ({ type, code = 0 }: { type: number; code?: number }) => type === 8 && code === 0;
  if (icmp && !(packet.protocol === 'ICMP' && isEcho(icmp))) return false;
  if (notICMP && (packet.protocol !== 'ICMP' || isEcho(notICMP))) return false;
  const domainsCount = way === 'Egress' && rule.action === 'Allow';
  return (
    entityMatches(cluster, packet.source, packet.sourcePort, packet, source, policy, false) &&
    entityMatches(cluster, packet.destination, packet.port, packet, destination, policy, domainsCount)
  );
}

interface Owner {
  labels: Labels;
  namespace?: string;
  account?: string;
}

function entityMatches(
  cluster: Cluster,
  ip: string,
  port: number,
  packet: Packet,
  entity: Entity,
  policy: CalicoPolicy,
  domainsCount: boolean,
): boolean {
  const { selector, notSelector, namespaceSelector, accounts, service, ports, notPorts, nets, notNets, domains } =
    entity;
  const owners: Owner[] = [
    ...cluster.pods.filter((pod) => pod.ip === ip),
    ...cluster.sets.filter((set) => set.nets.some((net) => inNet(ip, net))),
  ];
  const named = domainsCount ? cluster.sets.filter((set) => isNamed(packet.names, set.domains)) : [];
  const isLocal = !isGlobal(policy) && (selector || notSelector || accounts);
  if (selector || accounts || namespaceSelector !== undefined || isLocal) {
    if (![...owners, ...named].some((owner) => ownerMatches(cluster, owner, entity, policy))) return false;
  }
  if (notSelector && owners.some((owner) => holdAll(owner.labels, notSelector))) return false;
  if (nets && !nets.some((net) => inNet(ip, net))) return false;
  if (notNets?.some((net) => inNet(ip, net))) return false;
  if (domains && !(domainsCount && isNamed(packet.names, domains))) return false;
  if (service !== undefined) {
    const { service: behind } = cluster;
    const isSource = ip === packet.source;
    if (service !== 'svc' || !behind.ips.includes(ip)) return false;
    if (!isSource && !(packet.protocol === 'TCP' && port === behind.port)) return false;
  }
  const has = (wanted: Port) => portMatches(cluster, wanted, ip, port, packet.protocol);
  if (ports && !ports.some(has)) return false;
  return !notPorts?.some(has);
}

function ownerMatches(cluster: Cluster, owner: Owner, entity: Entity, policy: CalicoPolicy): boolean {
  const { selector = [], namespaceSelector, accounts } = entity;
  if (namespaceSelector === undefined && !isGlobal(policy) && owner.namespace !== policy.namespace) return false;
  if (namespaceSelector === 'all()' && owner.namespace === undefined) return false;
  if (namespaceSelector === 'global()' && owner.namespace !== undefined) return false;
  if (Array.isArray(namespaceSelector)) {
    const labels = owner.namespace === undefined ? {} : cluster.namespaces[owner.namespace]!;
    if (!holdAll(labels, namespaceSelector)) return false;
  }
  if (accounts) {
    if (owner.account === undefined) return false;
    if (accounts.names.length > 0 && !accounts.names.includes(owner.account)) return false;
    if (!holdAll(cluster.accounts[owner.account]!, accounts.selector)) return false;
  }
  return holdAll(owner.labels, selector);
}

function kubernetesRuleMatches(
  cluster: Cluster,
  { peers, ports }: KubernetesRule,
  packet: Packet,
  direction: Direction,
  policy: KubernetesPolicy,
): boolean {
  const other = direction === 'Ingress' ? packet.source : packet.destination;
  const pod = cluster.pods.find(({ ip }) => ip === other);
  const isPeer = ({ pods, namespaces, block }: KubernetesPeer) => {
    if (block) return inNet(other, block.cidr) && !block.except.some((net) => inNet(other, net));
    if (!pod) return false;
    const isHome = namespaces
      ? holdAll(cluster.namespaces[pod.namespace]!, namespaces)
      : pod.namespace === policy.namespace;
    return isHome && holdAll(pod.labels, pods ?? []);
  };
  if (peers.length > 0 && !peers.some(isPeer)) return false;
  const isPort = ({ protocol, port }: KubernetesRule['ports'][number]) =>
    protocol === packet.protocol &&
    (port === undefined || portMatches(cluster, port, packet.destination, packet.port, packet.protocol));
  return ports.length === 0 || ports.some(isPort);
}

function portMatches(cluster: Cluster, wanted: Port, ip: string, port: number, protocol: Protocol): boolean {
  if (protocol === 'ICMP') return false;
  if (typeof wanted === 'number') return wanted === port;
  if (Array.isArray(wanted)) return wanted[0] <= port && port <= wanted[1];
  const http = cluster.pods.find((pod) => pod.ip === ip)?.http;
  return http !== undefined && http.port === port && http.protocol === protocol;
}

function isNamed(names: string[], domains: string[]): boolean {
  const fits = (name: string, domain: string) =>
    domain.startsWith('*.') ? name.endsWith(domain.slice(1)) && name.length >= domain.length : name === domain;
  return names.some((name) => domains.some((domain) => fits(name, domain)));
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

const holdAll = (labels: Labels, terms: Term[]) => terms.every((term) => holds(labels, term));

function holds(labels: Labels, { key, operator, values }: Term): boolean {
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
    case 'contains':
      return value?.includes(values[0]!) ?? false;
    case 'starts with':
      return value?.startsWith(values[0]!) ?? false;
    case 'ends with':
      return value?.endsWith(values[0]!) ?? false;
  }
}
