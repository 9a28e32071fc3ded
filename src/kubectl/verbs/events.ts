import type { Json } from '../client/api-client.ts';
import { findResource } from '../client/resource-names.ts';
import { watchEvents } from '../client/watch.ts';
import { eventAge } from '../describe/describer.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, type ColumnLayout, TABLE_LAYOUT } from '../printers/columns.ts';
import { objectPrinter } from '../printers/printer.ts';

/** `kubectl events`. */
export async function events(call: Invocation): Promise<void> {
  const known = ['normal', 'warning'];
  if (call.flags.list('types').some((type) => !known.includes(type.toLowerCase()))) {
    throw new Failure('valid --types are Normal or Warning');
  }
  const everywhere = call.flags.bool('all-namespaces');
  const path = everywhere ? '/api/v1/events' : `/api/v1/namespaces/${encodeURIComponent(call.namespace)}/events`;
  const fieldSelector = await involvedObject(call);
  const list = await call.client.get(path, { fieldSelector, limit: '500' });
  const shown = (list.items as Json[])
    .filter((event) => isWanted(call, event))
    .toSorted((one, other) => time(one) - time(other));
  if (shown.length === 0 && !call.flags.bool('watch')) {
    return call.complain(everywhere ? 'No events found.\n' : `No events found in ${call.namespace} namespace.\n`);
  }
  const printer = await objectPrinter(call, false, true);
  if (printer) {
    // A list of this kind has no name of its own to print.
    return call.flags.string('output') === 'name' ? undefined : call.print(printer(eventList(shown)));
  }
  const layout: ColumnLayout = { ...TABLE_LAYOUT, remembered: [] };
  const header = call.flags.bool('no-headers')
    ? ''
    : `${everywhere ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`;
  call.print(alignColumns(header + shown.map((event) => row(call, event)).join(''), layout));
  if (!call.flags.bool('watch')) return;
  const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
  for await (const { type, object } of watchEvents(call.client, call.context.clock, path, query, {
    signal: call.context.signal,
  })) {
    if ((type === 'ADDED' || type === 'MODIFIED') && isWanted(call, object))
      call.print(alignColumns(row(call, object), layout));
  }
  call.context.signal.throwIfAborted();
}

async function involvedObject(call: Invocation): Promise<string | undefined> {
  const target = call.flags.string('for');
  if (!target) return undefined;
  const [type, name] = target.split('/', 2);
  if (!name) throw new Failure('--for must be in resource/name form');
  const { kind } = await findResource(call.client, type!);
  return `involvedObject.kind=${kind},involvedObject.name=${name}`;
}

function isWanted(call: Invocation, event: Json): boolean {
  const types = call.flags.list('types');
  return types.length === 0 || types.some((type) => type.toLowerCase() === String(event.type).toLowerCase());
}

function row(call: Invocation, event: Json): string {
  const { kind, name, namespace } = event.involvedObject;
  const cells = [
    ...(call.flags.bool('all-namespaces') ? [namespace ?? event.metadata.namespace] : []),
    eventAge(event, call.context.clock.now()),
    event.type,
    event.reason,
    `${kind}/${name}`,
    (event.message ?? '').trim(),
  ];
  return `${cells.join('\t')}\n`;
}

function time(event: Json): number {
  return Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp);
}

/** The fields in the order of kubectl's Go type, which its JSON keeps. */
const EVENT_FIELDS = {
  kind: 0,
  apiVersion: 0,
  metadata: [
    'name',
    'generateName',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'labels',
    'annotations',
  ],
  involvedObject: ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'],
  reason: 0,
  message: 0,
  source: ['component', 'host'],
  firstTimestamp: 0,
  lastTimestamp: 0,
  count: 0,
  type: 0,
  eventTime: 0,
  series: ['count', 'lastObservedTime'],
  action: 0,
  related: ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'],
  reportingComponent: 0,
  reportingInstance: 0,
} as const;

function eventList(events: readonly Json[]): Json {
  const items = events.map((event) => {
    const typed: Json = { kind: 'Event', apiVersion: 'v1', ...event };
    const fields = Object.entries(EVENT_FIELDS).filter(([field]) => typed[field] !== undefined);
    return Object.fromEntries(
      fields.map(([field, inner]) => [field, inner ? picked(typed[field], inner) : typed[field]]),
    );
  });
  return { kind: 'EventList', apiVersion: 'v1', metadata: {}, items };
}

function picked(value: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.filter((field) => value[field] !== undefined).map((field) => [field, value[field]]));
}
