import type { Controller } from '../types.ts';
import { deploymentController } from './deployment-controller.ts';
import { endpointsController } from './endpoints-controller.ts';
import { kubelet } from './kubelet.ts';
import { nodeRangeController } from './node-range-controller.ts';
import { replicaSetController } from './replicaset-controller.ts';
import { scheduler } from './scheduler.ts';
import { serviceAccountController } from './service-account-controller.ts';

/** What makes a cluster move: each watches the store and acts on it. */
export function kubernetesControllers(): readonly Controller[] {
  return [
    nodeRangeController(),
    serviceAccountController(),
    deploymentController(),
    replicaSetController(),
    scheduler(),
    kubelet(),
    endpointsController(),
  ];
}
