import type { Json } from '../client/api-client.ts';
import { annotationLines, type Describer, dateText, eventLines, pairLines } from './describer.ts';
import { containerLines, tolerationLines } from './pod-template.ts';
import { volumeLines } from './volumes.ts';

/** A pod. */
export const describePod: Describer = async (pod, context) => {
  const { metadata, spec = {}, status = {} } = pod;
  const owner = ((metadata.ownerReferences ?? []) as Json[]).find((each) => each.controller);
  const ips = ((status.podIPs ?? []) as Json[]).map((each) => `  IP:\t${each.ip}`);
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(spec.priority === undefined ? [] : [`Priority:\t${spec.priority}`]),
    ...(spec.priorityClassName ? [`Priority Class Name:\t${spec.priorityClassName}`] : []),
    ...(spec.serviceAccountName ? [`Service Account:\t${spec.serviceAccountName}`] : []),
    `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}`,
    ...(status.startTime ? [`Start Time:\t${dateText(status.startTime)}`] : []),
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...statusLines(metadata, status),
    `IP:\t${status.podIP ?? ''}`,
    ...(ips.length ? ['IPs:', ...ips] : ['IPs:\t<none>']),
    ...(owner ? [`Controlled By:\t${owner.kind}/${owner.name}`] : []),
    ...(spec.initContainers?.length
      ? ['Init Containers:', ...containerLines(spec.initContainers, status.initContainerStatuses ?? [], '  ')]
      : []),
    'Containers:',
    ...containerLines(spec.containers ?? [], status.containerStatuses ?? [], '  '),
    ...(spec.ephemeralContainers?.length
      ? [
          'Ephemeral Containers:',
          ...containerLines(spec.ephemeralContainers, status.ephemeralContainerStatuses ?? [], '  '),
        ]
      : []),
    ...conditionLines(status.conditions ?? []),
    ...volumeLines(spec.volumes ?? []),
    `QoS Class:\t${status.qosClass ?? qosClass(spec)}`,
    ...pairLines('Node-Selectors', spec.nodeSelector),
    ...tolerationLines(spec.tolerations ?? []),
    ...(await eventLines(pod, context)),
  ];
};

function statusLines(metadata: Json, status: Json): string[] {
  if (metadata.deletionTimestamp) {
    return [
      `Status:\tTerminating (lasts <invalid>)`,
      `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`,
    ];
  }
  return [
    `Status:\t${status.phase ?? ''}`,
    ...(status.reason ? [`Reason:\t${status.reason}`] : []),
    ...(status.message ? [`Message:\t${status.message}`] : []),
  ];
}

/** Real kubectl puts a space behind each cell of this table. */
function conditionLines(conditions: readonly Json[]): string[] {
  if (conditions.length === 0) return [];
  return ['Conditions:', '  Type\tStatus', ...conditions.map((each) => `  ${each.type} \t${each.status} `)];
}

function qosClass(spec: Json): string {
  const resources = ((spec.containers ?? []) as Json[]).map((each) => each.resources ?? {});
  if (resources.every((each) => !each.limits && !each.requests)) return 'BestEffort';
  const guaranteed = resources.every(({ limits = {}, requests = limits }) =>
    ['cpu', 'memory'].every((name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name]),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
