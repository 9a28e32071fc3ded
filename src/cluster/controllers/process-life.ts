import type { JsonObject } from '../json-object.ts';
import type { ImageLifecycle, KubernetesObject } from '../types.ts';
import type { ContainerLife } from './container-life.ts';

/**
 * When and how a container's process ends whose command nobody runs; undefined: it runs until it is stopped. A job's
 * program that nothing is known about ends well after a while: that is what jobs are for.
 */
export function usualExit(
  container: ContainerLife,
  image: ImageLifecycle,
  pod: KubernetesObject,
): ImageLifecycle['exits'] | undefined {
  const isJob = pod.metadata.ownerReferences?.some((owner) => owner.kind === 'Job') ?? false;
  const exit = processExit(container.spec, image, isJob);
  if (exit || !container.isInit || container.isSidecar) return exit;
  // An init container that never ended would keep its pod from ever starting.
  return { after: 1_000, code: 0 };
}

function processExit(
  container: JsonObject,
  image: ImageLifecycle,
  isJob: boolean,
): ImageLifecycle['exits'] | undefined {
  const { command, args } = container;
  if (command === undefined && (args === undefined || image.exits === undefined)) return image.exits;
  return commandExit([...(command ?? []), ...(args ?? [])]) ?? (isJob ? { after: 2_000, code: 0 } : undefined);
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Follows `sleep`, `true`, `false`, `exit` and `echo`, alone or in a shell's list; undefined for any other command. */
function commandExit(command: readonly string[]): ImageLifecycle['exits'] | undefined {
  const [program = '', option, script] = command;
  if (/(^|\/)(ba|da|a)?sh$/.test(program) && option?.startsWith('-') && option.endsWith('c')) {
    return script === undefined ? undefined : scriptExit(script);
  }
  return statementExit(command);
}

function scriptExit(script: string): ImageLifecycle['exits'] | undefined {
  let after = 0;
  let code = 0;
  for (const statement of script.split(/;|&&|\n/)) {
    const words = statement.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    const exit = statementExit(words);
    if (!exit) return undefined;
    after += exit.after;
    code = exit.code;
    if (words[0] === 'exit') break;
  }
  return { after, code };
}

function statementExit([program, argument]: readonly string[]): ImageLifecycle['exits'] | undefined {
  switch (program?.replace(/^.*\//, '')) {
    case 'sleep':
      return sleepExit(argument);
    case 'exit':
      return { after: 0, code: Number(argument ?? 0) & 255 };
    case 'true':
    case 'echo':
    case 'date':
    case 'hostname':
      return { after: 0, code: 0 };
    case 'false':
      return { after: 0, code: 1 };
    default:
      return undefined;
  }
}

function sleepExit(text: string | undefined): ImageLifecycle['exits'] | undefined {
  const parts = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text ?? '');
  if (!parts) return undefined;
  return { after: Number(parts[1]) * UNITS[parts[2] || 's']! * 1_000, code: 0 };
}
