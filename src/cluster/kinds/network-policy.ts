import type { JsonObject } from '../json-object.ts';
import { integer, intOrString, listOf, struct, text, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { portNumberProblems, required, supported } from './validate-pod-spec.ts';

const PORTS = listOf(struct('NetworkPolicyPort', { protocol: text, port: intOrString, endPort: integer }));
const PEERS = listOf(
  struct('NetworkPolicyPeer', {
    podSelector: LABEL_SELECTOR,
    namespaceSelector: LABEL_SELECTOR,
    ipBlock: struct('IPBlock', { cidr: text, except: texts }),
  }),
);

export const networkPolicyKind: Kind = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  hasGeneration: true,
  audit: 'kube',
  schema: struct('NetworkPolicy', {
    spec: struct('NetworkPolicySpec', {
      podSelector: LABEL_SELECTOR,
      policyTypes: texts,
      ingress: listOf(struct('NetworkPolicyIngressRule', { from: PEERS, ports: PORTS })),
      egress: listOf(struct('NetworkPolicyEgressRule', { to: PEERS, ports: PORTS })),
    }),
  }),
  columns: [NAME_COLUMN, column('Pod-Selector', (policy) => selectorText(policy['spec'].podSelector)), AGE_COLUMN],
  default(policy) {
    const spec = (policy['spec'] ??= {});
    spec.podSelector ??= {};
    spec.policyTypes ??= spec.egress ? ['Ingress', 'Egress'] : ['Ingress'];
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
    }
    delete policy['status'];
  },
  validate(policy) {
    const { ingress = [], egress = [], policyTypes } = policy['spec'];
    return [
      ...ingress.flatMap((rule: JsonObject, index: number) => ruleProblems(rule, 'from', `spec.ingress[${index}]`)),
      ...egress.flatMap((rule: JsonObject, index: number) => ruleProblems(rule, 'to', `spec.egress[${index}]`)),
      ...policyTypes.flatMap((type: string, index: number) =>
        supported(type, `spec.policyTypes[${index}]`, ['Ingress', 'Egress']),
      ),
    ];
  },
};

function ruleProblems(rule: JsonObject, peers: 'from' | 'to', path: string): FieldProblem[] {
  return [
    ...(rule['ports'] ?? []).flatMap((port: JsonObject, index: number) =>
      portProblems(port, `${path}.ports[${index}]`),
    ),
    ...(rule[peers] ?? []).flatMap((peer: JsonObject, index: number) =>
      peerProblems(peer, `${path}.${peers}[${index}]`),
    ),
  ];
}

function portProblems({ protocol, port, endPort }: JsonObject, path: string): FieldProblem[] {
  const problems = supported(protocol, `${path}.protocol`, ['TCP', 'UDP', 'SCTP']);
  if (typeof port === 'number') problems.push(...portNumberProblems(port, `${path}.port`));
  if (endPort !== undefined && typeof port === 'number' && endPort < port) {
    const detail = 'must be greater than or equal to `port`';
    problems.push({ field: `${path}.endPort`, reason: 'Invalid', value: endPort, detail });
  }
  return problems;
}

function peerProblems({ podSelector, namespaceSelector, ipBlock }: JsonObject, path: string): FieldProblem[] {
  if (!podSelector && !namespaceSelector && !ipBlock) return [required(path, 'must specify a peer')];
  if (ipBlock && (podSelector || namespaceSelector)) {
    const detail = 'may not specify both ipBlock and another peer';
    return [{ field: path, reason: 'Forbidden', detail }];
  }
  if (!ipBlock) return [];
  if (!ipBlock.cidr) return [required(`${path}.ipBlock.cidr`)];
  return [
    ...cidrProblems(ipBlock.cidr, `${path}.ipBlock.cidr`),
    ...(ipBlock.except ?? []).flatMap((cidr: string, index: number) =>
      cidrProblems(cidr, `${path}.ipBlock.except[${index}]`),
    ),
  ];
}

function cidrProblems(cidr: string, field: string): FieldProblem[] {
  return isCidr(cidr) ? [] : [{ field, reason: 'Invalid', value: cidr, detail: 'not a valid CIDR' }];
}

function isCidr(cidr: string): boolean {
  const [address = '', bits = ''] = cidr.split('/');
  if (!/^\d{1,3}$/.test(bits)) return false;
  if (address.includes(':')) return Number(bits) <= 128 && /^[0-9a-fA-F:.]+$/.test(address);
  const parts = address.split('.');
  return (
    Number(bits) <= 32 && parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  );
}
