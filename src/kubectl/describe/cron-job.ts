import type { Json } from '../client/api-client.ts';
import { annotationLines, type Describer, dateText, eventLines, pairLines } from './describer.ts';
import { podTemplateLines } from './pod-template.ts';

/** A cron job, and the template of its jobs. */
export const describeCronJob: Describer = async (cronJob, context) => {
  const { metadata, spec, status = {} } = cronJob;
  const job = spec.jobTemplate?.spec ?? {};
  const deadline = spec.startingDeadlineSeconds;
  const active: Json[] = status.active ?? [];
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Schedule:\t${spec.schedule}`,
    `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}`,
    `Suspend:\t${spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'}`,
    `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}`,
    `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}`,
    `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}`,
    `Selector:\t${job.selector ? selectorText(job.selector) : '<unset>'}`,
    `Parallelism:\t${job.parallelism ?? '<unset>'}`,
    `Completions:\t${job.completions ?? '<unset>'}`,
    ...(job.activeDeadlineSeconds ? [`Active Deadline Seconds:\t${job.activeDeadlineSeconds}s`] : []),
    ...podTemplateLines(job.template),
    `Last Schedule Time:\t${dateText(status.lastScheduleTime)}`,
    `Active Jobs:\t${active.map((each) => each.name).join(', ') || '<none>'}`,
    ...(await eventLines(cronJob, context)),
  ];
};

function selectorText({ matchLabels = {} }: Json): string {
  return Object.entries(matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
