import { hash } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { bytesOf, milliOf } from '../quantity.ts';
import type { KubernetesObject } from '../types.ts';

/** What something uses: thousandths of a core, and bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** How often metrics-server looks, milliseconds; what it shows is of the last look. */
export const WINDOW = 15_000;
const MEBIBYTE = 1_048_576;
/** Of one request or connection a second. */
const CPU_OF_REQUEST = 1.5;
const MEMORY_OF_REQUEST = 0.4 * MEBIBYTE;
const SLOW_WAVE = 10 * 60_000;

/**
 * What a container uses: a level of its own by its image and pod, a slow wave around it, and what the requests of the
 * last window (per second) cost. The limits bound it, as the kernel does.
 */
export function containerUsage(pod: KubernetesObject, container: JsonObject, now: number, requests: number): Usage {
  const level = shareOf(`${container['image']}`);
  const own = shareOf(`${pod.metadata.uid}/${container['name']}`);
  const wave = Math.sin((now / SLOW_WAVE + own) * 2 * Math.PI);
  const jitter = shareOf(`${pod.metadata.uid}/${now}`) - 0.5;
  const cpu = (1 + 6 * level) * (1 + 0.2 * wave + 0.2 * jitter) + requests * CPU_OF_REQUEST;
  const memory = (12 + 70 * level + 8 * own + wave) * MEBIBYTE + requests * MEMORY_OF_REQUEST;
  const { limits = {} } = container['resources'] ?? {};
  return {
    cpu: Math.min(cpu, milliOf(limits.cpu) ?? Number.POSITIVE_INFINITY),
    memory: Math.min(memory, bytesOf(limits.memory) ?? Number.POSITIVE_INFINITY),
  };
}

/** What a node uses beside its pods: its kubelet, runtime and kernel. */
export function systemUsage(node: KubernetesObject, now: number): Usage {
  const own = shareOf(`node/${node.metadata.name}`);
  const wave = Math.sin((now / SLOW_WAVE + own) * 2 * Math.PI);
  return { cpu: 70 + 60 * own + 8 * wave, memory: (620 + 240 * own + 6 * wave) * MEBIBYTE };
}

function shareOf(text: string): number {
  return hash(text) / 2 ** 32;
}
