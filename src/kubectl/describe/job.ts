import { annotationLines, type Describer, dateText, durationText, eventLines, pairLines } from './describer.ts';
import { podTemplateLines } from './pod-template.ts';
import { controllerLines, selectorOf } from './workloads.ts';

/** A job. */
export const describeJob: Describer = async (job, context) => {
  const { metadata, spec, status = {} } = job;
  const { startTime, completionTime } = status;
  const duration = startTime && completionTime ? Date.parse(completionTime) - Date.parse(startTime) : undefined;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Selector:\t${selectorOf(job)}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    ...controllerLines(metadata),
    `Parallelism:\t${spec.parallelism ?? 1}`,
    `Completions:\t${spec.completions ?? '<unset>'}`,
    ...(spec.completionMode ? [`Completion Mode:\t${spec.completionMode}`] : []),
    ...(spec.suspend === undefined ? [] : [`Suspend:\t${spec.suspend}`]),
    `Backoff Limit:\t${spec.backoffLimit ?? 6}`,
    ...(startTime ? [`Start Time:\t${dateText(startTime)}`] : []),
    ...(completionTime ? [`Completed At:\t${dateText(completionTime)}`] : []),
    ...(duration === undefined ? [] : [`Duration:\t${durationText(duration)}`]),
    ...(spec.activeDeadlineSeconds ? [`Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`] : []),
    `Pods Statuses:\t${podsText(status)}`,
    ...podTemplateLines(spec.template),
    ...(await eventLines(job, context)),
  ];
};

function podsText({
  active = 0,
  ready,
  succeeded = 0,
  failed = 0,
}: {
  active?: number;
  ready?: number;
  succeeded?: number;
  failed?: number;
}): string {
  const readyText = ready === undefined ? '' : ` (${ready} Ready)`;
  return `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`;
}
