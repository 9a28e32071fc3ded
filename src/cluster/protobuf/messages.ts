/** How a field's bytes become JSON. */
export interface FieldType {
  name: string;
  type: string;
  repeated: boolean;
  map: boolean;
  /** A pointer in Go: set when it is there, zero or not. What is none is always sent, and means nothing when zero. */
  pointer: boolean;
  /** Embedded in Go: its fields stand among those of the message it is in. */
  embedded: boolean;
}

/**
 * Field numbers of the API's messages, as the definitions of Kubernetes 1.32 have them (k8s.io/api/.../generated.proto),
 * for the kinds kubectl sends in this form and all they hold. Status is left out: a client's is never taken.
 * A kind whose versions differ has its version before it. `[]T` is a list, `{}T` a map from strings, `T?` a pointer, `=T` embedded.
 */
const TABLE = `
Namespace: 1 metadata ObjectMeta, 2 spec NamespaceSpec
NamespaceSpec: 1 finalizers []string
ConfigMap: 1 metadata ObjectMeta, 2 data {}string, 3 binaryData {}bytes, 4 immutable bool?
Secret: 1 metadata ObjectMeta, 2 data {}bytes, 3 type string, 4 stringData {}string, 5 immutable bool?
ServiceAccount: 1 metadata ObjectMeta, 2 secrets []ObjectReference, 3 imagePullSecrets []LocalObjectReference, 4 automountServiceAccountToken bool?
Service: 1 metadata ObjectMeta, 2 spec ServiceSpec
Pod: 1 metadata ObjectMeta, 2 spec PodSpec
ResourceQuota: 1 metadata ObjectMeta, 2 spec ResourceQuotaSpec
Deployment: 1 metadata ObjectMeta, 2 spec DeploymentSpec
Job: 1 metadata ObjectMeta, 2 spec JobSpec
CronJob: 1 metadata ObjectMeta, 2 spec CronJobSpec
Ingress: 1 metadata ObjectMeta, 2 spec IngressSpec
NetworkPolicy: 1 metadata ObjectMeta, 2 spec NetworkPolicySpec
Role: 1 metadata ObjectMeta, 2 rules []PolicyRule
ClusterRole: 1 metadata ObjectMeta, 2 rules []PolicyRule, 3 aggregationRule AggregationRule
RoleBinding: 1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef
ClusterRoleBinding: 1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef
PriorityClass: 1 metadata ObjectMeta, 2 value int?, 3 globalDefault bool, 4 description string, 5 preemptionPolicy string
PodDisruptionBudget: 1 metadata ObjectMeta, 2 spec PodDisruptionBudgetSpec
Scale: 1 metadata ObjectMeta, 2 spec ScaleSpec
ScaleSpec: 1 replicas int
HorizontalPodAutoscaler: 1 metadata ObjectMeta, 2 spec HorizontalPodAutoscalerSpec
HorizontalPodAutoscalerSpec: 1 scaleTargetRef CrossVersionObjectReference, 2 minReplicas int?, 3 maxReplicas int, 4 targetCPUUtilizationPercentage int?
autoscaling/v2 HorizontalPodAutoscaler: 1 metadata ObjectMeta, 2 spec MetricsAutoscalerSpec
MetricsAutoscalerSpec: 1 scaleTargetRef CrossVersionObjectReference, 2 minReplicas int?, 3 maxReplicas int, 4 metrics []MetricSpec, 5 behavior AutoscalerBehavior
MetricSpec: 1 type string, 2 object ObjectMetricSource, 3 pods PodsMetricSource, 4 resource ResourceMetricSource, 5 external PodsMetricSource, 7 containerResource ContainerResourceMetricSource
ResourceMetricSource: 1 name string, 2 target MetricTarget
ContainerResourceMetricSource: 1 name string, 2 target MetricTarget, 3 container string
PodsMetricSource: 1 metric MetricIdentifier, 2 target MetricTarget
ObjectMetricSource: 1 describedObject CrossVersionObjectReference, 2 target MetricTarget, 3 metric MetricIdentifier
MetricIdentifier: 1 name string, 2 selector LabelSelector
MetricTarget: 1 type string, 2 value quantity, 3 averageValue quantity, 4 averageUtilization int?
AutoscalerBehavior: 1 scaleUp ScalingRules, 2 scaleDown ScalingRules
ScalingRules: 1 selectPolicy string?, 2 policies []ScalingPolicy, 3 stabilizationWindowSeconds int?, 4 tolerance quantity
ScalingPolicy: 1 type string, 2 value int, 3 periodSeconds int
CrossVersionObjectReference: 1 kind string, 2 name string, 3 apiVersion string
Eviction: 1 metadata ObjectMeta, 2 deleteOptions DeleteOptions
TokenRequest: 1 metadata ObjectMeta, 2 spec TokenRequestSpec
SelfSubjectReview: 1 metadata ObjectMeta
SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec
SelfSubjectRulesReview: 1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec
SubjectAccessReview: 1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec
LocalSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec
DeleteOptions: 1 gracePeriodSeconds int?, 2 preconditions Preconditions, 3 orphanDependents bool?, 4 propagationPolicy string, 5 dryRun []string
Preconditions: 1 uid string, 2 resourceVersion string
ObjectMeta: 1 name string, 2 generateName string, 3 namespace string, 5 uid string, 6 resourceVersion string, 7 generation int, 8 creationTimestamp time, 9 deletionTimestamp time, 10 deletionGracePeriodSeconds int?, 11 labels {}string, 12 annotations {}string, 13 ownerReferences []OwnerReference, 14 finalizers []string, 17 managedFields []ManagedFieldsEntry
OwnerReference: 1 kind string, 3 name string, 4 uid string, 5 apiVersion string, 6 controller bool?, 7 blockOwnerDeletion bool?
ManagedFieldsEntry: 1 manager string, 2 operation string, 3 apiVersion string, 4 time time, 6 fieldsType string, 7 fieldsV1 json, 8 subresource string
ObjectReference: 1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string, 6 resourceVersion string, 7 fieldPath string
LocalObjectReference: 1 name string
TypedLocalObjectReference: 1 apiGroup string, 2 kind string, 3 name string
TypedObjectReference: 1 apiGroup string, 2 kind string, 3 name string, 4 namespace string
LabelSelector: 1 matchLabels {}string, 2 matchExpressions []LabelSelectorRequirement
LabelSelectorRequirement: 1 key string, 2 operator string, 3 values []string
ServiceSpec: 1 ports []ServicePort, 2 selector {}string, 3 clusterIP string, 4 type string, 5 externalIPs []string, 7 sessionAffinity string, 8 loadBalancerIP string, 9 loadBalancerSourceRanges []string, 10 externalName string, 11 externalTrafficPolicy string, 12 healthCheckNodePort int, 13 publishNotReadyAddresses bool, 14 sessionAffinityConfig SessionAffinityConfig, 17 ipFamilyPolicy string, 18 clusterIPs []string, 19 ipFamilies []string, 20 allocateLoadBalancerNodePorts bool?, 21 loadBalancerClass string, 22 internalTrafficPolicy string, 23 trafficDistribution string
ServicePort: 1 name string, 2 protocol string, 3 port int, 4 targetPort intOrString, 5 nodePort int, 6 appProtocol string
SessionAffinityConfig: 1 clientIP ClientIPConfig
ClientIPConfig: 1 timeoutSeconds int?
PodSpec: 1 volumes []Volume, 2 containers []Container, 3 restartPolicy string, 4 terminationGracePeriodSeconds int?, 5 activeDeadlineSeconds int?, 6 dnsPolicy string, 7 nodeSelector {}string, 8 serviceAccountName string, 9 serviceAccount string, 10 nodeName string, 11 hostNetwork bool, 12 hostPID bool, 13 hostIPC bool, 14 securityContext PodSecurityContext, 15 imagePullSecrets []LocalObjectReference, 16 hostname string, 17 subdomain string, 18 affinity Affinity, 19 schedulerName string, 20 initContainers []Container, 21 automountServiceAccountToken bool?, 22 tolerations []Toleration, 23 hostAliases []HostAlias, 24 priorityClassName string, 25 priority int?, 26 dnsConfig PodDNSConfig, 27 shareProcessNamespace bool?, 28 readinessGates []PodReadinessGate, 29 runtimeClassName string, 30 enableServiceLinks bool?, 31 preemptionPolicy string, 32 overhead {}quantity, 33 topologySpreadConstraints []TopologySpreadConstraint, 34 ephemeralContainers []EphemeralContainer, 35 setHostnameAsFQDN bool?, 36 os PodOS, 37 hostUsers bool?, 38 schedulingGates []PodSchedulingGate
PodOS: 1 name string
PodSchedulingGate: 1 name string
Volume: 1 name string, 2 volumeSource =VolumeSource
VolumeSource: 1 hostPath HostPathVolumeSource, 2 emptyDir EmptyDirVolumeSource, 6 secret SecretVolumeSource, 7 nfs NFSVolumeSource, 8 iscsi ISCSIVolumeSource, 10 persistentVolumeClaim PersistentVolumeClaimVolumeSource, 16 downwardAPI DownwardAPIVolumeSource, 17 fc FCVolumeSource, 19 configMap ConfigMapVolumeSource, 26 projected ProjectedVolumeSource, 28 csi CSIVolumeSource, 29 ephemeral EphemeralVolumeSource, 30 image ImageVolumeSource
HostPathVolumeSource: 1 path string, 2 type string?
EmptyDirVolumeSource: 1 medium string, 2 sizeLimit quantity
SecretVolumeSource: 1 secretName string, 2 items []KeyToPath, 3 defaultMode int?, 4 optional bool?
KeyToPath: 1 key string, 2 path string, 3 mode int?
NFSVolumeSource: 1 server string, 2 path string, 3 readOnly bool
ISCSIVolumeSource: 1 targetPortal string, 2 iqn string, 3 lun int?, 4 iscsiInterface string, 5 fsType string, 6 readOnly bool, 7 portals []string, 8 chapAuthDiscovery bool, 10 secretRef LocalObjectReference, 11 chapAuthSession bool, 12 initiatorName string
PersistentVolumeClaimVolumeSource: 1 claimName string, 2 readOnly bool
DownwardAPIVolumeSource: 1 items []DownwardAPIVolumeFile, 2 defaultMode int?
DownwardAPIVolumeFile: 1 path string, 2 fieldRef ObjectFieldSelector, 3 resourceFieldRef ResourceFieldSelector, 4 mode int?
ObjectFieldSelector: 1 apiVersion string, 2 fieldPath string
ResourceFieldSelector: 1 containerName string, 2 resource string, 3 divisor quantity
FCVolumeSource: 1 targetWWNs []string, 2 lun int?, 3 fsType string, 4 readOnly bool, 5 wwids []string
ConfigMapVolumeSource: 1 localObjectReference =LocalObjectReference, 2 items []KeyToPath, 3 defaultMode int?, 4 optional bool?
ProjectedVolumeSource: 1 sources []VolumeProjection, 2 defaultMode int?
VolumeProjection: 1 secret SecretProjection, 2 downwardAPI DownwardAPIProjection, 3 configMap ConfigMapProjection, 4 serviceAccountToken ServiceAccountTokenProjection
SecretProjection: 1 localObjectReference =LocalObjectReference, 2 items []KeyToPath, 4 optional bool?
DownwardAPIProjection: 1 items []DownwardAPIVolumeFile
ConfigMapProjection: 1 localObjectReference =LocalObjectReference, 2 items []KeyToPath, 4 optional bool?
ServiceAccountTokenProjection: 1 audience string, 2 expirationSeconds int?, 3 path string
CSIVolumeSource: 1 driver string, 2 readOnly bool?, 3 fsType string?, 4 volumeAttributes {}string, 5 nodePublishSecretRef LocalObjectReference
EphemeralVolumeSource: 1 volumeClaimTemplate PersistentVolumeClaimTemplate
ImageVolumeSource: 1 reference string, 2 pullPolicy string
PersistentVolumeClaimTemplate: 1 metadata ObjectMeta, 2 spec PersistentVolumeClaimSpec
PersistentVolumeClaimSpec: 1 accessModes []string, 2 resources VolumeResourceRequirements, 3 volumeName string, 4 selector LabelSelector, 5 storageClassName string?, 6 volumeMode string, 7 dataSource TypedLocalObjectReference, 8 dataSourceRef TypedObjectReference, 9 volumeAttributesClassName string
VolumeResourceRequirements: 1 limits {}quantity, 2 requests {}quantity
ResourceRequirements: 1 limits {}quantity, 2 requests {}quantity, 3 claims []ResourceClaim
ResourceClaim: 1 name string, 2 request string
Container: 1 name string, 2 image string, 3 command []string, 4 args []string, 5 workingDir string, 6 ports []ContainerPort, 7 env []EnvVar, 8 resources ResourceRequirements, 9 volumeMounts []VolumeMount, 10 livenessProbe Probe, 11 readinessProbe Probe, 12 lifecycle Lifecycle, 13 terminationMessagePath string, 14 imagePullPolicy string, 15 securityContext SecurityContext, 16 stdin bool, 17 stdinOnce bool, 18 tty bool, 19 envFrom []EnvFromSource, 20 terminationMessagePolicy string, 21 volumeDevices []VolumeDevice, 22 startupProbe Probe, 23 resizePolicy []ContainerResizePolicy, 24 restartPolicy string
EphemeralContainer: 1 ephemeralContainerCommon =Container, 2 targetContainerName string
ContainerResizePolicy: 1 resourceName string, 2 restartPolicy string
ContainerPort: 1 name string, 2 hostPort int, 3 containerPort int, 4 protocol string, 5 hostIP string
EnvVar: 1 name string, 2 value string, 3 valueFrom EnvVarSource
EnvVarSource: 1 fieldRef ObjectFieldSelector, 2 resourceFieldRef ResourceFieldSelector, 3 configMapKeyRef ConfigMapKeySelector, 4 secretKeyRef SecretKeySelector
ConfigMapKeySelector: 1 localObjectReference =LocalObjectReference, 2 key string, 3 optional bool?
SecretKeySelector: 1 localObjectReference =LocalObjectReference, 2 key string, 3 optional bool?
EnvFromSource: 1 prefix string, 2 configMapRef ConfigMapEnvSource, 3 secretRef SecretEnvSource
ConfigMapEnvSource: 1 localObjectReference =LocalObjectReference, 2 optional bool?
SecretEnvSource: 1 localObjectReference =LocalObjectReference, 2 optional bool?
VolumeMount: 1 name string, 2 readOnly bool, 3 mountPath string, 4 subPath string, 5 mountPropagation string, 6 subPathExpr string, 7 recursiveReadOnly string
VolumeDevice: 1 name string, 2 devicePath string
Probe: 1 handler =ProbeHandler, 2 initialDelaySeconds int, 3 timeoutSeconds int, 4 periodSeconds int, 5 successThreshold int, 6 failureThreshold int, 7 terminationGracePeriodSeconds int?
ProbeHandler: 1 exec ExecAction, 2 httpGet HTTPGetAction, 3 tcpSocket TCPSocketAction, 4 grpc GRPCAction
LifecycleHandler: 1 exec ExecAction, 2 httpGet HTTPGetAction, 3 tcpSocket TCPSocketAction, 4 sleep SleepAction
Lifecycle: 1 postStart LifecycleHandler, 2 preStop LifecycleHandler
ExecAction: 1 command []string
HTTPGetAction: 1 path string, 2 port intOrString, 3 host string, 4 scheme string, 5 httpHeaders []HTTPHeader
HTTPHeader: 1 name string, 2 value string
TCPSocketAction: 1 port intOrString, 2 host string
GRPCAction: 1 port int, 2 service string?
SleepAction: 1 seconds int?
SecurityContext: 1 capabilities Capabilities, 2 privileged bool?, 3 seLinuxOptions SELinuxOptions, 4 runAsUser int?, 5 runAsNonRoot bool?, 6 readOnlyRootFilesystem bool?, 7 allowPrivilegeEscalation bool?, 8 runAsGroup int?, 9 procMount string, 11 seccompProfile SeccompProfile, 12 appArmorProfile AppArmorProfile
PodSecurityContext: 1 seLinuxOptions SELinuxOptions, 2 runAsUser int?, 3 runAsNonRoot bool?, 4 supplementalGroups []int, 5 fsGroup int?, 6 runAsGroup int?, 7 sysctls []Sysctl, 9 fsGroupChangePolicy string, 10 seccompProfile SeccompProfile, 11 appArmorProfile AppArmorProfile, 12 supplementalGroupsPolicy string
Capabilities: 1 add []string, 2 drop []string
SELinuxOptions: 1 user string, 2 role string, 3 type string, 4 level string
SeccompProfile: 1 type string, 2 localhostProfile string
AppArmorProfile: 1 type string, 2 localhostProfile string
Sysctl: 1 name string, 2 value string
Affinity: 1 nodeAffinity NodeAffinity, 2 podAffinity PodAffinity, 3 podAntiAffinity PodAffinity
NodeAffinity: 1 requiredDuringSchedulingIgnoredDuringExecution NodeSelector, 2 preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
NodeSelector: 1 nodeSelectorTerms []NodeSelectorTerm
NodeSelectorTerm: 1 matchExpressions []LabelSelectorRequirement, 2 matchFields []LabelSelectorRequirement
PreferredSchedulingTerm: 1 weight int, 2 preference NodeSelectorTerm
PodAffinity: 1 requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, 2 preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
PodAffinityTerm: 1 labelSelector LabelSelector, 2 namespaces []string, 3 topologyKey string, 4 namespaceSelector LabelSelector, 5 matchLabelKeys []string, 6 mismatchLabelKeys []string
WeightedPodAffinityTerm: 1 weight int, 2 podAffinityTerm PodAffinityTerm
Toleration: 1 key string, 2 operator string, 3 value string, 4 effect string, 5 tolerationSeconds int?
HostAlias: 1 ip string, 2 hostnames []string
PodDNSConfig: 1 nameservers []string, 2 searches []string, 3 options []PodDNSConfigOption
PodDNSConfigOption: 1 name string, 2 value string?
PodReadinessGate: 1 conditionType string
TopologySpreadConstraint: 1 maxSkew int, 2 topologyKey string, 3 whenUnsatisfiable string, 4 labelSelector LabelSelector, 5 minDomains int?, 6 nodeAffinityPolicy string, 7 nodeTaintsPolicy string, 8 matchLabelKeys []string
PodTemplateSpec: 1 metadata ObjectMeta, 2 spec PodSpec
ResourceQuotaSpec: 1 hard {}quantity, 2 scopes []string, 3 scopeSelector ScopeSelector
ScopeSelector: 1 matchExpressions []ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: 1 scopeName string, 2 operator string, 3 values []string
DeploymentSpec: 1 replicas int?, 2 selector LabelSelector, 3 template PodTemplateSpec, 4 strategy DeploymentStrategy, 5 minReadySeconds int, 6 revisionHistoryLimit int?, 7 paused bool, 9 progressDeadlineSeconds int?
DeploymentStrategy: 1 type string, 2 rollingUpdate RollingUpdateDeployment
RollingUpdateDeployment: 1 maxUnavailable intOrString, 2 maxSurge intOrString
JobSpec: 1 parallelism int?, 2 completions int?, 3 activeDeadlineSeconds int?, 4 selector LabelSelector, 5 manualSelector bool?, 6 template PodTemplateSpec, 7 backoffLimit int?, 8 ttlSecondsAfterFinished int?, 9 completionMode string, 10 suspend bool?, 11 podFailurePolicy PodFailurePolicy, 12 backoffLimitPerIndex int?, 13 maxFailedIndexes int?, 14 podReplacementPolicy string, 15 managedBy string
PodFailurePolicy: 1 rules []PodFailurePolicyRule
PodFailurePolicyRule: 1 action string, 2 onExitCodes PodFailurePolicyOnExitCodes, 3 onPodConditions []PodFailurePolicyOnPodCondition
PodFailurePolicyOnExitCodes: 1 containerName string, 2 operator string, 3 values []int
PodFailurePolicyOnPodCondition: 1 type string, 2 status string
CronJobSpec: 1 schedule string, 2 startingDeadlineSeconds int?, 3 concurrencyPolicy string, 4 suspend bool?, 5 jobTemplate JobTemplateSpec, 6 successfulJobsHistoryLimit int?, 7 failedJobsHistoryLimit int?, 8 timeZone string
JobTemplateSpec: 1 metadata ObjectMeta, 2 spec JobSpec
IngressSpec: 1 defaultBackend IngressBackend, 2 tls []IngressTLS, 3 rules []IngressRule, 4 ingressClassName string
IngressBackend: 3 resource TypedLocalObjectReference, 4 service IngressServiceBackend
IngressServiceBackend: 1 name string, 2 port ServiceBackendPort
ServiceBackendPort: 1 name string, 2 number int
IngressTLS: 1 hosts []string, 2 secretName string
IngressRule: 1 host string, 2 ingressRuleValue =IngressRuleValue
IngressRuleValue: 1 http HTTPIngressRuleValue
HTTPIngressRuleValue: 1 paths []HTTPIngressPath
HTTPIngressPath: 1 path string, 2 backend IngressBackend, 3 pathType string
NetworkPolicySpec: 1 podSelector LabelSelector, 2 ingress []NetworkPolicyIngressRule, 3 egress []NetworkPolicyEgressRule, 4 policyTypes []string
NetworkPolicyIngressRule: 1 ports []NetworkPolicyPort, 2 from []NetworkPolicyPeer
NetworkPolicyEgressRule: 1 ports []NetworkPolicyPort, 2 to []NetworkPolicyPeer
NetworkPolicyPort: 1 protocol string, 2 port intOrString, 3 endPort int
NetworkPolicyPeer: 1 podSelector LabelSelector, 2 namespaceSelector LabelSelector, 3 ipBlock IPBlock
IPBlock: 1 cidr string, 2 except []string
PolicyRule: 1 verbs []string, 2 apiGroups []string, 3 resources []string, 4 resourceNames []string, 5 nonResourceURLs []string
AggregationRule: 1 clusterRoleSelectors []LabelSelector
Subject: 1 kind string, 2 apiGroup string, 3 name string, 4 namespace string
RoleRef: 1 apiGroup string, 2 kind string, 3 name string
PodDisruptionBudgetSpec: 1 minAvailable intOrString, 2 selector LabelSelector, 3 maxUnavailable intOrString, 4 unhealthyPodEvictionPolicy string
SelfSubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes
SubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes, 3 user string, 4 groups []string, 6 uid string
SelfSubjectRulesReviewSpec: 1 namespace string
ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, 6 subresource string, 7 name string
NonResourceAttributes: 1 path string, 2 verb string
TokenRequestSpec: 1 audiences []string, 3 boundObjectRef BoundObjectReference, 4 expirationSeconds int?
BoundObjectReference: 1 kind string, 2 apiVersion string, 3 name string, 4 uid string
`;

type Message = ReadonlyMap<number, FieldType>;

let messages: Map<string, Message> | undefined;

/** The fields of a message by number; undefined for a message that is not in the table. */
export function messageOf(name: string): Message | undefined {
  messages ??= new Map(TABLE.trim().split('\n').map(readLine));
  return messages.get(name);
}

function readLine(line: string): [string, Message] {
  const colon = line.indexOf(': ');
  const fields = line
    .slice(colon + 2)
    .split(', ')
    .map(readField);
  return [line.slice(0, colon), new Map(fields)];
}

function readField(text: string): [number, FieldType] {
  const [number = '', name = '', notation = ''] = text.split(' ');
  const [, mark = '', type = '', pointer = ''] = /^(\[\]|\{\}|=)?(\w+)(\?)?$/.exec(notation) ?? [];
  return [
    Number(number),
    { name, type, repeated: mark === '[]', map: mark === '{}', embedded: mark === '=', pointer: pointer === '?' },
  ];
}
