import { Lab } from './lab.ts';

/**
 * A second policy evaluator, slow and written down straight from the documentation: no compilation, no index, no
 * selector text. Generated clusters are judged by both.
 */

export interface Pod {
  name: string;
  namespace: string;
  ip: string;
  labels: Record<string, string>;
}

export interface NetSet {
  name: string;
  net: string;
  labels: Record<string, string>;
}

export type Term = { key: string; operator: '==' | '!=' | 'in' | 'not in' | 'has' | '!has'; values: string[] };

export interface Entity {
  selector?: Term[];
  notSelector?: Term[];
  namespaceSelector?: Term[] | 'all()' | 'global()';
  net?: string;
  notNet?: string;
  ports?: (number | [number, number])[];
}

export interface Rule {
  action: 'Allow' | 'Deny' | 'Pass' | 'Log';
  protocol?: 'TCP' | 'UDP';
  source: Entity;
  destination: Entity;
}

export interface Policy {
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

export interface Cluster {
  pods: Pod[];
  namespaces: Record<string, Record<string, string>>;
  sets: NetSet[];
  tiers: { name: string; order?: number }[];
  policies: Policy[];
}

// ---- the slow model

export interface Owner {
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

export interface Packet {
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

/** What becomes of the packet at this end. */
export function decide(cluster: Cluster, pod: Pod, direction: 'Ingress' | 'Egress', packet: Packet): 'allow' | 'deny' {
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

/** The cluster for the real engine. */
export function build(cluster: Cluster): Lab {
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
