import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { changeTemplates, matchingContainers } from './set-template.ts';

/** `kubectl set resources`. */
export async function setResources(call: Invocation): Promise<void> {
  const limits = readAmounts(call.flags.string('limits'));
  const requests = readAmounts(call.flags.string('requests'));
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

function readAmounts(text: string): Record<string, string> | undefined {
  if (!text) return undefined;
  const pairs = text.split(',').map((pair) => pair.split('=', 2));
  const bad = pairs.find(([key, amount]) => !key || !amount);
  if (bad) throw new Failure(`Invalid argument syntax ${bad.join('=')}, expected <resource>=<quantity>`);
  return Object.fromEntries(pairs);
}
