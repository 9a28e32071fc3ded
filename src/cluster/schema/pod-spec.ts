import type { Schema } from '../types.ts';
import {
  anything,
  described,
  flag,
  integer,
  intOrString,
  listOf,
  mapOf,
  quantity,
  struct,
  text,
  textMap,
  texts,
} from './build.ts';
import { LABEL_SELECTOR, OBJECT_META } from './object-meta.ts';

const KEY_REFERENCE = { name: text, key: text, optional: flag };

const ENV = struct('EnvVar', {
  name: described('The name of the environment variable.', text),
  value: described('Its value; $(NAME) is replaced by other variables.', text),
  valueFrom: struct('EnvVarSource', {
    configMapKeyRef: struct('ConfigMapKeySelector', KEY_REFERENCE),
    secretKeyRef: struct('SecretKeySelector', KEY_REFERENCE),
    fieldRef: struct('ObjectFieldSelector', { apiVersion: text, fieldPath: text }),
    resourceFieldRef: struct('ResourceFieldSelector', { containerName: text, resource: text, divisor: quantity }),
  }),
});

const HANDLERS = {
  exec: struct('ExecAction', { command: texts }),
  httpGet: struct('HTTPGetAction', {
    path: text,
    port: intOrString,
    host: text,
    scheme: text,
    httpHeaders: listOf(struct('HTTPHeader', { name: text, value: text })),
  }),
  tcpSocket: struct('TCPSocketAction', { port: intOrString, host: text }),
};

const PROBE = struct('Probe', {
  ...HANDLERS,
  grpc: struct('GRPCAction', { port: integer, service: text }),
  initialDelaySeconds: described('Seconds after the start before the first probe.', integer),
  timeoutSeconds: integer,
  periodSeconds: described('Seconds between two probes.', integer),
  successThreshold: integer,
  failureThreshold: integer,
  terminationGracePeriodSeconds: integer,
});

const LIFECYCLE_HANDLER = struct('LifecycleHandler', {
  ...HANDLERS,
  sleep: struct('SleepAction', { seconds: integer }),
});

const SECURITY_PROFILES = {
  seLinuxOptions: struct('SELinuxOptions', { user: text, role: text, type: text, level: text }),
  seccompProfile: struct('SeccompProfile', { type: text, localhostProfile: text }),
  appArmorProfile: struct('AppArmorProfile', { type: text, localhostProfile: text }),
  windowsOptions: anything,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: flag,
};

export const RESOURCES = struct('ResourceRequirements', {
  limits: described('The most the container may use.', mapOf(quantity)),
  requests: described('What the container needs at least.', mapOf(quantity)),
  claims: listOf(struct('ResourceClaim', { name: text, request: text })),
});

const CONTAINER_FIELDS: Record<string, Schema> = {
  name: described('The name of the container, a DNS label, unique in the pod.', text),
  image: described('The image to run.', text),
  command: described('Replaces the entry point of the image.', texts),
  args: described('Arguments of the entry point.', texts),
  workingDir: text,
  ports: listOf(
    struct('ContainerPort', { name: text, containerPort: integer, hostPort: integer, hostIP: text, protocol: text }),
  ),
  env: listOf(ENV),
  envFrom: listOf(
    struct('EnvFromSource', {
      prefix: text,
      configMapRef: struct('ConfigMapEnvSource', { name: text, optional: flag }),
      secretRef: struct('SecretEnvSource', { name: text, optional: flag }),
    }),
  ),
  resources: RESOURCES,
  resizePolicy: listOf(struct('ContainerResizePolicy', { resourceName: text, restartPolicy: text })),
  restartPolicy: text,
  volumeMounts: listOf(
    struct('VolumeMount', {
      name: text,
      mountPath: text,
      mountPropagation: text,
      readOnly: flag,
      recursiveReadOnly: text,
      subPath: text,
      subPathExpr: text,
    }),
  ),
  volumeDevices: listOf(struct('VolumeDevice', { name: text, devicePath: text })),
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: struct('Lifecycle', { postStart: LIFECYCLE_HANDLER, preStop: LIFECYCLE_HANDLER, stopSignal: text }),
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  imagePullPolicy: described('Always, Never or IfNotPresent.', text),
  securityContext: struct('SecurityContext', {
    ...SECURITY_PROFILES,
    allowPrivilegeEscalation: flag,
    capabilities: struct('Capabilities', { add: texts, drop: texts }),
    privileged: flag,
    procMount: text,
    readOnlyRootFilesystem: flag,
  }),
  stdin: flag,
  stdinOnce: flag,
  tty: flag,
  targetContainerName: text,
};

const CONTAINER = struct('Container', CONTAINER_FIELDS);
const EPHEMERAL_CONTAINER = struct('EphemeralContainer', { ...CONTAINER_FIELDS, targetContainerName: text });

const KEY_TO_PATH = listOf(struct('KeyToPath', { key: text, path: text, mode: integer }));

const VOLUME = struct('Volume', {
  name: text,
  emptyDir: struct('EmptyDirVolumeSource', { medium: text, sizeLimit: quantity }),
  hostPath: struct('HostPathVolumeSource', { path: text, type: text }),
  configMap: struct('ConfigMapVolumeSource', {
    name: text,
    items: KEY_TO_PATH,
    defaultMode: integer,
    optional: flag,
  }),
  secret: struct('SecretVolumeSource', {
    secretName: text,
    items: KEY_TO_PATH,
    defaultMode: integer,
    optional: flag,
  }),
  persistentVolumeClaim: struct('PersistentVolumeClaimVolumeSource', { claimName: text, readOnly: flag }),
  projected: struct('ProjectedVolumeSource', { sources: listOf(anything), defaultMode: integer }),
  downwardAPI: struct('DownwardAPIVolumeSource', { items: listOf(anything), defaultMode: integer }),
  nfs: struct('NFSVolumeSource', { server: text, path: text, readOnly: flag }),
  csi: anything,
  ephemeral: anything,
  image: anything,
  iscsi: anything,
  gitRepo: anything,
  awsElasticBlockStore: anything,
  gcePersistentDisk: anything,
  azureDisk: anything,
  azureFile: anything,
  cephfs: anything,
  fc: anything,
  rbd: anything,
});

export const POD_SPEC = struct('PodSpec', {
  containers: described('The containers of the pod; at least one.', listOf(CONTAINER)),
  initContainers: described('Run one after the other before the containers start.', listOf(CONTAINER)),
  ephemeralContainers: described(
    'Run beside the containers for debugging; only ever added.',
    listOf(EPHEMERAL_CONTAINER),
  ),
  volumes: described('What containers may mount.', listOf(VOLUME)),
  nodeName: described('The node the pod is bound to.', text),
  nodeSelector: described('Labels a node must have for the pod to run there.', textMap),
  affinity: anything,
  tolerations: listOf(
    struct('Toleration', { key: text, operator: text, value: text, effect: text, tolerationSeconds: integer }),
  ),
  topologySpreadConstraints: listOf(
    struct('TopologySpreadConstraint', {
      maxSkew: integer,
      topologyKey: text,
      whenUnsatisfiable: text,
      labelSelector: LABEL_SELECTOR,
      minDomains: integer,
      nodeAffinityPolicy: text,
      nodeTaintsPolicy: text,
      matchLabelKeys: texts,
    }),
  ),
  restartPolicy: described('Always, OnFailure or Never.', text),
  terminationGracePeriodSeconds: integer,
  activeDeadlineSeconds: integer,
  dnsPolicy: text,
  dnsConfig: struct('PodDNSConfig', {
    nameservers: texts,
    searches: texts,
    options: listOf(struct('PodDNSConfigOption', { name: text, value: text })),
  }),
  serviceAccountName: described('The service account the pod runs as.', text),
  serviceAccount: text,
  automountServiceAccountToken: flag,
  hostNetwork: described("Whether the pod uses its node's network.", flag),
  hostPID: flag,
  hostIPC: flag,
  hostUsers: flag,
  shareProcessNamespace: flag,
  securityContext: struct('PodSecurityContext', {
    ...SECURITY_PROFILES,
    supplementalGroups: listOf(integer),
    supplementalGroupsPolicy: text,
    fsGroup: integer,
    fsGroupChangePolicy: text,
    seLinuxChangePolicy: text,
    sysctls: listOf(struct('Sysctl', { name: text, value: text })),
  }),
  imagePullSecrets: listOf(struct('LocalObjectReference', { name: text })),
  hostname: text,
  subdomain: text,
  setHostnameAsFQDN: flag,
  hostAliases: listOf(struct('HostAlias', { ip: text, hostnames: texts })),
  schedulerName: text,
  schedulingGates: listOf(struct('PodSchedulingGate', { name: text })),
  priorityClassName: text,
  priority: integer,
  preemptionPolicy: text,
  enableServiceLinks: flag,
  readinessGates: listOf(struct('PodReadinessGate', { conditionType: text })),
  runtimeClassName: text,
  overhead: mapOf(quantity),
  os: struct('PodOS', { name: text }),
  resourceClaims: listOf(anything),
  resources: RESOURCES,
});

export const POD_TEMPLATE = struct('PodTemplateSpec', { metadata: OBJECT_META, spec: POD_SPEC });
