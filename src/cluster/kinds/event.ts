import type { JsonObject } from '../json-object.ts';
import { integer, struct, text } from '../schema/build.ts';
import { column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import { humanDuration } from '../table/human-duration.ts';
import type { Kind, KubernetesObject } from '../types.ts';

const OBJECT_REFERENCE = struct('ObjectReference', {
  apiVersion: text,
  kind: text,
  namespace: text,
  name: text,
  uid: text,
  resourceVersion: text,
  fieldPath: text,
});

export const eventKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  schema: struct('Event', {
    involvedObject: OBJECT_REFERENCE,
    related: OBJECT_REFERENCE,
    reason: text,
    message: text,
    type: text,
    action: text,
    count: integer,
    firstTimestamp: text,
    lastTimestamp: text,
    eventTime: text,
    reportingComponent: text,
    reportingInstance: text,
    source: struct('EventSource', { component: text, host: text }),
    series: struct('EventSeries', { count: integer, lastObservedTime: text }),
  }),
  selectableFields: {
    ...involved('kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'),
    reason: (event) => event['reason'] ?? '',
    type: (event) => event['type'] ?? '',
    source: sourceOf,
    reportingComponent: (event) => event['reportingComponent'] ?? '',
  },
  columns: [
    column('Last Seen', lastSeen),
    column('Type', (event) => event['type'] ?? ''),
    column('Reason', (event) => event['reason'] ?? ''),
    column('Object', objectText),
    wideColumn('Subobject', (event) => event['involvedObject']?.fieldPath ?? ''),
    wideColumn('Source', sourceText),
    column('Message', (event) => (event['message'] ?? '').trim()),
    wideColumn('First Seen', (event, now) => since(event['firstTimestamp'], now)),
    wideColumn('Count', (event) => event['count'] ?? 1),
    { ...NAME_COLUMN, priority: 1 },
  ],
  default(event) {
    event['eventTime'] ??= null;
    event['reportingComponent'] ??= '';
    event['reportingInstance'] ??= '';
  },
  validate(event) {
    const { namespace } = event.metadata;
    const about = event['involvedObject']?.namespace ?? 'default';
    if (about === namespace) return [];
    return [
      { field: 'involvedObject.namespace', reason: 'Invalid', value: about, detail: 'does not match event.namespace' },
    ];
  },
};

function involved(...fields: string[]): Record<string, (event: KubernetesObject) => string> {
  return Object.fromEntries(
    fields.map((field) => [
      `involvedObject.${field}`,
      (event: KubernetesObject) => event['involvedObject']?.[field] ?? '',
    ]),
  );
}

function lastSeen(event: KubernetesObject, now: number): string {
  const { series, lastTimestamp, firstTimestamp, eventTime } = event;
  if (series?.lastObservedTime) return since(series.lastObservedTime, now);
  return since(lastTimestamp ?? firstTimestamp ?? eventTime, now);
}

function since(timestamp: string | undefined, now: number): string {
  return timestamp ? humanDuration(now - Date.parse(timestamp)) : '<unknown>';
}

function objectText(event: KubernetesObject): string {
  const { kind = '', name = '' }: JsonObject = event['involvedObject'] ?? {};
  return `${kind.toLowerCase()}/${name}`;
}

function sourceOf(event: KubernetesObject): string {
  return event['source']?.component || event['reportingComponent'] || '';
}

function sourceText(event: KubernetesObject): string {
  return [sourceOf(event), event['source']?.host].filter(Boolean).join(', ');
}
