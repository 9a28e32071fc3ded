import { type Clock, parseDuration } from '../../clock/index.ts';
import type { KubernetesObject, Store } from '../../cluster/index.ts';
import type { EventStore, LogStore } from '../types.ts';
import { createBucketJudge, type Search } from './bucket-judge.ts';
import { type DetectorHost, findDetectorHosts, readDetectorHost } from './detector-host.ts';
import { GLOBAL_ALERTS, reportPickedUp, reportSearched } from './detector-status.ts';
import { type Detector, type DistinctCount, detectorAlertName, detectorsOf } from './detector-table.ts';
import { createSearchSchedule } from './search-schedule.ts';

export interface AnomalyDetectionOptions {
  clock: Clock;
  store: Store;
  logs: LogStore;
  events: EventStore;
  clusterName: string;
  calicoRelease: string;
  anomalyDetection: DetectionPath;
}

/** Who searches: a pod in the cluster that the alert merely enables, or the management side on the alert alone. */
export type DetectionPath = 'in-cluster' | 'managed';

export interface AnomalyDetection {
  readonly path: DetectionPath;
  readonly clusterName: string;
  /** The detectors of this release, by id. */
  readonly detectors: readonly Detector[];
  /** Every detector as the Anomaly Detection page lists them, by id. */
  list(): DetectorRow[];
  /** What stands behind an alert of type AnomalyDetection; undefined when no detector of this release has that name. */
  inspect(alert: string): DetectorState | undefined;
}

export interface DetectorRow {
  id: string;
  title: string;
  /** The GlobalAlert that switches it on, whether it exists or not. */
  alert: string;
  enabled: boolean;
  /** False: it can be switched on, says so in its status and never raises an event. */
  implemented: boolean;
  /** When it last searched (ms). */
  lastRun?: number;
}

/** A detector as it stands. Times and durations are milliseconds. */
export interface DetectorState {
  detector: Detector;
  /** Its GlobalAlert exists. */
  enabled: boolean;
  /** Pods that could run it, Ready or not; empty when the management side does. */
  hosts: readonly DetectorHost[];
  /** False: nothing searches as things stand. */
  searching: boolean;
  threshold: number;
  searchInterval: number;
  nextSearchAt?: number;
  /** Finished searches, oldest first; the newest hundred. */
  searches: readonly number[];
  judgedThrough?: number;
  completeAt(bucket: number): number;
}

const MANAGED_PERIOD = 20 * 60_000;
const KEPT_SEARCHES = 100;

/** Starts the detectors of one cluster. */
export function startAnomalyDetection(options: AnomalyDetectionOptions): AnomalyDetection {
  const { clock, store, clusterName, anomalyDetection: path } = options;
  const detectors = detectorsOf(options.calicoRelease);
  const byAlert = new Map(detectors.map((detector) => [detectorAlertName(detector.id), detector]));
  const judge = createBucketJudge(options.logs, options.events);
  const schedule = createSearchSchedule(clock);
  const searches = new Map<string, number[]>();

  store.subscribe(GLOBAL_ALERTS, ({ type, object, old }) => {
    const alert = object.metadata.name;
    if (type === 'DELETED' || !isDetectorAlert(object)) schedule.stop(alert);
    else if (type === 'ADDED' || !sameSpec(object, old)) take(object);
  });
  store.subscribe('pods', ({ type, object }) => followHost(object, type === 'DELETED'));
  for (const alert of store.list(GLOBAL_ALERTS).filter(isDetectorAlert)) take(alert);
  for (const { pod } of findDetectorHosts(store)) followHost(pod, false);

  return { path, clusterName, detectors, list: () => detectors.map(rowOf), inspect };

  function take(object: KubernetesObject): void {
    const alert = object.metadata.name;
    scheduleManaged(object);
    // Not from within the store's own notification: other listeners must see the alert before its status.
    clock.after(0, () => {
      const current = store.get(GLOBAL_ALERTS, undefined, alert);
      if (current && isDetectorAlert(current)) reportPickedUp(store, alert, byAlert.get(alert), clock.now());
    });
  }

  function scheduleManaged(alert: KubernetesObject): void {
    const detector = byAlert.get(alert.metadata.name);
    if (path !== 'managed' || !canCount(detector)) return;
    const interval = managedPeriod(alert);
    schedule.start(alert.metadata.name, interval, () => {
      const severity = enabledAlert(detector)?.['spec'].severity ?? 100;
      const { defaultThreshold: threshold } = detector.counts;
      runSearch({ detector, alert: alert.metadata.name, threshold, origin: detector.id, severity, interval });
    });
  }

  function followHost(pod: KubernetesObject, gone: boolean): void {
    const host = path === 'in-cluster' ? readDetectorHost(pod) : undefined;
    if (!host) return;
    if (gone || !host.ready) schedule.stop(hostKey(pod));
    else schedule.start(hostKey(pod), host.searchInterval, () => searchFrom(host));
  }

  function searchFrom(host: DetectorHost): void {
    if (host.clusterName !== clusterName) return;
    for (const detector of detectors.filter(canCount)) {
      const alert = enabledAlert(detector);
      if (!alert || host.disabled.has(detector.id)) continue;
      runSearch({
        detector,
        alert: alert.metadata.name,
        threshold: host.threshold(detector.counts.thresholdVariable) ?? detector.counts.defaultThreshold,
        origin: `anomaly_detection.${detector.id}`,
        severity: 100,
        interval: host.searchInterval,
      });
    }
  }

  function runSearch(search: Search): void {
    const now = clock.now();
    judge.search(search, now);
    const done = searches.get(search.detector.id) ?? [];
    searches.set(search.detector.id, [...done.slice(1 - KEPT_SEARCHES), now]);
    reportSearched(store, search.alert, now);
  }

  function enabledAlert(detector: Detector): KubernetesObject | undefined {
    const alert = store.get(GLOBAL_ALERTS, undefined, detectorAlertName(detector.id));
    return alert && isDetectorAlert(alert) ? alert : undefined;
  }

  function inspect(alertName: string): DetectorState | undefined {
    const detector = byAlert.get(alertName);
    if (!detector) return undefined;
    const alert = enabledAlert(detector);
    const hosts = path === 'in-cluster' ? findDetectorHosts(store) : [];
    const working = hosts.find((host) => isWorking(host, detector));
    const nextSearchAt = schedule.nextAt(working ? hostKey(working.pod) : alertName);
    const state = {
      detector,
      enabled: alert !== undefined,
      hosts,
      searching: nextSearchAt !== undefined && alert !== undefined,
      threshold: thresholdOf(detector, working),
      searchInterval: working?.searchInterval ?? managedPeriod(alert),
      searches: searches.get(detector.id) ?? [],
      completeAt: judge.completeAt,
    };
    const judgedThrough = judge.judgedThrough(detector.id);
    return {
      ...state,
      ...(nextSearchAt !== undefined && { nextSearchAt }),
      ...(judgedThrough !== undefined && { judgedThrough }),
    };
  }

  function rowOf(detector: Detector): DetectorRow {
    const lastRun = searches.get(detector.id)?.at(-1);
    return {
      id: detector.id,
      title: detector.title,
      alert: detectorAlertName(detector.id),
      enabled: enabledAlert(detector) !== undefined,
      implemented: canCount(detector),
      ...(lastRun !== undefined && { lastRun }),
    };
  }

  function isWorking(host: DetectorHost, detector: Detector): boolean {
    return host.ready && host.clusterName === clusterName && !host.disabled.has(detector.id);
  }
}

function canCount(detector: Detector | undefined): detector is Search['detector'] {
  return detector?.counts !== undefined;
}

function thresholdOf(detector: Detector, host: DetectorHost | undefined): number {
  const counts: DistinctCount | undefined = detector.counts;
  if (!counts) return Number.POSITIVE_INFINITY;
  return host?.threshold(counts.thresholdVariable) ?? counts.defaultThreshold;
}

function isDetectorAlert(alert: KubernetesObject): boolean {
  return alert['spec']?.type === 'AnomalyDetection';
}

function managedPeriod(alert: KubernetesObject | undefined): number {
  return parseDuration(alert?.['spec']?.period ?? '') || MANAGED_PERIOD;
}

function sameSpec(left: KubernetesObject, right: KubernetesObject | undefined): boolean {
  return JSON.stringify(left['spec']) === JSON.stringify(right?.['spec']);
}

function hostKey(pod: KubernetesObject): string {
  return `pod/${pod.metadata.uid ?? `${pod.metadata.namespace}/${pod.metadata.name}`}`;
}
