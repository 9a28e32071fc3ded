import type { Schema } from '../types.ts';
import { anything, flag, integer, listOf, mapOf, openStruct, quantity, text, texts } from './build.ts';

/** What controllers report: fields that are read here are checked, others are taken as they are. */
const CONDITION = { type: text, status: text, reason: text, message: text, lastTransitionTime: text };
const CONDITIONS = listOf(openStruct('Condition', CONDITION));
const LOAD_BALANCER = openStruct('LoadBalancerStatus', {
  ingress: listOf(openStruct('LoadBalancerIngress', { ip: text, hostname: text })),
});

/** The status of a kind, with fields of its own. */
function statusOf(kind: string, fields: Record<string, Schema> = {}): Schema {
  return openStruct(`${kind}Status`, { conditions: CONDITIONS, observedGeneration: integer, ...fields });
}

const COUNTS = Object.fromEntries(
  [
    'replicas',
    'readyReplicas',
    'availableReplicas',
    'updatedReplicas',
    'unavailableReplicas',
    'fullyLabeledReplicas',
    'currentReplicas',
    'collisionCount',
    'desiredNumberScheduled',
    'currentNumberScheduled',
    'numberReady',
    'numberAvailable',
    'numberUnavailable',
    'numberMisscheduled',
    'updatedNumberScheduled',
  ].map((name) => [name, integer]),
);

const CONTAINER_STATE = openStruct('ContainerState', {
  waiting: openStruct('ContainerStateWaiting', { reason: text, message: text }),
  running: openStruct('ContainerStateRunning', { startedAt: text }),
  terminated: openStruct('ContainerStateTerminated', {
    exitCode: integer,
    signal: integer,
    reason: text,
    message: text,
    startedAt: text,
    finishedAt: text,
  }),
});
const CONTAINER_STATUSES = listOf(
  openStruct('ContainerStatus', {
    name: text,
    image: text,
    imageID: text,
    containerID: text,
    ready: flag,
    started: flag,
    restartCount: integer,
    state: CONTAINER_STATE,
    lastState: CONTAINER_STATE,
  }),
);
const ADDRESSES = listOf(openStruct('PodIP', { ip: text }));

export const WORKLOAD_STATUS = statusOf('Workload', COUNTS);

export const POD_STATUS = statusOf('Pod', {
  phase: text,
  reason: text,
  message: text,
  hostIP: text,
  podIP: text,
  nominatedNodeName: text,
  startTime: text,
  qosClass: text,
  hostIPs: ADDRESSES,
  podIPs: ADDRESSES,
  containerStatuses: CONTAINER_STATUSES,
  initContainerStatuses: CONTAINER_STATUSES,
  ephemeralContainerStatuses: CONTAINER_STATUSES,
});

const NODE_INFO = [
  'architecture',
  'bootID',
  'containerRuntimeVersion',
  'kernelVersion',
  'kubeProxyVersion',
  'kubeletVersion',
  'machineID',
  'operatingSystem',
  'osImage',
  'systemUUID',
];

export const NODE_STATUS = statusOf('Node', {
  addresses: listOf(openStruct('NodeAddress', { type: text, address: text })),
  allocatable: mapOf(quantity),
  capacity: mapOf(quantity),
  nodeInfo: openStruct('NodeSystemInfo', Object.fromEntries(NODE_INFO.map((name) => [name, text]))),
  images: listOf(openStruct('ContainerImage', { names: texts, sizeBytes: integer })),
});

export const SERVICE_STATUS = statusOf('Service', { loadBalancer: LOAD_BALANCER });
export const INGRESS_STATUS = statusOf('Ingress', { loadBalancer: LOAD_BALANCER });
export const NAMESPACE_STATUS = statusOf('Namespace', { phase: text });

export const JOB_STATUS = statusOf('Job', {
  active: integer,
  failed: integer,
  ready: integer,
  succeeded: integer,
  terminating: integer,
  startTime: text,
  completionTime: text,
  completedIndexes: text,
});

export const CRON_JOB_STATUS = statusOf('CronJob', {
  active: listOf(openStruct('ObjectReference', { name: text, namespace: text, uid: text })),
  lastScheduleTime: text,
  lastSuccessfulTime: text,
});

export const CLAIM_STATUS = statusOf('PersistentVolumeClaim', {
  phase: text,
  accessModes: texts,
  capacity: mapOf(quantity),
});

export const VOLUME_STATUS = statusOf('PersistentVolume', {
  phase: text,
  reason: text,
  message: text,
  lastPhaseTransitionTime: text,
});
export const QUOTA_STATUS = statusOf('ResourceQuota', { hard: mapOf(quantity), used: mapOf(quantity) });

const METRIC_VALUE = openStruct('MetricValueStatus', {
  averageUtilization: integer,
  averageValue: quantity,
  value: quantity,
});
export const AUTOSCALER_STATUS = statusOf('HorizontalPodAutoscaler', {
  currentReplicas: integer,
  desiredReplicas: integer,
  lastScaleTime: text,
  currentMetrics: listOf(
    openStruct('MetricStatus', {
      type: text,
      resource: openStruct('ResourceMetricStatus', { name: text, current: METRIC_VALUE }),
    }),
  ),
});

export const BUDGET_STATUS = statusOf('PodDisruptionBudget', {
  currentHealthy: integer,
  desiredHealthy: integer,
  disruptionsAllowed: integer,
  expectedPods: integer,
  disruptedPods: mapOf(text),
});

export const REQUEST_STATUS = statusOf('CertificateSigningRequest', { certificate: text });

export const DEFINITION_STATUS = statusOf('CustomResourceDefinition', {
  acceptedNames: anything,
  storedVersions: texts,
});
