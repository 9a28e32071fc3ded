import { EventRecorder } from '../controllers/event-recorder.ts';
import type { JsonObject } from '../json-object.ts';
import { resourceOf } from '../kind-table.ts';
import { scaleOf, setReplicas } from '../scale-of.ts';
import { parseLabelSelector } from '../selector/label-selector.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, Kind, KubernetesObject } from '../types.ts';
import { currentMetric, type MetricReading, metricText, readMetric } from './read-metric.ts';
import { MetricsError } from './replica-calculator.ts';
import { applyScalingRules, type ScalingHistory } from './scaling-rules.ts';
import { AUTOSCALERS, StatusDraft } from './status-draft.ts';

/** Milliseconds between two looks. */
const PERIOD = 15_000;

/** Sizes workloads by what their pods use, as the documentation of HorizontalPodAutoscaler describes it. */
export function podAutoscaler(): Controller {
  return { start: (context) => new PodAutoscaler(context).start() };
}

class PodAutoscaler {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #histories = new Map<string, ScalingHistory>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'horizontal-pod-autoscaler');
  }

  start(): void {
    const { store, clock } = this.#context;
    store.subscribe(AUTOSCALERS, ({ type, object }) => {
      const { uid, namespace, name } = object.metadata;
      if (type === 'DELETED') this.#histories.delete(uid!);
      if (type !== 'ADDED') return;
      this.#histories.set(uid!, { recommendations: [], changes: [] });
      const timer = clock.every(PERIOD, () => {
        const autoscaler = store.get(AUTOSCALERS, namespace, name);
        if (autoscaler?.metadata.uid === uid) this.#look(autoscaler!);
        else timer.cancel();
      });
    });
  }

  #look(autoscaler: KubernetesObject): void {
    const { store, kinds } = this.#context;
    const { apiVersion, kind: kindName, name } = autoscaler['spec'].scaleTargetRef;
    const kind = kinds.byGroupVersionKind(apiVersion ?? 'v1', kindName);
    const target = kind?.hasScale && store.get(resourceOf(kind), autoscaler.metadata.namespace, name);
    if (!kind || !target) {
      this.#missTarget(autoscaler, kind, name);
      return;
    }
    const scale = scaleOf(kind, target);
    const current: number = scale['spec'].replicas ?? 0;
    const status = new StatusDraft(autoscaler, scale['status'].replicas, formatTimestamp(this.#context.clock.now()));
    status.condition('AbleToScale', {
      status: 'True',
      reason: 'SucceededGetScale',
      message: "the HPA controller was able to get the target's current scale",
    });
    const decided = this.#decide(autoscaler, current, scale['status'].selector, status);
    if (decided && decided.desired !== current) this.#rescale(autoscaler, kind, target, current, decided, status);
    status.write(this.#context, decided?.desired);
  }

  #missTarget(autoscaler: KubernetesObject, kind: Kind | undefined, name: string): void {
    const { apiVersion, kind: kindName } = autoscaler['spec'].scaleTargetRef;
    const message = kind?.hasScale
      ? `${kind.plural}/scale${kind.group ? `.${kind.group}` : ''} "${name}" not found`
      : `no matches for kind "${kindName}" in group "${apiVersion?.includes('/') ? apiVersion.split('/')[0] : ''}"`;
    this.#events.record(autoscaler, 'Warning', 'FailedGetScale', message);
    const before = autoscaler['status'];
    const status = new StatusDraft(autoscaler, before?.currentReplicas, formatTimestamp(this.#context.clock.now()));
    status.condition('AbleToScale', {
      status: 'False',
      reason: 'FailedGetScale',
      message: `the HPA controller was unable to get the target's current scale: ${message}`,
    });
    status.write(this.#context, before?.desiredReplicas);
  }

  /** The size there should be and why; undefined when it cannot be known. */
  #decide(
    autoscaler: KubernetesObject,
    current: number,
    selector: string,
    status: StatusDraft,
  ): { desired: number; reason: string } | undefined {
    const { minReplicas = 1, maxReplicas } = autoscaler['spec'];
    if (current === 0 && minReplicas !== 0) {
      status.condition('ScalingActive', {
        status: 'False',
        reason: 'ScalingDisabled',
        message: 'scaling is disabled since the replica count of the target is zero',
      });
      return { desired: 0, reason: '' };
    }
    if (current > maxReplicas)
      return { desired: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
    if (current < minReplicas)
      return { desired: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' };
    const wanted = this.#wantedSize(autoscaler, current, selector, status);
    if (!wanted) return undefined;
    const now = this.#context.clock.now();
    const history = this.#histories.get(autoscaler.metadata.uid!)!;
    if (history.recommendations.length === 0) history.recommendations.push({ at: now, replicas: current });
    const { desired, ableToScale, limited } = applyScalingRules(
      autoscaler['spec'],
      current,
      wanted.replicas,
      history,
      now,
    );
    status.condition('AbleToScale', ableToScale);
    status.condition('ScalingLimited', limited);
    const reason = desired > current ? `${wanted.metric} above target` : 'All metrics below target';
    return { desired, reason };
  }

  /** The largest size any metric asks for; with one that cannot be read nothing gets smaller. */
  #wantedSize(autoscaler: KubernetesObject, current: number, selector: string, status: StatusDraft) {
    const { namespace } = autoscaler.metadata;
    const { store } = this.#context;
    const metrics: JsonObject[] = autoscaler['spec'].metrics ?? [];
    const selects = parseLabelSelector(selector);
    const pods = store.list('pods', namespace).filter((pod) => selects(pod.metadata.labels ?? {}));
    let largest: { replicas: number; metric: string } | undefined;
    let firstFailure: { reason: string; message: string; of: string } | undefined;
    let failures = 0;
    for (const metric of metrics) {
      const reading = this.#read(autoscaler, metric, { current, pods });
      status.currentMetrics.push(currentMetric(metric, reading.proposal));
      if (reading.proposal) {
        const { replicas } = reading.proposal;
        if (!largest || replicas > largest.replicas) largest = { replicas, metric: metricText(metric) };
      } else {
        failures++;
        firstFailure ??= reading.failure;
      }
    }
    if (firstFailure && (!largest || largest.replicas < current)) {
      const message = `the HPA was unable to compute the replica count: ${firstFailure.message}`;
      status.condition('ScalingActive', { status: 'False', reason: firstFailure.reason, message });
      const all = `invalid metrics (${failures} invalid out of ${metrics.length}), first error is: ${firstFailure.of}: ${firstFailure.message}`;
      this.#events.record(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', all);
      return undefined;
    }
    status.condition('ScalingActive', {
      status: 'True',
      reason: 'ValidMetricFound',
      message: `the HPA was able to successfully calculate a replica count from ${largest!.metric}`,
    });
    return largest;
  }

  #read(
    autoscaler: KubernetesObject,
    metric: JsonObject,
    question: { current: number; pods: readonly KubernetesObject[] },
  ): { proposal?: MetricReading; failure?: { reason: string; message: string; of: string } } {
    const { kinds, store, clock } = this.#context;
    const { namespace } = autoscaler.metadata;
    try {
      return { proposal: readMetric(metric, { ...question, kinds, store, now: clock.now(), namespace: namespace! }) };
    } catch (error) {
      if (!(error instanceof MetricsError)) throw error;
      const { type } = metric;
      const part = type === 'ContainerResource' ? 'containerResource' : 'resource';
      const reason = `FailedGet${type}Metric`;
      const of = metric[part]
        ? `failed to get ${metric[part].name} ${type === 'Resource' ? '' : 'container '}resource metric value`
        : `failed to get ${String(type).toLowerCase()} metric value`;
      this.#events.record(autoscaler, 'Warning', reason, error.message);
      return { failure: { reason, message: error.message, of } };
    }
  }

  #rescale(
    autoscaler: KubernetesObject,
    kind: Kind,
    target: KubernetesObject,
    current: number,
    { desired, reason }: { desired: number; reason: string },
    status: StatusDraft,
  ): void {
    const { store, clock } = this.#context;
    store.update(resourceOf(kind), target.metadata.namespace, target.metadata.name, (copy) =>
      setReplicas(kind, copy, desired),
    );
    this.#histories.get(autoscaler.metadata.uid!)!.changes.push({ at: clock.now(), by: desired - current });
    status.lastScaleTime = formatTimestamp(clock.now());
    status.condition('AbleToScale', {
      status: 'True',
      reason: 'SucceededRescale',
      message: `the HPA controller was able to update the target scale to ${desired}`,
    });
    this.#events.record(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`);
  }
}
