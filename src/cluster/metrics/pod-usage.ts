import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';
import { containerUsage, type Usage, WINDOW } from './usage.ts';

/** Requests and connections a second of a pod, in the last whole window before `now`. */
export type PodRequests = (pod: KubernetesObject, now: number) => number;

/** metrics-server needs two looks at a container. */
const FIRST_SEEN_AFTER = 2 * WINDOW;

/** When metrics-server last looked. */
export function lastLook(now: number): number {
  return Math.floor(now / WINDOW) * WINDOW;
}

/** What each container of a pod uses; undefined when it does not run, or not long enough to have been measured. */
export function podUsage(
  pod: KubernetesObject,
  now: number,
  requests: PodRequests,
): readonly { name: string; usage: Usage }[] | undefined {
  if (pod['status']?.phase !== 'Running') return undefined;
  const at = lastLook(now);
  const containers: JsonObject[] = pod['spec'].containers;
  const started = (pod['status'].containerStatuses ?? []).map((one: JsonObject) => one['state']?.running?.startedAt);
  const since = started.map((time: string | undefined) => Date.parse(time ?? ''));
  if (since.length === 0 || !since.every((time: number) => time + FIRST_SEEN_AFTER <= now)) return undefined;
  const share = requests(pod, now) / containers.length;
  return containers.map((container) => ({
    name: container['name'],
    usage: containerUsage(pod, container, at, share),
  }));
}
