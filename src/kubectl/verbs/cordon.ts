import { findResource } from '../client/resource-names.ts';
import { throwCollected, usageFailure } from '../failure.ts';
import { dryRunSuffix, type Invocation } from '../invocation.ts';
import { listItems, select, type Target } from '../selection.ts';
import { patchTarget } from './patch-targets.ts';

/** `kubectl cordon`. */
export async function cordon(call: Invocation): Promise<void> {
  await cordonNodes(call, true);
}

/** `kubectl uncordon`. */
export async function uncordon(call: Invocation): Promise<void> {
  await cordonNodes(call, false);
}

/** Marks the nodes of the arguments; resolves with them. */
export async function cordonNodes(call: Invocation, unschedulable: boolean): Promise<Target[]> {
  const targets = await nodesOf(call);
  const verb = unschedulable ? 'cordoned' : 'uncordoned';
  for (const target of targets) {
    const changed = Boolean(target.object.spec?.unschedulable) !== unschedulable;
    if (changed) {
      await patchTarget(call, target, 'kubectl-cordon', (copy) => {
        copy.spec ??= {};
        if (unschedulable) copy.spec.unschedulable = true;
        else delete copy.spec.unschedulable;
      });
    }
    call.print(`node/${target.name} ${changed ? '' : 'already '}${verb}${changed ? dryRunSuffix(call.dryRun) : ''}\n`);
  }
  return targets;
}

async function nodesOf(call: Invocation): Promise<Target[]> {
  const selector = call.flags.string('selector');
  if (call.args.length === 0 && !selector) {
    throw usageFailure(call.path, `USAGE: ${call.command.name} NODE [flags]`);
  }
  if (selector) {
    const resource = await findResource(call.client, 'nodes');
    return listItems(resource, await call.client.get('/api/v1/nodes', { labelSelector: selector }));
  }
  const names = call.args.filter((arg) => !/^(?:nodes?|no)$/.test(arg)).map((name) => name.replace(/^nodes?\//, ''));
  const selection = await select(call, { args: ['nodes', ...names] });
  throwCollected(selection.failures);
  return selection.targets;
}
