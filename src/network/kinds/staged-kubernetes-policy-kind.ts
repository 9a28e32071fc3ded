import { parseCidr } from '../addresses/cidr.ts';
import { calicoKind } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';

interface Rule {
  ports?: { port?: string | number; endPort?: number }[];
  from?: { ipBlock?: { cidr: string; except?: string[] } }[];
  to?: { ipBlock?: { cidr: string; except?: string[] } }[];
}

/** A Kubernetes NetworkPolicy that is only watched. */
export const stagedKubernetesPolicyKind = calicoKind({
  kind: 'StagedKubernetesNetworkPolicy',
  plural: 'stagedkubernetesnetworkpolicies',
  namespaced: true,
  shortNames: ['sknp'],
  audit: 'ee',
  default(policy) {
    const spec = (policy['spec'] ??= {});
    spec.stagedAction ||= 'Set';
    spec.podSelector ??= {};
    spec.policyTypes ??= spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
  },
  admit(policy, { operation }) {
    if (operation === 'delete') return;
    const { ingress = [], egress = [] } = policy['spec'] as { ingress?: Rule[]; egress?: Rule[] };
    const blocks = [...ingress, ...egress].flatMap(({ from = [], to = [] }) => [...from, ...to]);
    refuse(blocks.flatMap(({ ipBlock }) => (ipBlock ? blockErrors(ipBlock) : [])));
  },
});

function blockErrors({ cidr, except = [] }: { cidr: string; except?: string[] }): FieldError[] {
  return [cidr, ...except].flatMap((net) => (parseCidr(net) ? [] : [tagError('IPBlock.CIDR', net, 'net')]));
}
