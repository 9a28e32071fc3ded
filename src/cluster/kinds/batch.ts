import type { JsonObject } from '../json-object.ts';
import { anything, flag, integer, struct, text } from '../schema/build.ts';
import { LABEL_SELECTOR, OBJECT_META } from '../schema/object-meta.ts';
import { POD_TEMPLATE } from '../schema/pod-spec.ts';
import { CRON_JOB_STATUS, JOB_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, ageOf, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import { humanDuration } from '../table/human-duration.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { parseCron } from './cron.ts';
import { defaultPodSpec } from './pod-spec-defaults.ts';
import { selectorText } from './selector-text.ts';
import { required, validatePodSpec } from './validate-pod-spec.ts';
import { templateContainers, templateImages } from './workload.ts';

const JOB_SPEC = struct('JobSpec', {
  parallelism: integer,
  completions: integer,
  completionMode: text,
  activeDeadlineSeconds: integer,
  backoffLimit: integer,
  backoffLimitPerIndex: integer,
  maxFailedIndexes: integer,
  podFailurePolicy: anything,
  successPolicy: anything,
  podReplacementPolicy: text,
  managedBy: text,
  selector: LABEL_SELECTOR,
  manualSelector: flag,
  suspend: flag,
  template: POD_TEMPLATE,
  ttlSecondsAfterFinished: integer,
});

const RESTART_POLICIES = ['OnFailure', 'Never'];

export const jobKind: Kind = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  schema: struct('Job', { spec: JOB_SPEC, status: JOB_STATUS }),
  selectableFields: { 'status.successful': (job) => String(job['status']?.succeeded ?? 0) },
  columns: [
    NAME_COLUMN,
    column('Status', jobStatus),
    column('Completions', completions),
    column('Duration', duration),
    AGE_COLUMN,
    wideColumn('Containers', templateContainers),
    wideColumn('Images', templateImages),
    wideColumn('Selector', (job) => selectorText(job['spec'].selector)),
  ],
  default(job, { operation }) {
    const spec = (job['spec'] ??= {});
    defaultJobSpec(spec);
    if (operation === 'create' && !spec.manualSelector) takeOwnPods(job);
    if (!Object.keys(job.metadata.labels ?? {}).length && spec.template.metadata.labels) {
      job.metadata.labels = { ...spec.template.metadata.labels };
    }
    job['status'] ??= {};
  },
  validate: (job, { subresource }) =>
    subresource === 'status' ? [] : templateProblems(job['spec'].template, 'spec.template.spec'),
};

export const cronJobKind: Kind = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  schema: struct('CronJob', {
    spec: struct('CronJobSpec', {
      schedule: text,
      timeZone: text,
      concurrencyPolicy: text,
      suspend: flag,
      startingDeadlineSeconds: integer,
      successfulJobsHistoryLimit: integer,
      failedJobsHistoryLimit: integer,
      jobTemplate: struct('JobTemplateSpec', { metadata: OBJECT_META, spec: JOB_SPEC }),
    }),
    status: CRON_JOB_STATUS,
  }),
  columns: [
    NAME_COLUMN,
    column('Schedule', (job) => job['spec'].schedule),
    column('Timezone', (job) => job['spec'].timeZone ?? '<none>'),
    column('Suspend', (job) => (job['spec'].suspend ? 'True' : 'False')),
    column('Active', (job) => (job['status']?.active ?? []).length),
    column('Last Schedule', (job, now) =>
      job['status']?.lastScheduleTime ? ageOf(job['status'].lastScheduleTime, now) : '<none>',
    ),
    AGE_COLUMN,
    wideColumn('Containers', (job) => templateContainers(jobTemplate(job))),
    wideColumn('Images', (job) => templateImages(jobTemplate(job))),
    wideColumn('Selector', (job) => selectorText(job['spec'].jobTemplate.spec.selector)),
  ],
  default(job) {
    const spec = (job['spec'] ??= {});
    spec.concurrencyPolicy ??= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    const template = (spec.jobTemplate ??= {});
    template.metadata ??= {};
    template.metadata.creationTimestamp = null;
    defaultTemplateOnly((template.spec ??= {}));
    job['status'] ??= {};
  },
  validate(job, { subresource }) {
    if (subresource === 'status') return [];
    const { schedule, jobTemplate: template } = job['spec'];
    return [
      ...scheduleProblems(schedule),
      ...templateProblems(template.spec.template, 'spec.jobTemplate.spec.template.spec'),
    ];
  },
};

/** What a job's spec is filled up with. */
function defaultJobSpec(spec: JsonObject): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1;
  spec['parallelism'] ??= 1;
  spec['backoffLimit'] ??= 6;
  spec['completionMode'] ??= 'NonIndexed';
  spec['suspend'] ??= false;
  spec['podReplacementPolicy'] ??= spec['podFailurePolicy'] ? 'Failed' : 'TerminatingOrFailed';
  defaultTemplateOnly(spec);
}

function defaultTemplateOnly(spec: JsonObject): void {
  const template = (spec['template'] ??= {});
  template.metadata ??= {};
  template.metadata.creationTimestamp = null;
  defaultPodSpec((template.spec ??= {}));
}

/** A job's pods are told by its uid. */
function takeOwnPods(job: KubernetesObject): void {
  const uid = job.metadata.uid!;
  const { spec } = job;
  spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  spec.template.metadata.labels = {
    ...spec.template.metadata.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': job.metadata.name,
    'controller-uid': uid,
    'job-name': job.metadata.name,
  };
}

function templateProblems(template: JsonObject, path: string): FieldProblem[] {
  return validatePodSpec(template['spec'], path, RESTART_POLICIES);
}

function scheduleProblems(schedule: string | undefined): FieldProblem[] {
  if (!schedule) return [required('spec.schedule')];
  if (parseCron(schedule)) return [];
  const count = schedule.trim().split(/\s+/).length;
  const detail =
    count === 5 ? `failed to parse schedule: ${schedule}` : `expected exactly 5 fields, found ${count}: [${schedule}]`;
  return [{ field: 'spec.schedule', reason: 'Invalid', value: schedule, detail }];
}

function jobTemplate(job: KubernetesObject): KubernetesObject {
  return { ...job, spec: job['spec'].jobTemplate.spec };
}

export function jobCondition(job: KubernetesObject, type: string): JsonObject | undefined {
  return job['status']?.conditions?.find((one: JsonObject) => one['type'] === type && one['status'] === 'True');
}

function jobStatus(job: KubernetesObject): string {
  if (jobCondition(job, 'Complete')) return 'Complete';
  if (jobCondition(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  if (jobCondition(job, 'Suspended')) return 'Suspended';
  if (jobCondition(job, 'FailureTarget')) return 'FailureTarget';
  return jobCondition(job, 'SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completions(job: KubernetesObject): string {
  const succeeded = job['status']?.succeeded ?? 0;
  if (job['spec'].completions !== undefined) return `${succeeded}/${job['spec'].completions}`;
  const { parallelism } = job['spec'];
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function duration(job: KubernetesObject, now: number): string {
  const { startTime, completionTime } = job['status'] ?? {};
  if (!startTime) return '';
  return humanDuration((completionTime ? Date.parse(completionTime) : now) - Date.parse(startTime));
}
