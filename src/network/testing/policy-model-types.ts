/** The clusters the slow policy model judges, in its own words. */

export type Protocol = 'TCP' | 'UDP' | 'ICMP';
export type Direction = 'Ingress' | 'Egress';
export type Labels = Record<string, string>;

export interface Pod {
  name: string;
  namespace: string;
  ip: string;
  labels: Labels;
  account: string;
  /** The one port the pod has named `http`. */
  http: { port: number; protocol: Protocol };
}

export interface NetSet {
  name: string;
  /** Absent: a global one. */
  namespace?: string;
  nets: string[];
  domains: string[];
  labels: Labels;
}

export interface Term {
  key: string;
  operator: '==' | '!=' | 'in' | 'not in' | 'has' | '!has' | 'contains' | 'starts with' | 'ends with';
  values: string[];
}

/** A number, an inclusive range, or a name. */
export type Port = number | [number, number] | 'http';

export interface Entity {
  selector?: Term[];
  notSelector?: Term[];
  namespaceSelector?: Term[] | 'all()' | 'global()';
  accounts?: { names: string[]; selector: Term[] };
  /** Alone in its entity, as the API asks. */
  service?: string;
  nets?: string[];
  notNets?: string[];
  ports?: Port[];
  notPorts?: Port[];
  domains?: string[];
}

export interface Rule {
  action: 'Allow' | 'Deny' | 'Pass' | 'Log';
  protocol?: Protocol | number;
  notProtocol?: Protocol | number;
  icmp?: { type: number; code?: number };
  notICMP?: { type: number; code?: number };
  source: Entity;
  destination: Entity;
}

export interface CalicoPolicy {
  kind: 'NetworkPolicy' | 'GlobalNetworkPolicy' | 'StagedNetworkPolicy' | 'StagedGlobalNetworkPolicy';
  name: string;
  tier: string;
  namespace: string;
  order?: number;
  selector: Term[];
  /** Of global ones only. */
  namespaceSelector?: Term[];
  accountSelector?: Term[];
  types: Direction[];
  ingress: Rule[];
  egress: Rule[];
}

export interface KubernetesPeer {
  pods?: Term[];
  namespaces?: Term[];
  block?: { cidr: string; except: string[] };
}

export interface KubernetesRule {
  peers: KubernetesPeer[];
  ports: { protocol: Protocol; port?: Port }[];
}

export interface KubernetesPolicy {
  kind: 'KubernetesNetworkPolicy' | 'StagedKubernetesNetworkPolicy';
  name: string;
  namespace: string;
  selector: Term[];
  types: Direction[];
  ingress: KubernetesRule[];
  egress: KubernetesRule[];
}

export interface Cluster {
  pods: Pod[];
  /** Their labels, by name. */
  namespaces: Record<string, Labels>;
  /** Labels of the service accounts, by name, the same in each namespace. */
  accounts: Record<string, Labels>;
  sets: NetSet[];
  /** Service `svc` of namespace dev: the addresses behind its TCP port. */
  service: { port: number; ips: string[] };
  tiers: { name: string; order?: number; defaultAction?: 'Pass' | 'Deny' }[];
  policies: (CalicoPolicy | KubernetesPolicy)[];
}

export interface Packet {
  source: string;
  destination: string;
  protocol: Protocol;
  sourcePort: number;
  port: number;
  /** What the source has looked up to get the destination's address. */
  names: string[];
}

/** `staged:` ones included; the rule is -1 at a tier's end, and `some` for a Kubernetes policy's. */
export interface Hit {
  tier: string;
  name: string;
  action: string;
  rule: number | 'some';
}
