import type { Json } from '../client/api-client.ts';
import { selectorText } from '../verbs/pods-of.ts';
import { annotationLines, type DescribeContext, type Describer, dateText, eventLines, pairLines } from './describer.ts';
import { podTemplateLines } from './pod-template.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** A deployment, with its replica sets. */
export const describeDeployment: Describer = async (object, context) => {
  const { metadata, spec, status = {} } = object;
  const strategy = spec.strategy ?? {};
  const counts = [
    `${spec.replicas ?? 1} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ];
  const rolling = strategy.rollingUpdate;
  return [
    ...head(object, true),
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Selector:\t${selectorOf(object)}`,
    `Replicas:\t${counts.join(' | ')}`,
    `StrategyType:\t${strategy.type ?? 'RollingUpdate'}`,
    `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`,
    ...(rolling
      ? [`RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`]
      : []),
    ...podTemplateLines(spec.template),
    ...conditionLines(status.conditions ?? []),
    ...(await replicaSetLines(object, context)),
    ...(await eventLines(object, context)),
  ];
};

/** A replica set. */
export const describeReplicaSet: Describer = async (object, context) => {
  const { metadata, spec, status = {} } = object;
  return [
    ...head(object, false),
    `Selector:\t${selectorOf(object)}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...controllerLines(metadata),
    `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 1} desired`,
    `Pods Status:\t${await podCounts(object, context)}`,
    ...podTemplateLines(spec.template),
    ...conditionLines(status.conditions ?? []),
    ...(await eventLines(object, context)),
  ];
};

/** A daemon set. */
export const describeDaemonSet: Describer = async (object, context) => {
  const { metadata, spec, status = {} } = object;
  return [
    `Name:\t${metadata.name}`,

    `Selector:\t${selectorOf(object)}`,
    ...pairLines('Node-Selector', spec.template?.spec?.nodeSelector),
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`,
    `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`,
    `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`,
    `Pods Status:\t${await podCounts(object, context)}`,
    ...podTemplateLines(spec.template),
    ...(await eventLines(object, context)),
  ];
};

/** A stateful set. */
export const describeStatefulSet: Describer = async (object, context) => {
  const { metadata, spec, status = {} } = object;
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  return [
    ...head(object, true),
    `Selector:\t${selectorOf(object)}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Replicas:\t${spec.replicas ?? 1} desired | ${status.replicas ?? 0} total`,
    `Update Strategy:\t${spec.updateStrategy?.type ?? 'RollingUpdate'}`,
    ...(partition === undefined ? [] : [`  Partition:\t${partition}`]),
    `Pods Status:\t${await podCounts(object, context)}`,
    ...podTemplateLines(spec.template),
    ...claimLines(spec.volumeClaimTemplates ?? []),
    ...(await eventLines(object, context)),
  ];
};

function head({ metadata }: Json, withTime: boolean): string[] {
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(withTime ? [`CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`] : []),
  ];
}

/** `Controlled By:` where another object owns this one. */
export function controllerLines(metadata: Json): string[] {
  const owner = ((metadata.ownerReferences ?? []) as Json[]).find((each) => each.controller);
  return owner ? [`Controlled By:\t${owner.kind}/${owner.name}`] : [];
}

/** An object's pod selector in one line. */
export function selectorOf(object: Json): string {
  return selectorText({ kind: object.kind } as Parameters<typeof selectorText>[0], object) || '<none>';
}

function conditionLines(conditions: readonly Json[]): string[] {
  if (conditions.length === 0) return [];
  const rows = conditions.map((each) => `  ${each.type}\t${each.status}\t${each.reason ?? ''}`);
  return ['Conditions:', '  Type\tStatus\tReason', '  ----\t------\t------', ...rows];
}

async function replicaSetLines(deployment: Json, { call }: DescribeContext): Promise<string[]> {
  const { namespace, uid, annotations } = deployment.metadata;
  const list = await call.client.get(`/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/replicasets`, {
    labelSelector: selectorOf(deployment),
  });
  const own = (list.items as Json[]).filter((item) =>
    ((item.metadata.ownerReferences ?? []) as Json[]).some((owner) => owner.uid === uid),
  );
  if (own.length === 0) return [];
  const newest = own.find((item) => item.metadata.annotations?.[REVISION] === annotations?.[REVISION]) ?? own.at(-1)!;
  const text = (item: Json): string =>
    `${item.metadata.name} (${item.status?.replicas ?? 0}/${item.spec.replicas ?? 0} replicas created)`;
  const old = own.filter((item) => item !== newest).map(text);
  return [`OldReplicaSets:\t${old.join(', ') || '<none>'}`, `NewReplicaSet:\t${text(newest)}`];
}

async function podCounts(object: Json, { call }: DescribeContext): Promise<string> {
  const { namespace, uid } = object.metadata;
  const list = await call.client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, {
    labelSelector: selectorOf(object),
  });
  const own = (list.items as Json[]).filter((pod) =>
    ((pod.metadata.ownerReferences ?? []) as Json[]).some((owner) => owner.uid === uid),
  );
  const count = (phase: string): number => own.filter((pod) => pod.status?.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

function claimLines(claims: readonly Json[]): string[] {
  if (claims.length === 0) return ['Volume Claims:\t<none>'];
  return [
    'Volume Claims:',
    ...claims.flatMap((claim) => [
      `  Name:\t${claim.metadata.name}`,
      `  StorageClass:\t${claim.spec.storageClassName ?? ''}`,
      `  Labels:\t<none>`,
      `  Annotations:\t<none>`,
      `  Capacity:\t${claim.spec.resources?.requests?.storage ?? '<default>'}`,
      `  Access Modes:\t[${(claim.spec.accessModes ?? []).join(' ')}]`,
    ]),
  ];
}
