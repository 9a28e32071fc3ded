import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { readAmounts } from './amounts.ts';
import { changeTemplates, matchingContainers } from './set-template.ts';

/** `kubectl set resources`. */
export async function setResources(call: Invocation): Promise<void> {
  const limits = call.flags.string('limits') && readAmounts(call.flags.string('limits'));
  const requests = call.flags.string('requests') && readAmounts(call.flags.string('requests'));
  if (!limits && !requests)
    throw new Failure('you must specify an update to requests or limits (in the form of --requests/--limits)');
  await changeTemplates(call, call.args, 'resource requirements updated', (podSpec) => {
    const containers = matchingContainers(podSpec, call.flags.string('containers'));
    if (containers.length === 0) throw new Failure(`unable to find container named ${call.flags.string('containers')}`);
    for (const container of containers) {
      container.resources = {
        ...container.resources,
        ...(limits ? { limits: { ...container.resources?.limits, ...limits } } : {}),
        ...(requests ? { requests: { ...container.resources?.requests, ...requests } } : {}),
      };
    }
  });
}
