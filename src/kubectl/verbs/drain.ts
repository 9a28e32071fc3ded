import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import { Failure, isNotFound } from '../failure.ts';
import { dryRunSuffix, type Invocation } from '../invocation.ts';
import { cordonNodes } from './cordon.ts';

const CONTROLLED_ELSEWHERE = 'kubernetes.io/config.mirror';
const POLL = 1_000;

/** `kubectl drain`. */
export async function drain(call: Invocation): Promise<void> {
  for (const node of await cordonNodes(call, true)) await drainNode(call, node.name);
}

async function drainNode(call: Invocation, node: string): Promise<void> {
  const list = await call.client.get('/api/v1/pods', {
    fieldSelector: `spec.nodeName=${node}`,
    labelSelector: call.flags.string('pod-selector') || undefined,
  });
  const pods = (list.items as Json[]).filter((pod) => !pod.metadata.annotations?.[CONTROLLED_ELSEWHERE]);
  const daemons = pods.filter((pod) => ownerKind(pod) === 'DaemonSet');
  const others = pods.filter((pod) => ownerKind(pod) !== 'DaemonSet');
  const problems = obstacles(call, daemons, others);
  if (problems.length > 0) {
    call.complain(
      `error: unable to drain node "${node}" due to error: ${problems.length > 1 ? `[${problems.join(', ')}]` : problems[0]}, continuing command...\n`,
    );
    call.complain(`There are pending nodes to be drained:\n ${node}\n`);
    throw new Failure(problems.join(', '), { bare: true });
  }
  if (daemons.length > 0) call.complain(`Warning: ignoring DaemonSet-managed Pods: ${names(daemons)}\n`);
  for (const pod of others) await evict(call, pod);
  for (const pod of others) await gone(call, pod);
  call.print(`node/${node} drained${dryRunSuffix(call.dryRun)}\n`);
}

function obstacles(call: Invocation, daemons: readonly Json[], others: readonly Json[]): string[] {
  const problems: string[] = [];
  const bare = others.filter(
    (pod) => !ownerKind(pod) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed',
  );
  const withData = others.filter((pod) => (pod.spec.volumes ?? []).some((volume: Json) => volume.emptyDir));
  if (bare.length > 0 && !call.flags.bool('force')) {
    problems.push(
      `cannot delete cannot delete Pods that declare no controller (use --force to override): ${names(bare)}`,
    );
  }
  if (daemons.length > 0 && !call.flags.bool('ignore-daemonsets')) {
    problems.push(`cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ${names(daemons)}`);
  }
  if (withData.length > 0 && !call.flags.bool('delete-emptydir-data')) {
    problems.push(`cannot delete Pods with local storage (use --delete-emptydir-data to override): ${names(withData)}`);
  }
  return problems;
}

function names(pods: readonly Json[]): string {
  return pods.map((pod) => `${pod.metadata.namespace}/${pod.metadata.name}`).join(', ');
}

function ownerKind(pod: Json): string | undefined {
  return ((pod.metadata.ownerReferences ?? []) as Json[]).find((owner) => owner.controller)?.kind;
}

async function evict(call: Invocation, pod: Json): Promise<void> {
  const { namespace, name } = pod.metadata;
  call.print(`evicting pod ${namespace}/${name}${dryRunSuffix(call.dryRun)}\n`);
  if (call.dryRun === 'client') return;
  const resource = await findResource(call.client, 'pods');
  const grace = call.flags.int('grace-period');
  const options = grace >= 0 ? { deleteOptions: { gracePeriodSeconds: grace } } : {};
  if (resource.subresources.has('eviction') && !call.flags.bool('disable-eviction')) {
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, ...options };
    await call.client.post(resourcePath(resource, namespace, name, 'eviction'), body);
    return;
  }
  await call.client.delete(resourcePath(resource, namespace, name), grace >= 0 ? { gracePeriodSeconds: grace } : {});
}

async function gone(call: Invocation, pod: Json): Promise<void> {
  const { namespace, name, uid } = pod.metadata;
  if (call.dryRun !== 'none') return;
  const limit = call.flags.duration('timeout') || Number.POSITIVE_INFINITY;
  for (let waited = 0; ; waited += POLL) {
    try {
      const live = await call.client.get(`/api/v1/namespaces/${namespace}/pods/${name}`);
      if (live.metadata.uid !== uid) break;
    } catch (failure) {
      if (isNotFound(failure)) break;
      throw failure;
    }
    if (waited >= limit)
      throw new Failure(`error when waiting for pod "${name}" in namespace "${namespace}" to terminate: timed out`);
    await call.context.clock.sleep(POLL, call.context.signal);
  }
  call.print(`pod/${name} evicted\n`);
}
