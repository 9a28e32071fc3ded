import type { Kind } from '../types.ts';
import { configMapKind, secretKind, serviceAccountKind } from './configuration.ts';
import { deploymentKind, replicaSetKind } from './deployment.ts';
import { endpointSliceKind, endpointsKind } from './endpoints.ts';
import { eventKind } from './event.ts';
import { namespaceKind } from './namespace.ts';
import { nodeKind } from './node.ts';
import { podKind } from './pod.ts';
import { serviceKind } from './service.ts';

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
];
