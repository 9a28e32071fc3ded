import { integer, intOrString, listOf, struct, text, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { Kind } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { networkPolicyProblems } from './validate-network-policy.ts';

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
  validate: ({ spec }) => networkPolicyProblems(spec),
};
