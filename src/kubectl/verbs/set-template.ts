import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { patchTarget, podSpecOf } from './patch-targets.ts';

/** Changes the pod templates of what `resources` names; says `outcome` for each that really changed. */
export async function changeTemplates(
  call: Invocation,
  resources: readonly string[],
  outcome: string,
  edit: (podSpec: Json, target: Target) => void,
): Promise<void> {
  const print = await resultPrinter(call);
  const selection = await select(call, { args: resources, asWritten: call.flags.bool('local') });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      const object = await patchTarget(call, target, 'kubectl-set', (copy) => edit(requirePodSpec(copy), target));
      if (object) print(object, outcome);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

/** Throws what is wrong with the resources, and only where nothing is, that there is nothing to change. */
export async function refuseAfterSelection(
  call: Invocation,
  resources: readonly string[],
  nothingToDo: string,
): Promise<never> {
  const { failures } = await select(call, { args: resources, asWritten: call.flags.bool('local') });
  throwCollected(failures);
  throw new Failure(nothingToDo);
}

/** Containers (init ones too) the pattern names; `*` is all. */
export function matchingContainers(podSpec: Json, pattern: string): Json[] {
  const all: Json[] = [...(podSpec.initContainers ?? []), ...(podSpec.containers ?? [])];
  const matcher = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return all.filter((container) => matcher.test(container.name));
}

function requirePodSpec(object: Json): Json {
  const podSpec = podSpecOf(object);
  if (!podSpec) throw new Failure(`the object is not a pod or does not have a pod template: ${object.kind}`);
  return podSpec;
}
