import type { KubernetesObject } from '../../cluster/index.ts';
import { alertLookback, alertPeriod } from '../alerts/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import type { Explanation } from '../types.ts';
import { CONDITION_SIGNS } from './explain/conditions.ts';
import { clockTime, duration } from './explain/wording.ts';

const UPCOMING = /^next (?:evaluation|search)$/;

/**
 * An explanation as lines of text: what the alert is, what happened in order of time, what came of it, what to do.
 * `alert` is the GlobalAlert as stored; undefined when there is none of that name. Moments of other days than `now` (ms)
 * bear their date. Every line ends with a line feed.
 */
export function describeExplanation(
  explanation: Explanation,
  alert: KubernetesObject | undefined,
  now: number,
): string {
  const happened = explanation.timeline.filter(({ text }) => !UPCOMING.test(text));
  const upcoming = explanation.timeline.filter(({ text }) => UPCOMING.test(text));
  const lines = [
    alert ? headline(alert) : explanation.alert,
    ...happened.map(({ at, text }) => `${clockTime(at, now)}  ${text}`),
    '',
    `${VERDICTS[explanation.verdict]}: ${explanation.reason}`,
    ...(explanation.advice ? [explanation.advice] : []),
    ...upcoming.map(({ at, text }) => `${text} ${clockTime(at, now)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const VERDICTS: Readonly<Record<Explanation['verdict'], string>> = {
  fired: 'fired',
  'not-yet': 'not yet',
  cannot: 'not as things stand',
  unknown: 'unknown',
};

function headline({ metadata, spec, status }: KubernetesObject): string {
  return `${metadata.name}   ${ruleOf(spec)}   ${healthOf(status)}`;
}

/** An alert that never ran is not healthy to Calico, which is no reason to worry anybody. */
function healthOf(status: KubernetesObject['status']): string {
  if (!status) return 'just made';
  const active = status['active'] ? 'active' : 'not active';
  if (status['healthy']) return `${active}, healthy`;
  return status['errorConditions']?.length > 0 || status['lastExecuted']
    ? `${active}, not healthy`
    : `${active}, not evaluated yet`;
}

function ruleOf(spec: GlobalAlertSpec): string {
  if (spec.type === 'AnomalyDetection') return `detector ${spec.detector?.name ?? 'without a name'}`;
  const every = `every ${duration(alertPeriod(spec))} over the last ${duration(alertLookback(spec))}`;
  const { metric, field, condition, threshold = 0, aggregateBy = [] } = spec;
  if (!metric) return `${spec.dataSet}, each ${aggregateBy.length > 0 ? aggregateBy.join(', ') : 'row'}, ${every}`;
  const measured = field ? `${metric} of ${field}` : metric;
  return `${spec.dataSet}, ${measured} ${condition ? CONDITION_SIGNS[condition] : 'without a condition,'} ${threshold}, ${every}`;
}
