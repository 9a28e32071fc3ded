import { bytesOf } from '../../cluster/index.ts';
import type { Json } from '../client/api-client.ts';
import { discover } from '../client/discovery.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';

const METRICS = '/apis/metrics.k8s.io/v1beta1';

/** Thousandths of a CPU, and bytes. */
interface Usage {
  cpu: number;
  memory: number;
}

/** `kubectl top pod`. */
export async function topPod(call: Invocation): Promise<void> {
  await prepare(call);
  const everywhere = call.flags.bool('all-namespaces');
  const scope = everywhere ? '' : `/namespaces/${encodeURIComponent(call.namespace)}`;
  const items = await metricsOf(call, `${METRICS}${scope}/pods`);
  if (items.length === 0) {
    return call.complain(everywhere ? 'No resources found\n' : `No resources found in ${call.namespace} namespace.\n`);
  }
  const containers = call.flags.bool('containers');
  const rows = inOrder(call, items, podUsage).flatMap((item) => podRows(item, containers, everywhere));
  const names = [...(everywhere ? ['NAMESPACE'] : []), ...(containers ? ['POD'] : []), 'NAME'];
  const total = call.flags.bool('sum') ? totalRows(items, names.length) : [];
  printRows(call, [...names, 'CPU(cores)', 'MEMORY(bytes)'], [...rows, ...total]);
}

/** `kubectl top node`. */
export async function topNode(call: Invocation): Promise<void> {
  await prepare(call);
  const items = await metricsOf(call, `${METRICS}/nodes`);
  const list = await call.client.get('/api/v1/nodes', { labelSelector: call.flags.string('selector') || undefined });
  const part = call.flags.bool('show-capacity') ? 'capacity' : 'allocatable';
  const sizes = new Map((list.items as Json[]).map(({ metadata, status }) => [metadata.name, status?.[part] ?? {}]));
  const rows = inOrder(call, items, ({ usage }) => usageOf(usage)).map(({ metadata, usage }) => {
    const { cpu, memory } = usageOf(usage);
    const size = usageOf(sizes.get(metadata.name) ?? {});
    return [metadata.name, cpuText(cpu), percent(cpu, size.cpu), memoryText(memory), percent(memory, size.memory)];
  });
  printRows(call, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows);
}

async function prepare(call: Invocation): Promise<void> {
  const order = call.flags.string('sort-by');
  if (order && order !== 'cpu' && order !== 'memory') throw new Failure('--sort-by accepts only cpu or memory');
  if (call.args.length > 0 && call.flags.string('selector')) {
    throw new Failure('only one of NAME or selector can be provided');
  }
  const resources = await discover(call.client, true);
  if (!resources.some((each) => each.group === 'metrics.k8s.io')) throw new Failure('Metrics API not available');
}

/** Of the one that is named, or of all the selectors take in. */
async function metricsOf(call: Invocation, path: string): Promise<Json[]> {
  const [name] = call.args;
  if (name) return [await call.client.get(`${path}/${encodeURIComponent(name)}`)];
  const query = {
    labelSelector: call.flags.string('selector') || undefined,
    fieldSelector: call.flags.string('field-selector') || undefined,
  };
  return (await call.client.get(path, query)).items;
}

/** The largest first with --sort-by, else by name. */
function inOrder(call: Invocation, items: readonly Json[], usage: (item: Json) => Usage): Json[] {
  const order = call.flags.string('sort-by');
  if (order !== 'cpu' && order !== 'memory')
    return items.toSorted((one, other) => (fullName(one) < fullName(other) ? -1 : 1));
  return items.toSorted((one, other) => usage(other)[order] - usage(one)[order]);
}

function fullName({ metadata }: Json): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function podRows(item: Json, containers: boolean, everywhere: boolean): string[][] {
  const { namespace, name } = item.metadata;
  const place = everywhere ? [namespace, name] : [name];
  if (!containers) return [[...place, ...usageTexts(podUsage(item))]];
  return (item.containers as Json[]).map((each) => [...place, each.name, ...usageTexts(usageOf(each.usage))]);
}

function totalRows(items: readonly Json[], names: number): string[][] {
  const sum = items.map(podUsage).reduce(added, { cpu: 0, memory: 0 });
  const blank = Array.from({ length: names }, () => '');
  return [
    [...blank, '________', '________'],
    [...blank, ...usageTexts(sum)],
  ];
}

function podUsage(item: Json): Usage {
  return (item.containers as Json[]).map(({ usage }) => usageOf(usage)).reduce(added, { cpu: 0, memory: 0 });
}

function added(one: Usage, other: Usage): Usage {
  return { cpu: one.cpu + other.cpu, memory: one.memory + other.memory };
}

function usageTexts({ cpu, memory }: Usage): string[] {
  return [cpuText(cpu), memoryText(memory)];
}

function cpuText(cpu: number): string {
  return `${Math.ceil(cpu)}m`;
}

function memoryText(memory: number): string {
  return `${Math.floor(memory / 1_048_576)}Mi`;
}

function percent(used: number, size: number): string {
  return size > 0 ? `${Math.floor((100 * used) / size)}%` : '<unknown>';
}

function printRows(call: Invocation, header: string[], rows: readonly string[][]): void {
  const lines = [...(call.flags.bool('no-headers') ? [] : [header]), ...rows];
  call.print(alignColumns(lines.map((cells) => `${cells.join('\t')}\n`).join(''), TABLE_LAYOUT));
}

function usageOf(usage: Json): Usage {
  return { cpu: (bytesOf(usage.cpu) ?? 0) * 1000, memory: bytesOf(usage.memory) ?? 0 };
}
