import { BUCKET, type DetectorHost } from '../../anomaly/index.ts';
import { type Cause, type FoundCause, firstCause } from './cause.ts';
import type { BucketCount, DetectorCase } from './detector-case.ts';
import { FIRED, WRONG_EVENTS } from './event-causes.ts';
import { clockTime, counted, duration } from './wording.ts';

const DEPLOYMENT = 'the anomaly detection jobs (ad-jobs-deployment)';
const READY_CHECK = 10_000;

const NOBODY_SEARCHES: readonly Cause<DetectorCase>[] = [
  {
    id: 'detector-not-implemented',
    find({ state }) {
      if (state.detector.counts) return undefined;
      return {
        verdict: 'cannot',
        reason: `The detector ${state.detector.id} is listed, but this simulation does not run it: it never raises an event.`,
        advice: 'Use port_scan or ip_sweep, which run for real.',
      };
    },
  },
  {
    id: 'no-detector-host',
    find({ name, state }) {
      if (state.searching || state.hosts.length > 0) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} only enables the detector, and no pod runs ${DEPLOYMENT}, so nothing searches.`,
        advice: 'Apply the manifest of the ad-jobs deployment and wait until its pod is Ready.',
      };
    },
  },
  {
    id: 'detector-not-ready',
    find({ state, now, clusterName }) {
      const host = idleHost(
        state.hosts,
        state.searching,
        (pod) => !pod.ready && isRight(pod, state.detector.id, clusterName),
      );
      if (!host) return undefined;
      const readyAt = expectedReadyAt(host);
      const nextAt = readyAt !== undefined && readyAt > now ? readyAt : now + READY_CHECK;
      const when = readyAt !== undefined && readyAt > now ? `, expected at ${clockTime(readyAt)}` : '';
      return {
        verdict: 'not-yet',
        reason: `Pod ${host.pod.metadata.name} is not Ready yet${when}; it searches only once it is.`,
        advice: 'Wait until kubectl shows it 1/1.',
        nextAt,
      };
    },
  },
  {
    id: 'cluster-name-placeholder',
    find({ state, clusterName }) {
      const host = idleHost(state.hosts, state.searching, ({ clusterName: given }) => isPlaceholder(given));
      if (!host) return undefined;
      const found = host.clusterName === '' ? 'is empty' : `still says ${host.clusterName}`;
      return {
        verdict: 'cannot',
        reason: `CLUSTER_NAME of pod ${host.pod.metadata.name} ${found}, so it reads no logs of this cluster (${clusterName}).`,
        advice: `Replace the placeholder in the manifest with ${clusterName} and apply it again.`,
      };
    },
  },
  {
    id: 'cluster-name-mismatch',
    find({ state, clusterName }) {
      const host = idleHost(state.hosts, state.searching, ({ clusterName: given }) => given !== clusterName);
      if (!host) return undefined;
      return {
        verdict: 'cannot',
        reason: `CLUSTER_NAME of pod ${host.pod.metadata.name} is ${host.clusterName}, and this cluster is ${clusterName}: the pod reads another cluster's logs.`,
        advice: `Set CLUSTER_NAME to ${clusterName} in the deployment and apply it again.`,
      };
    },
  },
  {
    id: 'detector-disabled',
    find({ state }) {
      const { id } = state.detector;
      const host = idleHost(state.hosts, state.searching, ({ disabled }) => disabled.has(id));
      if (!host) return undefined;
      return {
        verdict: 'cannot',
        reason: `Pod ${host.pod.metadata.name} has ${id} in AD_DISABLED_JOBS, so it does not search for it.`,
        advice: `Take ${id} out of AD_DISABLED_JOBS in the deployment and apply it again.`,
      };
    },
  },
];

const FOUND_SOON: readonly Cause<DetectorCase>[] = [
  {
    id: 'bucket-open',
    find: (given) =>
      foundSoon(
        given,
        ({ complete }) => !complete,
        (count, { state }) =>
          `the five minutes they fall into end at ${clockTime(count.bucket + BUCKET)} and are complete at ${clockTime(state.completeAt(count.bucket))}`,
      ),
  },
  {
    id: 'search-pending',
    find: (given) =>
      foundSoon(
        given,
        ({ complete }) => complete,
        (count) => `the five minutes from ${clockTime(count.bucket)} are complete`,
      ),
  },
];

const NOT_ENOUGH: readonly Cause<DetectorCase>[] = [
  {
    id: 'values-aggregated-away',
    find({ state, rows }) {
      const counts = state.detector.counts;
      const blind =
        counts && rows.length > 0 && rows.every(({ document }) => (document[counts.field] ?? null) === null);
      if (!blind) return undefined;
      const kinds = counts.field === 'dest_port' ? '0, 1 or 2' : '0 or 1';
      return {
        verdict: 'cannot',
        reason: `The flow logs are aggregated so far that they carry no ${counts.noun}, so there is nothing to count.`,
        advice: `Set flowLogsFileAggregationKindForAllowed and ...ForDenied in the FelixConfiguration to ${kinds}.`,
      };
    },
  },
  {
    id: 'judged-before',
    find({ name, state, counts, createdAt }) {
      const count = counts.find(({ values }) => values.size >= state.threshold);
      if (!count) return undefined;
      return {
        verdict: 'cannot',
        reason: `${reached(count, state)}, but that was in the five minutes from ${clockTime(count.bucket)}, and nothing searched them with ${name} in force (made at ${clockTime(createdAt)}).`,
        advice: 'Run the scan again, now that the detector is searching.',
      };
    },
  },
  {
    id: 'split-over-buckets',
    find({ state, counts }) {
      for (const count of counts) {
        const next = counts.find((other) => other.bucket === count.bucket + BUCKET && isSameSource(count, other));
        if (!next) continue;
        const both = new Set([...count.values, ...next.values]).size;
        if (both < state.threshold) continue;
        return {
          verdict: 'cannot',
          reason: `${source(count)} reached ${both} ${noun(state)}, but over two buckets of five minutes: ${count.values.size} before ${clockTime(next.bucket)} and ${next.values.size} after. Each alone is under the threshold of ${state.threshold}.`,
          advice: `Scan again so that all of it falls between two multiples of five minutes, or scan more.`,
        };
      }
      return undefined;
    },
  },
  ...WRONG_EVENTS,
  {
    id: 'below-detector-threshold',
    find({ state, counts }) {
      const highest = counts[0];
      if (!highest) return undefined;
      return {
        verdict: 'cannot',
        reason: `${reached(highest, state)} within five minutes, and the threshold is ${state.threshold}: ${highest.values.size} of ${state.threshold}.`,
        advice: `Scan at least ${state.threshold} ${noun(state)} within one bucket of five minutes.`,
      };
    },
  },
  {
    id: 'no-flow',
    find({ question, createdAt, name }) {
      const whose = question.causedByInput ? ' because of you' : '';
      return {
        verdict: 'cannot',
        reason: `No flow was made${whose} that ${name} could count (the alert is from ${clockTime(createdAt)}).`,
        advice: 'Run the scan from a pod.',
      };
    },
  },
];

/** Why an AnomalyDetection alert found something or did not: the cause that holds, most telling first. */
export function explainDetector(given: DetectorCase): FoundCause {
  return firstCause([FIRED, ...NOBODY_SEARCHES, ...FOUND_SOON, ...NOT_ENOUGH], given)!;
}

/** A host that fits, when none searches: one that works makes the others' faults irrelevant. */
function idleHost(
  hosts: readonly DetectorHost[],
  searching: boolean,
  isIt: (host: DetectorHost) => boolean,
): DetectorHost | undefined {
  return searching ? undefined : hosts.find(isIt);
}

/** Whether a host will search once it is Ready: while a rollout replaces a wrong pod, the right one counts. */
function isRight(host: DetectorHost, detector: string, clusterName: string): boolean {
  return host.clusterName === clusterName && !host.disabled.has(detector);
}

function isPlaceholder(name: string): boolean {
  return name === '' || /^\$?\{?(?:CALICO)?CLUSTER_?NAME\}?$/.test(name) || /^<.*>$/.test(name);
}

/** When the probes of the pod's container can first succeed (ms). */
function expectedReadyAt({ pod }: DetectorHost): number | undefined {
  const probe = pod['spec'].containers[0]?.readinessProbe ?? pod['spec'].containers[0]?.startupProbe;
  const started: string | undefined =
    pod['status']?.containerStatuses?.[0]?.state?.running?.startedAt ?? pod['status']?.startTime;
  if (!probe || !started) return undefined;
  return Date.parse(started) + (probe.initialDelaySeconds ?? 0) * 1000;
}

function foundSoon(
  given: DetectorCase,
  isIt: (count: BucketCount) => boolean,
  when: (count: BucketCount, given: DetectorCase) => string,
): ReturnType<Cause<DetectorCase>['find']> {
  const { state, counts, now } = given;
  const { nextSearchAt, judgedThrough = Number.NEGATIVE_INFINITY } = state;
  const count = counts.find((one) => one.values.size >= state.threshold && one.bucket > judgedThrough && isIt(one));
  if (!count || !state.searching || nextSearchAt === undefined) return undefined;
  const wait = Math.max(0, state.completeAt(count.bucket) - nextSearchAt);
  const nextAt = nextSearchAt + Math.ceil(wait / state.searchInterval) * state.searchInterval;
  return {
    verdict: 'not-yet',
    reason: `${reached(count, state)} (threshold ${state.threshold}); ${when(count, given)}, and the detector searches at ${clockTime(nextAt)} (in ${duration(nextAt - now)}).`,
    nextAt,
  };
}

function reached(count: BucketCount, state: DetectorCase['state']): string {
  return `${source(count)} reached ${counted(count.values.size, noun(state))}`;
}

function source({ namespace, name }: BucketCount): string {
  return `${namespace}/${name}`;
}

function noun(state: DetectorCase['state']): string {
  return state.detector.counts?.noun ?? 'values';
}

function isSameSource(left: BucketCount, right: BucketCount): boolean {
  return left.namespace === right.namespace && left.name === right.name;
}
