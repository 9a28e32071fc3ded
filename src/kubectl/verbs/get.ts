import { type Json, TABLE_ACCEPT } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, type Resource } from '../client/discovery.ts';
import { ageText } from '../describe/describer.ts';
import { Failure, isNotFound, StatusFailure, throwCollected, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';
import { type ObjectPrinter, objectPrinter } from '../printers/printer.ts';
import { tableText } from '../printers/table.ts';
import { type Selection, select, type Target } from '../selection.ts';

/** `kubectl get`. */
export async function get(call: Invocation): Promise<void> {
  if (call.flags.string('raw')) return getRaw(call);
  const fromFiles = call.flags.list('filename').length > 0 || call.flags.string('kustomize') !== '';
  if (call.args.length === 0 && !fromFiles) throw nothingAsked(call);
  if (call.flags.bool('output-watch-events') && !call.flags.bool('watch') && !call.flags.bool('watch-only'))
    throw new Failure('--output-watch-events option can only be used with --watch or --watch-only');
  const printer = await objectPrinter(call, true);
  if (call.flags.bool('watch') || call.flags.bool('watch-only')) {
    const { watch } = await import('./get-watch.ts');
    return watch(call, printer);
  }
  return printer ? getObjects(call, printer) : getTables(call);
}

/** How this call wants its tables. */
export function tableOptions(call: Invocation): Parameters<typeof tableText>[1] {
  return {
    headers: !call.flags.bool('no-headers'),
    wide: call.flags.string('output') === 'wide',
    withNamespace: call.flags.bool('all-namespaces'),
    showLabels: call.flags.bool('show-labels'),
    labelColumns: call.flags.list('label-columns'),
  };
}

async function getRaw(call: Invocation): Promise<void> {
  const path = call.flags.string('raw');
  if (call.args.length > 0) throw new Failure('arguments may not be passed when --raw is specified');
  if (!path.startsWith('/')) {
    throw new Failure(`--raw must be a valid URL path: parse "${path}": invalid URI for request`);
  }
  const [plain, query] = path.split('?', 2);
  const response = await call.client.send('GET', plain!, {
    query: query ? Object.fromEntries(new URLSearchParams(query)) : undefined,
  });
  call.print(await response.text());
}

function nothingAsked(call: Invocation): Failure {
  call.complain(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
  );
  return usageFailure(
    call.path,
    'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
  );
}

async function getObjects(call: Invocation, printer: ObjectPrinter): Promise<void> {
  const selection = await select(call, { wholeTypes: true, limit: '500', subresource: subresource(call) });
  const failures = withoutIgnored(call, selection);
  if (failures.length > 0 && selection.single) throwCollected(failures);
  if (selection.targets.length === 0 && call.flags.bool('ignore-not-found')) return throwCollected(failures);
  let targets = selection.targets;
  const sortBy = call.flags.string('sort-by');
  if (sortBy) {
    const { sortObjects } = await import('./get-sort.ts');
    targets = sortObjects(call, targets, sortBy);
  }
  const objects = targets.map(typed);
  if (selection.single && objects.length === 1) call.print(printer(objects[0]));
  else call.print(printer({ apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } }));
  throwCollected(failures);
}

async function getTables(call: Invocation): Promise<void> {
  const sortBy = call.flags.string('sort-by');
  const selection = await select(call, {
    wholeTypes: true,
    accept: TABLE_ACCEPT,
    subresource: subresource(call),
    ...(sortBy ? { query: { includeObject: 'Object' } } : { limit: '500' }),
  });
  let { targets } = selection;
  if (sortBy) {
    const { sortTables } = await import('./get-sort.ts');
    targets = sortTables(call, targets, sortBy);
  }
  const text = groupsText(call, targets);
  const failures = withoutIgnored(call, selection);
  call.print(text);
  if (text === '' && failures.length === 0 && !call.flags.bool('ignore-not-found')) {
    const namespaced = !call.flags.bool('all-namespaces') && targets.every((target) => target.resource.namespaced);
    call.complain(namespaced ? `No resources found in ${call.namespace} namespace.\n` : 'No resources found\n');
  }
  throwCollected(failures);
}

/** One aligned table for each run of the same type, an empty line between them. */
function groupsText(call: Invocation, targets: readonly Target[]): string {
  const withKind = call.flags.bool('show-kind') || new Set(targets.map((target) => target.resource)).size > 1;
  let text = '';
  let group: Target[] = [];
  const flush = (): void => {
    const table = group.length ? groupText(call, group, withKind) : '';
    const gap = text && table && !call.flags.bool('no-headers') ? '\n' : '';
    text += gap + table;
    group = [];
  };
  for (const target of targets) {
    if (group.length > 0 && group[0]!.resource !== target.resource) flush();
    group.push(target);
  }
  flush();
  return text;
}

function groupText(call: Invocation, group: readonly Target[], withKind: boolean): string {
  const { resource } = group[0]!;
  const options = tableOptions(call);
  const now = call.context.clock.now();
  const rows = group.flatMap(({ object }) => (object.kind === 'Table' ? (object.rows ?? []) : plainRow(object, now)));
  if (rows.length === 0) return '';
  const kindPrefix = withKind ? kindName(resource) : undefined;
  const table = asTable(group, rows);
  return alignColumns(
    tableText(table, { ...options, kindPrefix, withNamespace: options.withNamespace && resource.namespaced }),
    TABLE_LAYOUT,
  );
}

/** `deployment.apps`. */
export function kindName(resource: Resource): string {
  return qualifiedKind({ apiVersion: groupVersion(resource), kind: resource.kind });
}

function subresource(call: Invocation): string | undefined {
  return call.flags.string('subresource') || undefined;
}

/** The answers as one Table. */
function asTable(group: readonly Target[], rows: Json[]): Json {
  return { columnDefinitions: group[0]!.object.columnDefinitions ?? PLAIN_COLUMNS, rows };
}

/** Of what the server makes no Table of, name and age are shown. */
const PLAIN_COLUMNS = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Age', type: 'string', priority: 0 },
];

function plainRow(object: Json, now: number): Json {
  return { cells: [object.metadata.name, ageText(object.metadata.creationTimestamp, now)], object };
}

function typed(target: Target): Json {
  return { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...target.object };
}

function withoutIgnored(call: Invocation, selection: Selection): unknown[] {
  if (!call.flags.bool('ignore-not-found')) return selection.failures;
  return selection.failures.filter((failure) => !(failure instanceof StatusFailure && isNotFound(failure)));
}
