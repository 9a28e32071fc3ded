import type { Json } from '../client/api-client.ts';
import type { Invocation } from '../invocation.ts';

export interface DescribeContext {
  call: Invocation;
  showEvents: boolean;
}

/** The lines of a description; tabs are aligned afterwards. */
export type Describer = (object: Json, context: DescribeContext) => Promise<string[]>;

/** `Label:\ta=b`, further ones below. */
export function pairLines(
  label: string,
  pairs: Readonly<Record<string, string>> | undefined,
  separator = '=',
): string[] {
  const keys = Object.keys(pairs ?? {}).sort();
  if (keys.length === 0) return [`${label}:\t<none>`];
  return keys.map((key, index) => `${index === 0 ? `${label}:` : ''}\t${key}${separator}${pairs![key]}`);
}

const HIDDEN_ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
const LONG_ANNOTATION = 140;
const LONG_LINE = LONG_ANNOTATION - 2;

/** `Annotations:\tkey: value`; what apply keeps for itself stays out, long values go to their own line. */
export function annotationLines(annotations: Readonly<Record<string, string>> | undefined): string[] {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== HIDDEN_ANNOTATION)
    .sort();
  if (keys.length === 0) return ['Annotations:\t<none>'];
  return keys.flatMap((key, index) => {
    const label = index === 0 ? 'Annotations:' : '';
    const value = annotations![key]!.replace(/\n$/, '');
    if (value.length + key.length + 2 <= LONG_ANNOTATION && !value.includes('\n'))
      return [`${label}\t${key}: ${value}`];
    const parts = value
      .split('\n')
      .map((line) => `\t  ${line.length > LONG_LINE ? `${line.slice(0, LONG_LINE)}...` : line}`);
    return [`${label}\t${key}:`, ...parts];
  });
}

/** `Mon, 05 Jan 2026 10:00:00 +0000`. */
export function dateText(time: string | undefined): string {
  if (!time) return '<unset>';
  return new Date(time).toUTCString().replace('GMT', '+0000');
}

/** How long ago, in kubectl's short form: `5m`, `3h20m`, `12d`. */
export function ageText(time: string | undefined, now: number): string {
  if (!time) return '<unknown>';
  return durationText(now - Date.parse(time));
}

/** A duration in at most two units, the way kubectl prints ages. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 ? `${minutes}m${seconds % 60}s` : `${minutes}m`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return minutes % 60 ? `${hours}h${minutes % 60}m` : `${hours}h`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return hours % 24 ? `${days}d${hours % 24}h` : `${days}d`;
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return days < 2920 && days % 365 ? `${years}y${days % 365}d` : `${years}y`;
}

/** The events about an object, newest last; nothing when they are not wanted. */
export async function eventLines(object: Json, { call, showEvents }: DescribeContext): Promise<string[]> {
  if (!showEvents) return [];
  const { name, namespace, uid } = object.metadata;
  const fields = [
    `involvedObject.name=${name}`,
    namespace && `involvedObject.namespace=${namespace}`,
    uid && `involvedObject.uid=${uid}`,
  ];
  const path = namespace ? `/api/v1/namespaces/${encodeURIComponent(namespace)}/events` : '/api/v1/events';
  let events: Json[];
  try {
    events =
      (await call.client.get(path, { fieldSelector: fields.filter(Boolean).join(','), limit: '500' })).items ?? [];
  } catch {
    events = [];
  }
  if (events.length === 0) return ['Events:\t<none>'];
  const now = call.context.clock.now();
  const time = (event: Json): string => event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp;
  const rows = events
    .toSorted((one, other) => Date.parse(time(one)) - Date.parse(time(other)))
    .map(
      (event) =>
        `  ${event.type}\t${event.reason}\t${eventAge(event, now)}\t${eventSource(event)}\t${event.message?.trim() ?? ''}`,
    );
  return ['Events:', '  Type\tReason\tAge\tFrom\tMessage', '  ----\t------\t----\t----\t-------', ...rows];
}

/** `5m`, or `5m (x7 over 10m)`. */
export function eventAge(event: Json, now: number): string {
  const first = event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp;
  const last = event.lastTimestamp ?? first;
  if ((event.count ?? 1) <= 1) return ageText(first, now);
  return `${ageText(last, now)} (x${event.count} over ${ageText(first, now)})`;
}

function eventSource(event: Json): string {
  const component = event.source?.component || event.reportingComponent || '';
  return component;
}
