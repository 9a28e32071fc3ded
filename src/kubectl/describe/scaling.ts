import type { Json } from '../client/api-client.ts';
import { annotationLines, type Describer, dateText, eventLines, pairLines } from './describer.ts';

/** A disruption budget. */
export const describeDisruptionBudget: Describer = async (budget, context) => {
  const { metadata, spec, status = {} } = budget;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(spec.minAvailable === undefined ? [] : [`Min available:\t${spec.minAvailable}`]),
    ...(spec.maxUnavailable === undefined ? [] : [`Max unavailable:\t${spec.maxUnavailable}`]),
    `Selector:\t${selectorText(spec.selector)}`,
    'Status:',
    `    Allowed disruptions:\t${status.disruptionsAllowed ?? 0}`,
    `    Current:\t${status.currentHealthy ?? 0}`,
    `    Desired:\t${status.desiredHealthy ?? 0}`,
    `    Total:\t${status.expectedPods ?? 0}`,
    ...(await eventLines(budget, context)),
  ];
};

function selectorText(selector: Json | undefined): string {
  if (!selector) return '<unset>';
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const terms = ((selector.matchExpressions ?? []) as Json[]).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...labels, ...terms].sort().join(',') || '<none>';
}

/** An autoscaler: what it aims at and where it stands. */
export const describeAutoscaler: Describer = async (autoscaler, context) => {
  const { metadata, spec, status = {} } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const conditions: Json[] = status.conditions ?? [];
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`,
    `Reference:\t${kind}/${name}`,
    'Metrics:\t( current / target )',
    ...((spec.metrics ?? []) as Json[]).map((metric, index) => metricLine(metric, status.currentMetrics?.[index])),
    `Min replicas:\t${spec.minReplicas ?? '<unset>'}`,
    `Max replicas:\t${spec.maxReplicas}`,
    `${kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`,
    ...(conditions.length > 0
      ? ['Conditions:', '  Type\tStatus\tReason\tMessage', '  ----\t------\t------\t-------']
      : []),
    ...conditions.map(({ type, status: value, reason, message }) => `  ${type}\t${value}\t${reason}\t${message}`),
    ...(await eventLines(autoscaler, context)),
  ];
};

function metricLine(metric: Json, current: Json | undefined): string {
  if (metric.type !== 'Resource') return `  "${metric.type}"\t<unknown>`;
  const { name, target } = metric.resource;
  const now = current?.resource?.current ?? {};
  if (target.averageValue !== undefined) {
    return `  resource ${name} on pods:\t${now.averageValue ?? '<unknown>'} / ${target.averageValue}`;
  }
  const used = now.averageUtilization === undefined ? '<unknown>' : `${now.averageUtilization}% (${now.averageValue})`;
  return `  resource ${name} on pods  (as a percentage of request):\t${used} / ${target.averageUtilization}%`;
}
