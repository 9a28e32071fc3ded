import type { Kind } from '../../cluster/index.ts';
import { addressKinds } from './address-kinds.ts';
import { felixConfigurationKind } from './felix-configuration-kind.ts';
import { kubeControllersConfigurationKind } from './kube-controllers-configuration-kind.ts';
import { networkSetKinds } from './network-set-kinds.ts';
import { operatorKinds } from './operator-kinds.ts';
import { plainKinds } from './plain-kinds.ts';
import { policyKinds } from './policy-kinds.ts';
import { stagedKubernetesPolicyKind } from './staged-kubernetes-policy-kind.ts';
import { tierKind } from './tier-kind.ts';

/** The kinds of this folder, for `createCluster`. */
export const networkKinds: readonly Kind[] = [
  ...networkSetKinds,
  ...policyKinds,
  stagedKubernetesPolicyKind,
  tierKind,
  felixConfigurationKind,
  kubeControllersConfigurationKind,
  ...addressKinds,
  ...plainKinds,
  ...operatorKinds,
];
