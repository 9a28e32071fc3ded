import type { KubernetesObject } from '../cluster/index.ts';
import { type ImageBehaviour, loopLoad } from '../network/index.ts';
import { isAbsent } from '../shell/index.ts';
import { hasProgram } from './pod-machine.ts';

interface ContainerSpec {
  command?: string[];
  args?: string[];
  stdin?: boolean;
  tty?: boolean;
}

/** Who runs a container's command. */
export type Runner =
  /** We do, from the container's start. */
  | 'process'
  /** The session of a client that attaches to its input. */
  | 'session'
  /** Nobody, until somebody looks: its requests are background load. */
  | 'load'
  /** Nobody: it is a program of the image itself, or one we do not have. */
  | 'image';

/**
 * What a container runs whose input a client is attached to (`kubectl run -i`): its command, the image's entry point with
 * its arguments, or the image's shell.
 */
export function mainProcess({ command = [], args = [] }: ContainerSpec, image: ImageBehaviour): string[] {
  if (command.length > 0) return [...command, ...args];
  const process = [...(image.entrypoint ?? []), ...args];
  return process.length > 0 ? process : [image.shells.includes('bash') ? 'bash' : (image.shells[0] ?? 'sh')];
}

/**
 * The one rule for which commands are run. A command or arguments of a container's own are, if the image can execute
 * them. The exception is what makes background load cheap: an endless loop of requests in a pod that neither an input of
 * the session nor a job made. `network` makes its requests from the command's text (`NetworkOptions.runs`).
 */
export function runnerOf(
  pod: KubernetesObject,
  container: ContainerSpec,
  image: ImageBehaviour,
  input: number | undefined,
): Runner {
  const words = mainProcess(container, image);
  if (!container.command && !container.args) return container.stdin ? 'session' : 'image';
  if (!hasProgram(image, words[0]!)) return 'image';
  if (container.stdin) return 'session';
  // A shell on a terminal that nobody types on waits for ever.
  if (container.tty && words.length === 1 && hasShellName(words[0]!)) return 'image';
  const isJob = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
  const isLoad = ENDLESS.test(words.join(' ')) && loopLoad(words).length > 0;
  return isLoad && input === undefined && !isJob ? 'load' : 'process';
}

/** True when the exit code may only mean that we lack a program which the real image has. */
export function isOurLack(code: number, words: readonly string[], image: ImageBehaviour): boolean {
  if (code !== COMMAND_NOT_FOUND) return false;
  const named = words.join(' ').match(/[\w.-]+/g) ?? [];
  return image.listens?.length !== 0 || named.some(isAbsent);
}

const COMMAND_NOT_FOUND = 127;
const ENDLESS = /\bwhile\s+(true|:|\[\s*1\s*\]|sleep\b)|\buntil\s+false|\bfor\s*\(\(\s*;\s*;\s*\)\)/;

function hasShellName(program: string): boolean {
  return /(^|\/)(ba|da|a|z)?sh$/.test(program);
}
