import type { JsonObject } from '../json-object.ts';
import { humanDuration } from '../table/human-duration.ts';
import type { KubernetesObject } from '../types.ts';

/** The READY, STATUS and RESTARTS cells of a pod. */
export interface PodSummary {
  ready: string;
  status: string;
  restarts: string | number;
}

let last: { pod: KubernetesObject; now: number; summary: PodSummary } | undefined;

/** Sums a pod up as the API server's printer does. A row's cells ask for the same pod one after the other. */
export function podSummary(pod: KubernetesObject, now: number): PodSummary {
  if (last?.pod !== pod || last.now !== now) last = { pod, now, summary: summarise(pod, now) };
  return last.summary;
}

function summarise(pod: KubernetesObject, now: number): PodSummary {
  const { spec, status = {} } = pod;
  const sidecars = sidecarsOf(spec);
  const containers: JsonObject[] = status.containerStatuses ?? [];
  const initial = initText(pod, sidecars);
  const restarting = initial ? (status.initContainerStatuses ?? []) : containers;
  const readyContainers = containers.filter(isReady).length;
  const readySidecars = (status.initContainerStatuses ?? []).filter(
    (one: JsonObject) => sidecars.has(one['name']) && isReady(one),
  ).length;
  return {
    ready: `${readyContainers + readySidecars}/${spec.containers.length + sidecars.size}`,
    status: deletedText(pod) ?? initial ?? runningText(pod, containers),
    restarts: restartText(restarting, now),
  };
}

const NONE: ReadonlySet<string> = new Set();

function sidecarsOf({ initContainers }: JsonObject): ReadonlySet<string> {
  if (!initContainers?.length) return NONE;
  const sidecars = initContainers.filter((container: JsonObject) => container['restartPolicy'] === 'Always');
  return new Set(sidecars.map((container: JsonObject) => container['name']));
}

function isReady(status: JsonObject): boolean {
  return status['ready'] === true && status['state']?.running !== undefined;
}

function deletedText(pod: KubernetesObject): string | undefined {
  if (!pod.metadata.deletionTimestamp) return undefined;
  if (pod['status']?.reason === 'NodeLost') return 'Unknown';
  const phase = pod['status']?.phase;
  return phase === 'Succeeded' || phase === 'Failed' ? undefined : 'Terminating';
}

/** `Init:0/2` and its variants; undefined once all init containers are through. */
function initText(pod: KubernetesObject, sidecars: ReadonlySet<string>): string | undefined {
  const statuses: JsonObject[] = pod['status']?.initContainerStatuses ?? [];
  for (const [index, status] of statuses.entries()) {
    const { terminated, waiting } = status['state'] ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecars.has(status['name']) && status['started']) continue;
    if (terminated) return `Init:${endText(terminated)}`;
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
    return `Init:${index}/${pod['spec'].initContainers.length}`;
  }
  return undefined;
}

function runningText(pod: KubernetesObject, containers: readonly JsonObject[]): string {
  const { phase = 'Unknown', reason: podReason, conditions = [] } = pod['status'] ?? {};
  let text: string = podReason || phase;
  if (conditions.some((one: JsonObject) => one['type'] === 'PodScheduled' && one['reason'] === 'SchedulingGated')) {
    text = 'SchedulingGated';
  }
  let anyRunning = false;
  // The first container has the last word.
  for (const { state = {}, ready } of [...containers].reverse()) {
    if (state.waiting?.reason) text = state.waiting.reason;
    else if (state.terminated) text = endText(state.terminated);
    else if (ready && state.running) anyRunning = true;
  }
  if (text !== 'Completed' || !anyRunning) return text;
  const ready = conditions.some((one: JsonObject) => one['type'] === 'Ready' && one['status'] === 'True');
  return ready ? 'Running' : 'NotReady';
}

function endText(terminated: JsonObject): string {
  if (terminated['reason']) return terminated['reason'];
  return terminated['signal'] ? `Signal:${terminated['signal']}` : `ExitCode:${terminated['exitCode']}`;
}

function restartText(statuses: readonly JsonObject[], now: number): string | number {
  let restarts = 0;
  let last = 0;
  for (const status of statuses) {
    restarts += status['restartCount'] ?? 0;
    const finished = status['lastState']?.terminated?.finishedAt;
    if (finished) last = Math.max(last, Date.parse(finished));
  }
  return restarts > 0 && last > 0 ? `${restarts} (${humanDuration(now - last)} ago)` : restarts;
}
