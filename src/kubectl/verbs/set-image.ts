import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { changeTemplates, matchingContainers, refuseAfterSelection } from './set-template.ts';

/** `kubectl set image`. */
export async function setImage(call: Invocation): Promise<void> {
  const pairs = call.args.filter((arg) => arg.includes('=')).map((arg) => splitOnce(arg));
  const resources = call.args.filter((arg) => !arg.includes('='));
  if (pairs.length === 0) await refuseAfterSelection(call, resources, 'at least one image update is required');
  await changeTemplates(call, resources, 'image updated', (podSpec) => {
    for (const [name, image] of pairs) {
      const containers = matchingContainers(podSpec, name);
      if (containers.length === 0) throw new Failure(`unable to find container named "${name}"`);
      for (const container of containers) container.image = image;
    }
  });
}

function splitOnce(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
