import type { DetectorHost } from '../../anomaly/index.ts';
import type { Cause } from './cause.ts';
import type { DetectorCase } from './detector-case.ts';
import { clockTime } from './wording.ts';

const DEPLOYMENT = 'the anomaly detection jobs (ad-jobs-deployment)';
const NAMESPACE = 'tigera-intrusion-detection';
const READY_CHECK = 10_000;

/** What keeps a detector from searching at all. */
export const NOBODY_SEARCHES: readonly Cause<DetectorCase>[] = [
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
    find({ name, state, store }) {
      if (state.searching || state.hosts.length > 0) return undefined;
      const deployment = store.get('deployments.apps', NAMESPACE, 'ad-jobs-deployment');
      return {
        verdict: 'cannot',
        reason: `${name} only enables the detector, and no pod runs ${DEPLOYMENT}, so nothing searches.`,
        advice:
          deployment?.['spec'].replicas === 0
            ? `The deployment is scaled to 0: kubectl -n ${NAMESPACE} scale deployment ad-jobs-deployment --replicas=1.`
            : 'Apply the manifest of the ad-jobs deployment and wait until its pod is Ready.',
      };
    },
  },
  {
    id: 'detector-cannot-start',
    find({ state, clusterName }) {
      const isStuck = (pod: DetectorHost): boolean => whatHolds(pod) !== undefined;
      const mayStart = state.hosts.some((pod) => isRight(pod, state.detector.id, clusterName) && !isStuck(pod));
      const host = mayStart ? undefined : idleHost(state.hosts, state.searching, isStuck);
      if (!host) return undefined;
      const { name, namespace } = host.pod.metadata;
      return {
        verdict: 'cannot',
        reason: `Pod ${name} cannot start, and it searches only once it is Ready: ${whatHolds(host)}.`,
        advice: `Mend that (kubectl -n ${namespace} describe pod ${name}); the pod then starts by itself.`,
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

/** `ImagePullBackOff (...)`: why a pod that waits will not start by itself; undefined while it may. */
function whatHolds({ pod, ready }: DetectorHost): string | undefined {
  if (ready) return undefined;
  const { conditions = [], containerStatuses = [] } = pod['status'] ?? {};
  const unscheduled = conditions.find(
    ({ type, status }: { type: string; status: string }) => type === 'PodScheduled' && status === 'False',
  );
  const { reason, message } = containerStatuses[0]?.state?.waiting ?? unscheduled ?? {};
  if (reason === undefined || /^(ContainerCreating|PodInitializing)$/.test(reason)) return undefined;
  return message ? `${reason} (${message})` : reason;
}
