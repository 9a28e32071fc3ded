import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { patchTarget, typedObject } from './patch-targets.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { targetName } from './rollout.ts';
import { revisionText } from './rollout-history.ts';

const KIND_NAMES: Readonly<Record<string, string>> = {
  Deployment: 'deployment',
  DaemonSet: 'daemon set',
  StatefulSet: 'stateful set',
};

/** `kubectl rollout undo`. */
export async function rolloutUndo(call: Invocation): Promise<void> {
  if (call.args.length === 0 && call.flags.list('filename').length === 0)
    throw new Failure('required resource not specified');
  const print = await resultPrinter(call);
  const selection = await select(call, { wholeTypes: true });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      const revision = chooseRevision(call, target, await revisionsOf(call, target));
      if (target.object.spec.paused) {
        throw new Failure(
          `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${target.name}' and try again`,
        );
      }
      if (call.dryRun === 'client') {
        print(typedObject(target), target.resource.kind === 'Deployment' ? revisionText(revision) : 'rolled back');
        continue;
      }
      const template = withoutHash(revision.template);
      const object = await patchTarget(call, target, 'kubectl-rollout', (copy) => {
        copy.spec.template = template;
        if (target.resource.kind === 'Deployment') copy.metadata.annotations = takenOver(copy, revision);
      });
      print(
        object ?? typedObject(target),
        object ? 'rolled back' : `skipped rollback (current template already matches revision ${revision.number})`,
      );
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

function chooseRevision(call: Invocation, target: Target, revisions: readonly Revision[]): Revision {
  const wanted = call.flags.int('to-revision');
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw new Failure(`unable to find specified revision ${wanted} in history`);
    return found;
  }
  const previous = revisions.at(-2);
  if (!previous)
    throw new Failure(
      `no rollout history found for ${KIND_NAMES[target.resource.kind] ?? targetName(target)} "${target.name}"`,
    );
  return previous;
}

const KEPT = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** The annotations of the revision, and of the deployment those that are about itself. */
function takenOver(deployment: Json, { annotations }: Revision): Record<string, string> {
  const own = Object.entries((deployment.metadata.annotations ?? {}) as Record<string, string>);
  return Object.fromEntries([
    ...own.filter(([key]) => KEPT.includes(key)),
    ...Object.entries(annotations).filter(([key]) => !KEPT.includes(key)),
  ]);
}

function withoutHash(template: Json): Json {
  const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
