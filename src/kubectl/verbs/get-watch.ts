import { type Json, TABLE_ACCEPT } from '../client/api-client.ts';
import { groupVersion, type Resource, resourcePath } from '../client/discovery.ts';
import { findResources } from '../client/resource-names.ts';
import { watchEvents } from '../client/watch.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, type ColumnLayout, TABLE_LAYOUT } from '../printers/columns.ts';
import { goJson, sortKeys } from '../printers/json.ts';
import type { ObjectPrinter } from '../printers/printer.ts';
import { tableText } from '../printers/table.ts';
import { kindName, tableOptions } from './get.ts';

/** `kubectl get -w`: the list, then every change until interrupted or the server ends the watch. */
export async function watch(call: Invocation, printer: ObjectPrinter | undefined): Promise<void> {
  const { resource, name } = await watched(call);
  const namespace = resource.namespaced && !call.flags.bool('all-namespaces') ? call.namespace : undefined;
  const path = resourcePath(resource, namespace);
  const accept = printer ? undefined : TABLE_ACCEPT;
  const query = {
    labelSelector: call.flags.string('selector') || undefined,
    fieldSelector:
      [call.flags.string('field-selector'), name && `metadata.name=${name}`].filter(Boolean).join(',') || undefined,
  };
  const first = name
    ? await call.client.get(resourcePath(resource, namespace, name), {}, accept)
    : await call.client.get(path, { ...query, limit: '500' }, accept);
  const show = printer ? objectLines(call, resource, printer) : tableLines(call, resource);
  if (!call.flags.bool('watch-only')) show('ADDED', first);
  const resourceVersion = first.metadata?.resourceVersion;
  const events = watchEvents(
    call.client,
    call.context.clock,
    path,
    { ...query, resourceVersion },
    {
      accept,
      signal: call.context.signal,
    },
  );
  for await (const { type, object } of events) {
    if (type === 'ERROR') throw new Failure(object.message ?? 'the watch ended');
    if (type !== 'BOOKMARK') show(type, object);
  }
  call.context.signal.throwIfAborted();
}

async function watched(call: Invocation): Promise<{ resource: Resource; name?: string }> {
  const pairs = call.args.map((arg) => arg.split('/'));
  const types = call.args[0]?.includes('/') ? pairs.map(([type]) => type!) : [call.args[0] ?? ''];
  const resources = await findResources(call.client, [...new Set(types)].join(','));
  if (resources.length > 1) throw new Failure('you may only specify a single resource type');
  const names = call.args[0]?.includes('/') ? pairs.map(([, name]) => name!) : call.args.slice(1);
  if (names.length > 1) {
    throw new Failure(
      `watch is only supported on individual resources and resource collections - ${names.length} resources were found`,
    );
  }
  return { resource: resources[0]!, name: names[0] };
}

function tableLines(call: Invocation, resource: Resource): (type: string, object: Json) => void {
  const layout: ColumnLayout = { ...TABLE_LAYOUT, remembered: [] };
  const options = { ...tableOptions(call), kindPrefix: call.flags.bool('show-kind') ? kindName(resource) : undefined };
  const withEvents = call.flags.bool('output-watch-events');
  let columns: Json[] = [];
  let headers = options.headers;
  return (type, table) => {
    columns = table.columnDefinitions?.length ? table.columnDefinitions : columns;
    if (!table.rows?.length) return;
    const text = tableText(
      { columnDefinitions: columns, rows: table.rows },
      { ...options, headers, withNamespace: options.withNamespace && resource.namespaced },
    );
    const withHeaders = headers;
    headers = false;
    const lines = text.split(/(?<=\n)/);
    const marked = withEvents
      ? lines.map((line, index) => `${withHeaders && index === 0 ? 'EVENT' : type}\t${line}`)
      : lines;
    call.print(alignColumns(marked.join(''), layout));
  };
}

function objectLines(
  call: Invocation,
  resource: Resource,
  printer: ObjectPrinter,
): (type: string, object: Json) => void {
  return (type, object) => {
    const objects: Json[] = Array.isArray(object.items) ? object.items : [object];
    for (const each of objects) {
      const typed = { apiVersion: groupVersion(resource), kind: resource.kind, ...each };
      const isEvent = call.flags.bool('output-watch-events') && call.flags.string('output') !== 'name';
      if (!isEvent) call.print(printer(typed));
      else if (call.flags.string('output') === 'json') call.print(eventLine(type, typed));
      else call.print(printer({ type, object: typed }));
    }
  };
}

/** A watch event is a line for itself. */
function eventLine(type: string, object: Json): string {
  return `${goJson({ type, object: sortKeys(object) })}\n`;
}
