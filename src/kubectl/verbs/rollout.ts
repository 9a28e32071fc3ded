import type { Json } from '../client/api-client.ts';
import { qualifiedPlural } from '../client/discovery.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { patchTarget, typedObject } from './patch-targets.ts';

const RESTARTABLE = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

/** `kubectl rollout pause`. */
export async function rolloutPause(call: Invocation): Promise<void> {
  await changeRollout(call, 'paused', (copy, name) => {
    if (copy.kind !== 'Deployment') throw new Failure(`${name} pausing is not supported`);
    if (copy.spec.paused) throw new Failure(`${name} is already paused`);
    copy.spec.paused = true;
  });
}

/** `kubectl rollout resume`. */
export async function rolloutResume(call: Invocation): Promise<void> {
  await changeRollout(call, 'resumed', (copy, name) => {
    if (copy.kind !== 'Deployment') throw new Failure(`${name} resuming is not supported`);
    if (!copy.spec.paused) throw new Failure(`${name} is not paused`);
    delete copy.spec.paused;
  });
}

/** `kubectl rollout restart`. */
export async function rolloutRestart(call: Invocation): Promise<void> {
  const now = new Date(call.context.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  await changeRollout(call, 'restarted', (copy, name) => {
    if (!RESTARTABLE.has(copy.kind)) throw new Failure(`${name} restarting is not supported`);
    if (copy.spec.paused) throw new Failure(`${name} can't restart paused deployment (run rollout resume first)`);
    const metadata = (copy.spec.template.metadata ??= {});
    metadata.annotations = { ...metadata.annotations, 'kubectl.kubernetes.io/restartedAt': now };
  });
}

async function changeRollout(
  call: Invocation,
  outcome: string,
  edit: (copy: Json, name: string) => void,
): Promise<void> {
  if (call.args.length === 0 && call.flags.list('filename').length === 0)
    throw new Failure('required resource not specified');
  const print = await resultPrinter(call);
  const selection = await select(call, { wholeTypes: true });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      const object = await patchTarget(call, target, 'kubectl-rollout', (copy) => edit(copy, targetName(target)));
      print(object ?? typedObject(target), outcome);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

/** `deployments.apps "web"`. */
export function targetName(target: Target): string {
  return `${qualifiedPlural(target.resource)} "${target.name}"`;
}
