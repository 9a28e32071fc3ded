import type { Json } from '../client/api-client.ts';
import { groupVersion, resourcePath } from '../client/discovery.ts';
import { deadline, watchEvents } from '../client/watch.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { select, type Target } from '../selection.ts';

const FOREVER = 365 * 24 * 3_600_000;

/** `kubectl rollout status`. */
export async function rolloutStatus(call: Invocation): Promise<void> {
  if (call.args.length === 0 && call.flags.list('filename').length === 0)
    throw new Failure('required resource not specified');
  const selection = await select(call, { wholeTypes: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) await follow(call, target);
}

async function follow(call: Invocation, target: Target): Promise<void> {
  const timeout = call.flags.duration('timeout') || FOREVER;
  using limit = deadline(call.context.clock, call.context.signal, timeout);
  let said = '';
  const report = (object: Json): boolean => {
    const { text, done } = statusOf({
      apiVersion: groupVersion(target.resource),
      kind: target.resource.kind,
      ...object,
    });
    if (text !== said) call.print(text);
    said = text;
    return done;
  };
  const path = resourcePath(target.resource, target.namespace);
  const fieldSelector = `metadata.name=${target.name}`;
  while (!limit.signal.aborted) {
    const list = await call.client.get(path, { fieldSelector });
    const live = ((list.items ?? []) as Json[]).find((item) => item.metadata.name === target.name);
    if (!live) throw new Failure('object has been deleted');
    if (report(live) || !call.flags.bool('watch')) return;
    const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
    for await (const { type, object } of watchEvents(call.client, call.context.clock, path, query, limit)) {
      if (type === 'DELETED') throw new Failure('object has been deleted');
      if (type === 'ERROR') break;
      if (type !== 'BOOKMARK' && report(object)) return;
    }
  }
  call.context.signal.throwIfAborted();
  throw new Failure('timed out waiting for the condition');
}

function statusOf(object: Json): { text: string; done: boolean } {
  switch (object.kind) {
    case 'Deployment':
      return deploymentStatus(object);
    case 'DaemonSet':
      return daemonSetStatus(object);
    case 'StatefulSet':
      return statefulSetStatus(object);
    default:
      throw new Failure(`no status viewer has been implemented for ${object.kind}`);
  }
}

const wait = (text: string): { text: string; done: boolean } => ({ text: `${text}...\n`, done: false });
const observed = ({ metadata, status }: Json): boolean =>
  (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);

function deploymentStatus(object: Json): { text: string; done: boolean } {
  const { name } = object.metadata;
  const { status = {}, spec } = object;
  if (!observed(object)) return wait('Waiting for deployment spec update to be observed');
  const progressing = ((status.conditions ?? []) as Json[]).find((each) => each.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new Failure(`deployment "${name}" exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const prefix = `Waiting for deployment "${name}" rollout to finish:`;
  if (updatedReplicas < (spec.replicas ?? 1)) {
    return wait(`${prefix} ${updatedReplicas} out of ${spec.replicas ?? 1} new replicas have been updated`);
  }
  if (replicas > updatedReplicas)
    return wait(`${prefix} ${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas) {
    return wait(`${prefix} ${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return { text: `deployment "${name}" successfully rolled out\n`, done: true };
}

function daemonSetStatus(object: Json): { text: string; done: boolean } {
  const { name } = object.metadata;
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = object.status ?? {};
  if (object.spec.updateStrategy?.type && object.spec.updateStrategy.type !== 'RollingUpdate') {
    throw new Failure(`rollout status is only available for RollingUpdate strategy type`);
  }
  if (!observed(object)) return wait('Waiting for daemon set spec update to be observed');
  const prefix = `Waiting for daemon set "${name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return wait(`${prefix} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated`);
  }
  if (numberAvailable < desiredNumberScheduled) {
    return wait(`${prefix} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
  }
  return { text: `daemon set "${name}" successfully rolled out\n`, done: true };
}

function statefulSetStatus(object: Json): { text: string; done: boolean } {
  const { spec, status = {} } = object;
  if (spec.updateStrategy?.type && spec.updateStrategy.type !== 'RollingUpdate') {
    throw new Failure(`rollout status is only available for RollingUpdate strategy type`);
  }
  if (!status.observedGeneration || !observed(object))
    return wait('Waiting for statefulset spec update to be observed');
  const replicas = spec.replicas ?? 1;
  if ((status.readyReplicas ?? 0) < replicas)
    return wait(`Waiting for ${replicas - (status.readyReplicas ?? 0)} pods to be ready`);
  if (status.updateRevision && status.updateRevision !== status.currentRevision) {
    return wait(
      `waiting for statefulset rolling update to complete ${status.updatedReplicas ?? 0} pods at revision ${status.updateRevision}`,
    );
  }
  return {
    text: `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision}...\n`,
    done: true,
  };
}
