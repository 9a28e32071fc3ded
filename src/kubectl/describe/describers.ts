import type { Json } from '../client/api-client.ts';
import type { Describer } from './describer.ts';

/** Which module describes which kind of the built-in groups. */
const DESCRIBERS: Readonly<Record<string, () => Promise<Describer>>> = {
  'v1/Pod': async () => (await import('./pod.ts')).describePod,
  'v1/Service': async () => (await import('./service.ts')).describeService,
  'v1/Node': async () => (await import('./node.ts')).describeNode,
  'v1/Namespace': async () => (await import('./namespace.ts')).describeNamespace,
  'v1/ConfigMap': async () => (await import('./data.ts')).describeConfigMap,
  'v1/Secret': async () => (await import('./data.ts')).describeSecret,
  'v1/ServiceAccount': async () => (await import('./access.ts')).describeServiceAccount,
  'apps/v1/Deployment': async () => (await import('./workloads.ts')).describeDeployment,
  'apps/v1/ReplicaSet': async () => (await import('./workloads.ts')).describeReplicaSet,
  'apps/v1/DaemonSet': async () => (await import('./workloads.ts')).describeDaemonSet,
  'apps/v1/StatefulSet': async () => (await import('./workloads.ts')).describeStatefulSet,
  'batch/v1/Job': async () => (await import('./job.ts')).describeJob,
  'batch/v1/CronJob': async () => (await import('./cron-job.ts')).describeCronJob,
  'v1/PersistentVolume': async () => (await import('./storage.ts')).describePersistentVolume,
  'v1/PersistentVolumeClaim': async () => (await import('./storage.ts')).describeClaim,
  'storage.k8s.io/v1/StorageClass': async () => (await import('./storage.ts')).describeStorageClass,
  'v1/ResourceQuota': async () => (await import('./limits.ts')).describeQuota,
  'v1/LimitRange': async () => (await import('./limits.ts')).describeLimitRange,
  'scheduling.k8s.io/v1/PriorityClass': async () => (await import('./limits.ts')).describePriorityClass,
  'policy/v1/PodDisruptionBudget': async () => (await import('./scaling.ts')).describeDisruptionBudget,
  'autoscaling/v2/HorizontalPodAutoscaler': async () => (await import('./scaling.ts')).describeAutoscaler,
  'v1/Endpoints': async () => (await import('./routing.ts')).describeEndpoints,
  'discovery.k8s.io/v1/EndpointSlice': async () => (await import('./routing.ts')).describeEndpointSlice,
  'networking.k8s.io/v1/Ingress': async () => (await import('./routing.ts')).describeIngress,
  'networking.k8s.io/v1/IngressClass': async () => (await import('./routing.ts')).describeIngressClass,
  'networking.k8s.io/v1/NetworkPolicy': async () => (await import('./network-policy.ts')).describeNetworkPolicy,
  'rbac.authorization.k8s.io/v1/Role': async () => (await import('./access.ts')).describeRole,
  'rbac.authorization.k8s.io/v1/ClusterRole': async () => (await import('./access.ts')).describeRole,
  'rbac.authorization.k8s.io/v1/RoleBinding': async () => (await import('./access.ts')).describeRoleBinding,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': async () => (await import('./access.ts')).describeRoleBinding,
};

/** The describer of an object's kind; undefined for kinds the generic one shows. */
export async function describerFor({ apiVersion, kind }: Json): Promise<Describer | undefined> {
  return DESCRIBERS[`${apiVersion}/${kind}`]?.();
}
