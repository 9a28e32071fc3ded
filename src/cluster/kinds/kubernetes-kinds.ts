import { apiServiceKind } from '../metrics/api-services.ts';
import type { Kind } from '../types.ts';
import { daemonSetKind, statefulSetKind } from './apps.ts';
import { cronJobKind, jobKind } from './batch.ts';
import { configMapKind, secretKind, serviceAccountKind } from './configuration.ts';
import { customResourceDefinitionKind } from './custom-resource-definition.ts';
import { deploymentKind, replicaSetKind } from './deployment.ts';
import { endpointSliceKind, endpointsKind } from './endpoints.ts';
import { eventKind } from './event.ts';
import { namespaceKind } from './namespace.ts';
import { networkPolicyKind } from './network-policy.ts';
import { nodeKind } from './node.ts';
import { passiveKinds } from './passive.ts';
import { platformKinds } from './platform.ts';
import { podKind } from './pod.ts';
import { rbacKinds } from './rbac.ts';
import { serviceKind } from './service.ts';
import { storageKinds } from './storage.ts';

/** Kubernetes' own kinds, one row each. */
export const kubernetesKinds: readonly Kind[] = [
  namespaceKind,
  nodeKind,
  podKind,
  serviceKind,
  endpointsKind,
  endpointSliceKind,
  deploymentKind,
  replicaSetKind,
  configMapKind,
  secretKind,
  serviceAccountKind,
  eventKind,
  networkPolicyKind,
  daemonSetKind,
  statefulSetKind,
  jobKind,
  cronJobKind,
  ...storageKinds,
  ...rbacKinds,
  ...platformKinds,
  ...passiveKinds,
  customResourceDefinitionKind,
  apiServiceKind,
];
