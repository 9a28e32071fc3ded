import { deepCopy } from '../deep-copy.ts';
import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { struct } from '../schema/build.ts';
import { POD_SPEC } from '../schema/pod-spec.ts';
import { POD_STATUS } from '../schema/status.ts';
import { forbidden } from '../status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { ephemeralContainerProblems, ephemeralContainersAtCreation } from './ephemeral-containers.ts';
import { applyLimitRanges } from './limit-range.ts';
import { applyPriority, priorityProblem } from './pod-priority.ts';
import { defaultPodSpec, defaultRunningPod } from './pod-spec-defaults.ts';
import { podSummary } from './pod-status-text.ts';
import { required, validatePodSpec } from './validate-pod-spec.ts';

export const podKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  hasGeneration: false,
  subresources: ['log', 'exec', 'attach', 'portforward', 'eviction', 'binding', 'ephemeralcontainers'],
  audit: 'kube',
  schema: struct('Pod', { spec: POD_SPEC, status: POD_STATUS }),
  selectableFields: {
    'spec.nodeName': (pod) => pod['spec'].nodeName ?? '',
    'spec.restartPolicy': (pod) => pod['spec'].restartPolicy ?? '',
    'spec.schedulerName': (pod) => pod['spec'].schedulerName ?? '',
    'spec.serviceAccountName': (pod) => pod['spec'].serviceAccountName ?? '',
    'spec.hostNetwork': (pod) => String(pod['spec'].hostNetwork ?? false),
    'status.phase': (pod) => pod['status']?.phase ?? '',
    'status.podIP': (pod) => pod['status']?.podIP ?? '',
    'status.nominatedNodeName': (pod) => pod['status']?.nominatedNodeName ?? '',
  },
  columns: [
    NAME_COLUMN,
    column('Ready', (pod, now) => podSummary(pod, now).ready),
    column('Status', (pod, now) => podSummary(pod, now).status),
    column('Restarts', (pod, now) => podSummary(pod, now).restarts),
    AGE_COLUMN,
    wideColumn('IP', (pod) => pod['status']?.podIP || '<none>'),
    wideColumn('Node', (pod) => pod['spec'].nodeName || '<none>'),
    wideColumn('Nominated Node', (pod) => pod['status']?.nominatedNodeName || '<none>'),
    wideColumn('Readiness Gates', readinessGates),
  ],
  default(pod, { operation, store }) {
    const spec = (pod['spec'] ??= {});
    defaultPodSpec(spec);
    for (const condition of pod['status']?.conditions ?? []) condition.lastProbeTime ??= null;
    if (operation !== 'create') return;
    applyPriority(spec, store);
    defaultRunningPod(spec);
    applyLimitRanges(spec, pod.metadata.namespace, store);
    pod['status'] = { phase: 'Pending', qosClass: qosClass(spec), ...pod['status'] };
  },
  admit(pod, { operation, subresource, store }) {
    const problem = operation === 'create' && !subresource && priorityProblem(pod['spec'], store);
    if (problem) throw forbidden(podKind, pod.metadata.name, problem);
  },
  validate(pod, { old, subresource }) {
    if (subresource === 'status') return [];
    if (old && subresource === 'ephemeralcontainers') return ephemeralContainerProblems(old['spec'], pod['spec']);
    const problems = validatePodSpec(pod['spec'], 'spec');
    if (!old) return [...problems, ...ephemeralContainersAtCreation(pod['spec'])];
    return [...problems, ...changeProblems(old, pod)];
  },
};

function readinessGates(pod: KubernetesObject): string {
  const gates: JsonObject[] = pod['spec'].readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const conditions: JsonObject[] = pod['status']?.conditions ?? [];
  const met = gates.filter((gate) =>
    conditions.some((one) => one['type'] === gate['conditionType'] && one['status'] === 'True'),
  );
  return `${met.length}/${gates.length}`;
}

/** How the pod is treated when its node runs short, from its requests and limits. */
function qosClass(spec: JsonObject): string {
  const resources: JsonObject[] = [...(spec['containers'] ?? []), ...(spec['initContainers'] ?? [])].map(
    (container: JsonObject) => container['resources'] ?? {},
  );
  const some = (part: JsonObject | undefined) => part !== undefined && Object.keys(part).length > 0;
  if (!resources.some(({ requests, limits }) => some(requests) || some(limits))) return 'BestEffort';
  const guaranteed = resources.every(
    ({ requests, limits }) => limits?.cpu && limits.memory && deepEqual(requests, limits),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

const FROZEN =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** A pod's spec is fixed but for images, the deadline and further tolerations. */
function changeProblems(old: KubernetesObject, pod: KubernetesObject): FieldProblem[] {
  if (deepEqual(changeable(old, pod), pod['spec'])) return [];
  if (!pod['spec'].containers) return [required('spec.containers')];
  return [{ field: 'spec', reason: 'Forbidden', detail: FROZEN }];
}

function changeable(old: KubernetesObject, pod: KubernetesObject): JsonObject {
  const spec = deepCopy(old['spec']);
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const image = pod['spec'][list]?.[index]?.image;
      if (image) container.image = image;
    }
  }
  for (const field of ['activeDeadlineSeconds', 'tolerations']) {
    if (pod['spec'][field] === undefined) delete spec[field];
    else spec[field] = pod['spec'][field];
  }
  if (pod['spec'].nodeName && !spec.nodeName) delete spec.nodeName;
  return spec;
}
