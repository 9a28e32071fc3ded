import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, resourcePath } from '../client/discovery.ts';
import { deadline, watchEvents } from '../client/watch.ts';
import { Failure, isNotFound, throwCollected, withSource } from '../failure.ts';
import { dryRunSuffix, type Invocation } from '../invocation.ts';
import { select, type Target, targetPath } from '../selection.ts';

const ONE_WEEK = 7 * 24 * 3_600_000;

/** `kubectl delete`. */
export async function deleteObjects(call: Invocation): Promise<void> {
  const options = deletionOptions(call);
  warnOfHaste(call, options);
  const selection = await select(call, { offline: true, local: true });
  const failures = selection.failures.filter(
    (failure) => !(call.flags.bool('ignore-not-found') && isNotFound(failure)),
  );
  const deleted: { target: Target; uid: string | undefined }[] = [];
  for (const target of selection.targets) {
    try {
      deleted.push({ target, uid: await deleteOne(call, target, options) });
    } catch (failure) {
      if (isNotFound(failure) && call.flags.bool('ignore-not-found')) continue;
      failures.push(target.source ? withSource('deleting', target.source, failure) : failure);
    }
  }
  if (selection.targets.length === 0 && failures.length === 0 && !call.flags.list('filename').length) {
    call.print('No resources found\n');
  }
  throwCollected(failures);
  if (call.dryRun === 'none' && call.flags.bool('wait')) await waitUntilGone(call, deleted);
}

interface DeletionOptions {
  propagationPolicy: string;
  gracePeriodSeconds?: number;
  dryRun?: string[];
}

/** Deletes one object and waits until it is gone; says nothing. For replace --force and run --rm. */
export async function deleteAndWait(call: Invocation, target: Target): Promise<void> {
  const answer = await call.client.delete(targetPath(target), { propagationPolicy: 'Background' });
  await waitUntilGone(call, [{ target, uid: uidOf(answer) }]);
}

function deletionOptions(call: Invocation): DeletionOptions {
  const cascade = call.flags.string('cascade');
  const policies: Record<string, string> = {
    background: 'Background',
    true: 'Background',
    orphan: 'Orphan',
    false: 'Orphan',
    foreground: 'Foreground',
  };
  const propagationPolicy = policies[cascade];
  if (!propagationPolicy) {
    throw new Failure(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`);
  }
  const force = call.flags.bool('force');
  const given = call.flags.int('grace-period');
  if (call.flags.bool('now') && given !== -1)
    throw new Failure('--now and --grace-period cannot be specified together');
  const grace = call.flags.bool('now') ? 1 : given === 0 && !force ? 1 : given === -1 && force ? 0 : given;
  return {
    propagationPolicy,
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    ...(call.dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
}

function warnOfHaste(call: Invocation, options: DeletionOptions): void {
  if (!call.flags.bool('force') || call.dryRun !== 'none') return;
  if (options.gracePeriodSeconds !== 0) return;
  call.complain(
    'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. ' +
      'The resource may continue to run on the cluster indefinitely.\n',
  );
}

async function deleteOne(call: Invocation, target: Target, options: DeletionOptions): Promise<string | undefined> {
  const answer = call.dryRun === 'client' ? undefined : await call.client.delete(targetPath(target), options);
  const kind = qualifiedKind({ apiVersion: groupVersion(target.resource), kind: target.resource.kind });
  if (call.flags.string('output') === 'name') call.print(`${kind}/${target.name}\n`);
  else
    call.print(
      `${kind} "${target.name}" ${options.gracePeriodSeconds === 0 ? 'force ' : ''}deleted${dryRunSuffix(call.dryRun)}\n`,
    );
  return uidOf(answer);
}

function uidOf(answer: Json): string | undefined {
  return answer?.metadata?.uid ?? answer?.details?.uid;
}

async function waitUntilGone(
  call: Invocation,
  deleted: readonly { target: Target; uid: string | undefined }[],
): Promise<void> {
  const timeout = call.flags.duration('timeout') || ONE_WEEK;
  using limit = deadline(call.context.clock, call.context.signal, timeout);
  for (const { target, uid } of deleted) {
    if (await isGone(call, target, uid)) continue;
    await untilDeleted(call, target, uid, limit.signal);
    call.context.signal.throwIfAborted();
    if (limit.expired())
      throw new Failure(`timed out waiting for the condition on ${target.resource.plural}/${target.name}`);
  }
}

async function isGone(call: Invocation, target: Target, uid: string | undefined): Promise<boolean> {
  try {
    const object = await call.client.get(targetPath(target));
    return uid !== undefined && object.metadata.uid !== uid;
  } catch (failure) {
    if (isNotFound(failure)) return true;
    throw failure;
  }
}

async function untilDeleted(
  call: Invocation,
  target: Target,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const path = resourcePath(target.resource, target.namespace);
  const fieldSelector = `metadata.name=${target.name}`;
  while (!signal.aborted) {
    const list = await call.client.get(path, { fieldSelector });
    const live = ((list.items ?? []) as Json[]).find((item) => item.metadata.name === target.name);
    if (!live || (uid && live.metadata.uid !== uid)) return;
    const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
    for await (const { type } of watchEvents(call.client, call.context.clock, path, query, { signal })) {
      if (type === 'DELETED') return;
      if (type === 'ERROR') break;
    }
  }
}
