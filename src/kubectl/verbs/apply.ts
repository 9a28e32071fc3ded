import { parseLabelSelector } from '../../cluster/index.ts';
import { lastApplied, withLastApplied, withoutNulls, withoutVersion } from '../apply/last-applied.ts';
import { APPLY_PATCH, threeWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, resourcePath } from '../client/discovery.ts';
import { Failure, isNotFound, StatusFailure, throwCollected, usageFailure, withSource } from '../failure.ts';
import { dryRunSuffix, type Invocation } from '../invocation.ts';
import { goText } from '../printers/jsonpath.ts';
import { objectPrinter, printNames } from '../printers/printer.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { planPruning, prune } from './apply-prune.ts';
import { withChangeCause } from './change-cause.ts';
import { fieldValidation, requireFiles } from './file-options.ts';

type Outcome = 'created' | 'configured' | 'unchanged' | 'serverside-applied';

/** `kubectl apply`. */
export async function apply(call: Invocation): Promise<void> {
  if (call.args.length > 0) throw usageFailure(call.path, `Unexpected args: [${call.args.join(' ')}]`);
  requireFiles(call);
  checkOptions(call);
  call.warnBareDryRun();
  const plan = await planPruning(call);
  const selection = await select(call, { args: [], local: true, validate: fieldValidation(call) !== 'Ignore' });
  selection.targets = labelled(call, selection.targets).map((target) => ({
    ...target,
    object: withChangeCause(call, target.object),
  }));
  if (selection.targets.length === 0 && selection.failures.length === 0) {
    throw new Failure('no objects passed to apply');
  }
  const failures = [...selection.failures];
  const printer = call.flags.string('output') === 'name' ? undefined : await objectPrinter(call);
  const objects: Json[] = [];
  const applied: Json[] = [];
  for (const target of selection.targets) {
    try {
      const { object, outcome } = await applyOne(call, target);
      applied.push(object);
      if (printer) objects.push(object);
      else say(call, object, outcome);
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (printer && objects.length === 1) call.print(printer(objects[0]));
  if (printer && objects.length > 1) {
    call.print(printer({ apiVersion: 'v1', items: objects, kind: 'List', metadata: {} }));
  }
  throwCollected(failures);
  if (!plan) return;
  // Each is printed as if it were the only one.
  const printPruned = printer && (await objectPrinter(call));
  await prune(call, plan, applied, (object) => {
    if (printPruned) call.print(printPruned(object));
    else say(call, object, 'pruned');
  });
}

function say(call: Invocation, object: Json, outcome: Outcome | 'pruned'): void {
  if (call.flags.string('output') === 'name') call.print(printNames(object));
  else call.print(`${qualifiedKind(object)}/${object.metadata.name} ${outcome}${dryRunSuffix(call.dryRun)}\n`);
}

/** With a selector only those manifests count whose labels fit. */
function labelled(call: Invocation, targets: Target[]): Target[] {
  const selector = call.flags.string('selector');
  if (!selector) return targets;
  const fits = parseLabelSelector(selector);
  return targets.filter(({ object }) => fits(object.metadata?.labels ?? {}));
}

function checkOptions(call: Invocation): void {
  const serverSide = call.flags.bool('server-side');
  if (call.flags.bool('force-conflicts') && !serverSide)
    throw new Failure('--force-conflicts only works with --server-side');
  if (serverSide && call.flags.bool('force')) throw new Failure('--force cannot be used with --server-side');
  if (serverSide && call.dryRun === 'client') {
    throw new Failure("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
}

/** Applies one object; resolves with its new state and what became of it. */
async function applyOne(call: Invocation, target: Target): Promise<{ object: Json; outcome: Outcome }> {
  const { object } = target;
  if (object.metadata?.generateName && !object.metadata.name) {
    throw new Failure(`from ${object.metadata.generateName}: cannot use generate name with apply`);
  }
  if (call.flags.bool('server-side')) return applyServerSide(call, target);
  const live = await fetchLive(call, target);
  if (!live) return { object: await createApplied(call, target), outcome: 'created' };
  return patchLive(call, target, live);
}

async function fetchLive(call: Invocation, target: Target): Promise<Json | undefined> {
  try {
    if (target.name === '') throw new Failure('resource name may not be empty');
    return await call.client.get(targetPath(target));
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw withSource(
      `retrieving current configuration of:\n${targetText(target)}\nfrom server for:`,
      target.source!,
      failure,
    );
  }
}

async function createApplied(call: Invocation, target: Target): Promise<Json> {
  const object = withoutVersion(withoutNulls(withLastApplied(target.object)));
  if (call.dryRun === 'client') return object;
  try {
    return await call.client.post(resourcePath(target.resource, target.namespace), object, {
      fieldManager: manager(call),
      fieldValidation: fieldValidation(call),
      dryRun: call.dryRun === 'server' ? 'All' : undefined,
    });
  } catch (failure) {
    throw withSource('creating', target.source!, failure);
  }
}

async function patchLive(call: Invocation, target: Target, live: Json): Promise<{ object: Json; outcome: Outcome }> {
  const typed = { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...live };
  const original = lastApplied(live);
  if (original === undefined) warnNotApplied(call, target);
  const modified = withLastApplied(target.object);
  if (call.dryRun === 'client') return { object: typed, outcome: 'configured' };
  const { contentType, patch } = threeWayPatch(target.resource, original, modified, typed);
  // A kind in lower case finds its type, and is refused here.
  if (modified.kind !== typed.kind) throw new Failure(changedKind(target, original, modified, typed, patch));
  if (Object.keys(patch).length === 0) return { object: typed, outcome: 'unchanged' };
  try {
    const object = await call.client.patch(targetPath(target), contentType, patch, {
      fieldManager: manager(call),
      fieldValidation: fieldValidation(call),
      dryRun: call.dryRun === 'server' ? 'All' : undefined,
    });
    const same = call.dryRun === 'none' && object.metadata?.resourceVersion === live.metadata?.resourceVersion;
    return { object, outcome: same ? 'unchanged' : 'configured' };
  } catch (failure) {
    throw withSource(
      `applying patch:\n${JSON.stringify(patch)}\nto:\n${targetText(target)}\nfor:`,
      target.source!,
      failure,
    );
  }
}

async function applyServerSide(
  call: Invocation,
  target: Target,
  force = call.flags.bool('force-conflicts'),
): Promise<{ object: Json; outcome: Outcome }> {
  try {
    const object = await call.client.patch(targetPath(target), APPLY_PATCH, target.object, {
      fieldManager: call.flags.changed('field-manager') ? manager(call) : 'kubectl',
      fieldValidation: fieldValidation(call),
      force: String(force),
      dryRun: call.dryRun === 'server' ? 'All' : undefined,
    });
    return { object, outcome: 'serverside-applied' };
  } catch (failure) {
    if (isOwnConflict(failure) && !force) return applyServerSide(call, target, true);
    if (failure instanceof StatusFailure && failure.status.reason === 'Conflict')
      throw new Failure(failure.message + CONFLICT_ADVICE);
    throw failure;
  }
}

/** Fields of an earlier client-side apply are ours to take over. */
function isOwnConflict(failure: unknown): boolean {
  if (!(failure instanceof StatusFailure) || failure.status.reason !== 'Conflict') return false;
  const causes = failure.status.details?.causes ?? [];
  return causes.length > 0 && causes.every((cause) => cause.message?.includes('"kubectl-client-side-apply"'));
}

function manager(call: Invocation): string {
  return call.flags.string('field-manager');
}

/** A target as kubectl names it in long error messages. */
function targetText(target: Target): string {
  const { group, version, plural, kind } = target.resource;
  return (
    `Resource: "${group}/${version}, Resource=${plural}", GroupVersionKind: "${group}/${version}, Kind=${kind}"\n` +
    `Name: "${target.name}", Namespace: "${target.namespace ?? ''}"`
  );
}

function changedKind(target: Target, original: Json, modified: Json, current: Json, patch: Json): string {
  const kind = `Kind=${target.resource.kind}`;
  const where = targetText(target).replace(kind, `Kind=${modified.kind}`);
  const inputs = `original:\n${original ? JSON.stringify(original) : ''}\nmodified:\n${JSON.stringify(modified)}\n\ncurrent:\n${JSON.stringify(current)}\n`;
  return (
    `error when applying patch:\n\nto:\n${where}\nfor: "${target.source}": error when patching "${target.source}": ` +
    `creating patch with:\n${inputs}\nfor:: precondition failed for: ${goText(patch)}`
  );
}

function warnNotApplied(call: Invocation, target: Target): void {
  const { plural, group } = target.resource;
  call.complain(
    `Warning: resource ${group ? `${plural}.${group}` : plural}/${target.name} is missing the ` +
      'kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. ' +
      'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config ' +
      'or kubectl apply. The missing annotation will be patched automatically.\n',
  );
}

const CONFLICT_ADVICE = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;
