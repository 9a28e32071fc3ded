import { podAutoscaler } from '../autoscaling/pod-autoscaler.ts';
import { claimBinder } from '../storage/claim-binder.ts';
import { ephemeralClaims } from '../storage/ephemeral-claims.ts';
import { storageProtection } from '../storage/storage-protection.ts';
import { volumeReclaimer } from '../storage/volume-reclaimer.ts';
import type { Controller } from '../types.ts';
import { cronJobController } from './cronjob-controller.ts';
import { daemonSetController } from './daemonset-controller.ts';
import { deploymentController } from './deployment-controller.ts';
import { disruptionController } from './disruption-controller.ts';
import { endpointsController } from './endpoints-controller.ts';
import { jobController } from './job-controller.ts';
import { kubelet } from './kubelet.ts';
import { nodeLifecycleController, nodeRangeController } from './node-controllers.ts';
import { replicaSetController } from './replicaset-controller.ts';
import { scheduler } from './scheduler.ts';
import { serviceAccountController } from './service-account-controller.ts';
import { statefulSetController } from './statefulset-controller.ts';
import { tokenController } from './token-controller.ts';

/** What makes a cluster move: each watches the store and acts on it. */
export function kubernetesControllers(): readonly Controller[] {
  return [
    nodeLifecycleController(),
    nodeRangeController(),
    serviceAccountController(),
    tokenController(),
    deploymentController(),
    replicaSetController(),
    daemonSetController(),
    statefulSetController(),
    cronJobController(),
    jobController(),
    ephemeralClaims(),
    claimBinder(),
    volumeReclaimer(),
    storageProtection(),
    scheduler(),
    kubelet(),
    endpointsController(),
    disruptionController(),
    podAutoscaler(),
  ];
}
