import { hash } from '../../clock/index.ts';
import type { Json } from '../client/api-client.ts';
import type { Invocation } from '../invocation.ts';

/** The command behind `--`. */
export function debugCommand(call: Invocation): readonly string[] {
  return call.dashAt === -1 ? [] : call.args.slice(call.dashAt);
}

/** Puts what the command line says of the debugging container into it; a copied container keeps the rest. */
export function fillContainer(call: Invocation, container: Json): void {
  const { flags } = call;
  const words = debugCommand(call);
  if (words.length > 0) {
    if (flags.bool('arguments-only')) container.args = words;
    else {
      container.command = words;
      delete container.args;
    }
  }
  const env = flags.list('env').map((pair) => {
    const [name, ...value] = pair.split('=');
    return { name, value: value.join('=') };
  });
  if (env.length > 0) container.env = env;
  if (flags.string('image')) container.image = flags.string('image');
  if (flags.string('image-pull-policy')) container.imagePullPolicy = flags.string('image-pull-policy');
  for (const [field, flag] of [
    ['stdin', 'stdin'],
    ['tty', 'tty'],
  ] as const) {
    if (flags.bool(flag)) container[field] = true;
    else delete container[field];
  }
}

/** `--container`, or a new name that no container of the pod has. */
export function debugContainerName(call: Invocation, pod: Json): string {
  const given = call.flags.string('container');
  if (given) return given;
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec;
  const taken = [...containers, ...initContainers, ...ephemeralContainers].map((each: Json) => each.name);
  let attempt = 0;
  let name: string;
  do name = `debugger-${nameSuffix(call, `${pod.metadata.uid}${attempt++}`)}`;
  while (taken.includes(name));
  if (!call.flags.bool('quiet')) call.print(`Defaulting debug container name to ${name}.\n`);
  return name;
}

/** The letters generated names are made of: no vowels, nothing that looks like another. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters that look random and differ with `seed` and the time. */
export function nameSuffix(call: Invocation, seed: string): string {
  const now = call.context.clock.now();
  return Array.from({ length: 5 }, (_, index) => LETTERS[hash(`${index}/${seed}/${now}`) % LETTERS.length]).join('');
}
