import type { JsonObject } from '../json-object.ts';
import { jobCondition, jobKind } from '../kinds/batch.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { deleteGracefully } from './delete-gracefully.ts';
import { EventRecorder } from './event-recorder.ts';
import { controlledBy, isActive, isReady, podFromTemplate } from './pods-of.ts';
import { watchOwners } from './watch-owners.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const RESOURCE = 'jobs.batch';
const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 360_000;

/** Runs the pods of each Job until enough have succeeded or too many have failed. */
export function jobController(): Controller {
  return { start: (context) => new JobController(context).start() };
}

class JobController {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  /** The inputs of the session that made jobs, by uid: their pods are made on behalf of the same. */
  readonly #causes = new Map<string, number>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'job-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe(RESOURCE, ({ type, object, input }) => {
      const uid = object.metadata.uid!;
      if (type === 'ADDED' && input !== undefined) this.#causes.set(uid, input);
      if (type === 'DELETED') this.#causes.delete(uid);
    });
    watchOwners(store, { owners: jobKind, owned: 'pods' }, this.#queue, (namespace, name) =>
      this.#sync(namespace, name),
    );
  }

  #sync(namespace: string, name: string): void {
    const job = this.#context.store.get(RESOURCE, namespace, name);
    if (!job || job.metadata.deletionTimestamp) return;
    if (jobCondition(job, 'Complete') || jobCondition(job, 'Failed')) return;
    const pods = controlledBy(this.#context.store, 'pods', job);
    const failed = pods.filter((pod) => pod['status'].phase === 'Failed');
    const succeeded = pods.filter((pod) => pod['status'].phase === 'Succeeded').length;
    const verdict = this.#verdict(job, pods, failed.length, succeeded);
    if (verdict) this.#finish(job, pods, verdict);
    else this.#run(job, pods, failed, succeeded);
    this.#writeStatus(namespace, name, verdict);
  }

  /** The condition the job ends with; undefined: it goes on. */
  #verdict(
    job: KubernetesObject,
    pods: readonly KubernetesObject[],
    failed: number,
    succeeded: number,
  ): JsonObject | undefined {
    const { completions, backoffLimit, activeDeadlineSeconds } = job['spec'];
    const { clock } = this.#context;
    if (succeeded >= (completions ?? 1)) {
      const message = 'Reached expected number of succeeded pods';
      return { type: 'Complete', status: 'True', reason: 'CompletionsReached', message };
    }
    if (failed > backoffLimit || restartedTooOften(pods, backoffLimit)) {
      const message = 'Job has reached the specified backoff limit';
      return { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message };
    }
    const started = job['status'].startTime ? Date.parse(job['status'].startTime) : clock.now();
    if (activeDeadlineSeconds === undefined || clock.now() - started < activeDeadlineSeconds * 1_000) return undefined;
    const message = 'Job was active longer than specified deadline';
    return { type: 'Failed', status: 'True', reason: 'DeadlineExceeded', message };
  }

  #run(job: KubernetesObject, pods: KubernetesObject[], failed: KubernetesObject[], succeeded: number): void {
    const { parallelism, completions, suspend, activeDeadlineSeconds } = job['spec'];
    const active = pods.filter(isActive);
    const wanted = suspend ? 0 : Math.min(parallelism, (completions ?? parallelism) - succeeded);
    for (const pod of active.slice(Math.max(0, wanted))) deleteGracefully(this.#context, pod);
    if (suspend) return;
    if (!job['status'].startTime && activeDeadlineSeconds !== undefined)
      this.#again(job, activeDeadlineSeconds * 1_000);
    const wait = this.#backOff(failed);
    if (wait > 0 && active.length < wanted) {
      this.#again(job, wait);
      return;
    }
    const cause = this.#causes.get(job.metadata.uid!);
    for (let count = active.length; count < wanted; count++) {
      const pod = this.#context.store.create(podFromTemplate(job, job['spec'].template), cause);
      this.#events.record(job, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    }
  }

  /** Milliseconds until a pod may follow a failed one. */
  #backOff(failed: readonly KubernetesObject[]): number {
    if (failed.length === 0) return 0;
    const ends = failed.flatMap((pod) =>
      (pod['status'].containerStatuses ?? []).map((one: JsonObject) =>
        Date.parse(one['state']?.terminated?.finishedAt ?? pod.metadata.creationTimestamp),
      ),
    );
    const delay = Math.min(FIRST_BACK_OFF * 2 ** (failed.length - 1), LONGEST_BACK_OFF);
    return Math.max(...ends) + delay - this.#context.clock.now();
  }

  #again(job: KubernetesObject, delay: number): void {
    this.#context.clock.after(delay, () => this.#queue.add(keyOf(job.metadata.namespace, job.metadata.name)));
  }

  #finish(job: KubernetesObject, pods: readonly KubernetesObject[], verdict: JsonObject): void {
    for (const pod of pods.filter(isActive)) deleteGracefully(this.#context, pod);
    if (verdict['type'] === 'Complete') this.#events.record(job, 'Normal', 'Completed', 'Job completed');
    else this.#events.record(job, 'Warning', verdict['reason'], verdict['message']);
    const { ttlSecondsAfterFinished } = job['spec'];
    if (ttlSecondsAfterFinished === undefined) return;
    const { namespace, name, uid } = job.metadata;
    this.#context.clock.after(ttlSecondsAfterFinished * 1_000, () => {
      const { store } = this.#context;
      if (store.get(RESOURCE, namespace, name)?.metadata.uid === uid) store.delete(RESOURCE, namespace, name);
    });
  }

  #writeStatus(namespace: string, name: string, verdict: JsonObject | undefined): void {
    const { store, clock } = this.#context;
    const job = store.get(RESOURCE, namespace, name);
    if (!job) return;
    const pods = controlledBy(store, 'pods', job);
    const at = formatTimestamp(clock.now());
    const active = verdict ? [] : pods.filter(isActive);
    const counts = {
      active: active.length,
      failed: pods.filter((pod) => pod['status'].phase === 'Failed').length,
      succeeded: pods.filter((pod) => pod['status'].phase === 'Succeeded').length,
    };
    const dated = verdict && { ...verdict, lastProbeTime: at, lastTransitionTime: at };
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'] = {
        ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
        ...(dated ? { conditions: [dated] } : {}),
        ...(verdict?.['type'] === 'Complete' ? { completionTime: at } : {}),
        ready: active.filter(isReady).length,
        ...(job['spec'].suspend ? {} : { startTime: job['status'].startTime ?? at }),
        terminating: 0,
        uncountedTerminatedPods: {},
      };
    });
  }
}

/** Containers that are restarted in place fail without a failed pod: each restart counts. */
function restartedTooOften(pods: readonly KubernetesObject[], backoffLimit: number): boolean {
  const restarts = pods
    .filter((pod) => pod['spec'].restartPolicy === 'OnFailure' && isActive(pod))
    .flatMap((pod) => [...(pod['status']?.initContainerStatuses ?? []), ...(pod['status']?.containerStatuses ?? [])])
    .reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}
