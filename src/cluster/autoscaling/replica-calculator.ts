import type { JsonObject } from '../json-object.ts';
import { bytesOf, milliOf } from '../quantity.ts';
import type { KubernetesObject } from '../types.ts';

/** How far (as a share) usage may be from the target before anything is done. */
const TOLERANCE = 0.1;
/** After its start a pod's use of the processor says little for this long (ms). */
const CPU_INITIALIZATION = 5 * 60_000;
const INITIAL_READINESS = 30_000;

/** What was measured of one pod: thousandths of a core, or bytes. */
export interface Measurement {
  value: number;
  /** The measurement ends then and goes that far back, milliseconds. */
  at: number;
  window: number;
}

export interface Proposal {
  replicas: number;
  /** Of the target's kind: percent of what was requested, or the mean of a pod. */
  utilization?: number;
  average: number;
}

/** Why no number of replicas can be worked out; the message is the controller's. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
}

interface Question {
  current: number;
  pods: readonly KubernetesObject[];
  measured: ReadonlyMap<string, Measurement>;
  resource: string;
  /** Only this container of each pod counts. */
  container?: string;
  now: number;
}

/** The replicas that bring the mean share of what pods request to `target` percent. Throws `MetricsError`. */
export function replicasForUtilization(question: Question, target: number): Proposal {
  const groups = groupPods(question);
  const requests = requestsOf(question);
  const sums = sumOf(groups.ready, requests);
  const utilization = Math.trunc((sums.used * 100) / sums.requested);
  const average = Math.trunc(sums.used / groups.ready.size);
  const fallback = Math.max(100, target);
  const replicas = replicasFor(question.current, utilization / target, groups, {
    missingHigh: (name) => (requests.get(name)! * fallback) / 100,
    ratio: (used) => {
      const all = sumOf(used, requests);
      return Math.trunc((all.used * 100) / all.requested) / target;
    },
  });
  return { replicas, utilization, average };
}

/** The replicas that bring the mean use of pods to `target`. Throws `MetricsError`. */
export function replicasForAverage(question: Question, target: number): Proposal {
  const groups = groupPods(question);
  const meanOf = (used: ReadonlyMap<string, number>) => Math.trunc(total(used.values()) / used.size);
  const average = meanOf(groups.ready);
  const replicas = replicasFor(question.current, average / target, groups, {
    missingHigh: () => target,
    ratio: (used) => meanOf(used) / target,
  });
  return { replicas, average };
}

interface Groups {
  /** What ready pods use, by name. */
  ready: Map<string, number>;
  unready: string[];
  missing: string[];
}

interface Reckoning {
  /** What a pod without measurement is taken to use when the others say that there are too many. */
  missingHigh(name: string): number;
  ratio(used: ReadonlyMap<string, number>): number;
}

/** The documented algorithm: pods nobody measured, and those not ready, count against a change. */
function replicasFor(current: number, ratio: number, { ready, unready, missing }: Groups, by: Reckoning): number {
  const growWithUnready = unready.length > 0 && ratio > 1;
  if (!growWithUnready && missing.length === 0) {
    return Math.abs(1 - ratio) <= TOLERANCE ? current : Math.ceil(ratio * ready.size);
  }
  const used = new Map(ready);
  for (const name of missing) {
    if (ratio < 1) used.set(name, by.missingHigh(name));
    else if (ratio > 1) used.set(name, 0);
  }
  if (growWithUnready) for (const name of unready) used.set(name, 0);
  const corrected = by.ratio(used);
  if (Math.abs(1 - corrected) <= TOLERANCE || ratio < 1 !== corrected < 1) return current;
  const replicas = Math.ceil(corrected * used.size);
  const turned = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current);
  return turned ? current : replicas;
}

function groupPods({ pods, measured, resource, now }: Question): Groups {
  if (pods.length === 0) throw new MetricsError('no pods returned by selector while calculating replica count');
  const groups: Groups = { ready: new Map(), unready: [], missing: [] };
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const phase = pod['status']?.phase;
    if (deletionTimestamp || phase === 'Failed') continue;
    const measurement = measured.get(name);
    if (phase === 'Pending') groups.unready.push(name);
    else if (!measurement) groups.missing.push(name);
    else if (resource === 'cpu' && isWarmingUp(pod, measurement, now)) groups.unready.push(name);
    else groups.ready.set(name, measurement.value);
  }
  if (groups.ready.size > 0) return groups;
  throw new MetricsError('did not receive metrics for targeted pods (pods might be unready)');
}

function isWarmingUp({ status }: KubernetesObject, { at, window }: Measurement, now: number): boolean {
  const ready: JsonObject | undefined = status.conditions?.find((one: JsonObject) => one['type'] === 'Ready');
  if (!ready || !status.startTime) return true;
  const start = Date.parse(status.startTime);
  const since = Date.parse(ready['lastTransitionTime']);
  if (start + CPU_INITIALIZATION > now) return ready['status'] === 'False' || at < since + window;
  return ready['status'] === 'False' && start + INITIAL_READINESS > since;
}

function requestsOf({ pods, resource, container }: Question): Map<string, number> {
  const amount = resource === 'cpu' ? milliOf : bytesOf;
  const requests = new Map<string, number>();
  for (const pod of pods) {
    const containers: JsonObject[] = pod['spec'].containers;
    const counted = container ? containers.filter((one) => one['name'] === container) : containers;
    let sum = 0;
    for (const { name, resources } of counted) {
      const request = amount(resources?.requests?.[resource]);
      if (request === undefined) {
        throw new MetricsError(`missing request for ${resource} in container ${name} of Pod ${pod.metadata.name}`);
      }
      sum += request;
    }
    requests.set(pod.metadata.name, sum);
  }
  return requests;
}

function sumOf(used: ReadonlyMap<string, number>, requests: ReadonlyMap<string, number>) {
  return { used: total(used.values()), requested: total([...used.keys()].map((name) => requests.get(name)!)) };
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
