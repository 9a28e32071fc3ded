import type { Timer } from '../../clock/index.ts';
import { cronJobKind, jobCondition } from '../kinds/batch.ts';
import { parseCron } from '../kinds/cron.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { EventRecorder } from './event-recorder.ts';
import { controlledBy, controllerName, controllerReference } from './pods-of.ts';
import { keyOf } from './work-queue.ts';

const RESOURCE = 'cronjobs.batch';
const JOBS = 'jobs.batch';

/** Makes a Job each time a CronJob's schedule says so. Schedules are read in UTC. */
export function cronJobController(): Controller {
  return { start: startCronJobs };
}

function startCronJobs(context: ControllerContext): void {
  const { store, clock } = context;
  const events = new EventRecorder(context, 'cronjob-controller');
  const timers = new Map<string, Timer>();

  store.subscribe(RESOURCE, ({ type, object, old }) => {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    if (type === 'MODIFIED' && old?.metadata.generation === object.metadata.generation) return;
    timers.get(key)?.cancel();
    timers.delete(key);
    if (type !== 'DELETED') plan(object);
  });

  store.subscribe(JOBS, ({ object }) => {
    const owner = controllerName(object, cronJobKind);
    const cronJob = owner && store.get(RESOURCE, object.metadata.namespace, owner);
    if (cronJob) tidy(cronJob);
  });

  function plan(cronJob: KubernetesObject): void {
    const { namespace, name } = cronJob.metadata;
    const next = parseCron(cronJob['spec'].schedule)?.next(clock.now());
    if (next === undefined || cronJob['spec'].suspend) return;
    const timer = clock.at(next, () => {
      const current = store.get(RESOURCE, namespace, name);
      if (!current) return;
      run(current, next);
      plan(current);
    });
    timers.set(keyOf(namespace, name), timer);
  }

  function run(cronJob: KubernetesObject, scheduled: number): void {
    const { namespace, name } = cronJob.metadata;
    const active = controlledBy(store, JOBS, cronJob).filter((job) => !isFinished(job));
    const { concurrencyPolicy, jobTemplate } = cronJob['spec'];
    if (active.length > 0 && concurrencyPolicy === 'Forbid') {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      events.record(cronJob, 'Normal', 'JobAlreadyActive', message);
      return;
    }
    if (concurrencyPolicy === 'Replace') for (const job of active) store.delete(JOBS, namespace, job.metadata.name);
    const { labels, annotations } = jobTemplate.metadata ?? {};
    const job = store.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${name}-${Math.floor(scheduled / 60_000)}`,
        namespace: namespace!,
        ...(labels ? { labels } : {}),
        annotations: { ...annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': formatTimestamp(scheduled) },
        ownerReferences: [controllerReference(cronJob)],
      },
      spec: jobTemplate.spec,
    });
    events.record(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    store.update(RESOURCE, namespace, name, (copy) => {
      copy['status'].lastScheduleTime = formatTimestamp(scheduled);
    });
    tidy(cronJob);
  }

  /** Keeps the list of active jobs and only so many finished ones. */
  function tidy(cronJob: KubernetesObject): void {
    const { namespace, name } = cronJob.metadata;
    const jobs = controlledBy(store, JOBS, cronJob);
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob['spec'];
    const complete = jobs.filter((job) => jobCondition(job, 'Complete'));
    const failed = jobs.filter((job) => jobCondition(job, 'Failed'));
    for (const job of [...surplus(complete, successfulJobsHistoryLimit), ...surplus(failed, failedJobsHistoryLimit)]) {
      store.delete(JOBS, namespace, job.metadata.name);
    }
    const active = jobs.filter((job) => !isFinished(job));
    store.update(RESOURCE, namespace, name, (copy) => {
      if (active.length > 0) copy['status'].active = active.map(referenceTo);
      else delete copy['status'].active;
      const last = complete.at(-1)?.['status'].completionTime;
      if (last) copy['status'].lastSuccessfulTime = last;
    });
  }
}

function isFinished(job: KubernetesObject): boolean {
  return Boolean(jobCondition(job, 'Complete') ?? jobCondition(job, 'Failed'));
}

function surplus(jobs: readonly KubernetesObject[], limit: number): readonly KubernetesObject[] {
  return jobs.slice(0, Math.max(0, jobs.length - limit));
}

function referenceTo({ apiVersion, kind, metadata }: KubernetesObject) {
  const { name, namespace, uid, resourceVersion } = metadata;
  return { apiVersion, kind, name, namespace, uid, resourceVersion };
}
