import type { Json } from '../client/api-client.ts';
import { discover } from '../client/discovery.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';

/** `kubectl top pod` and `kubectl top node`. */
export async function top(call: Invocation): Promise<void> {
  const resources = await discover(call.client, true);
  if (!resources.some((each) => each.group === 'metrics.k8s.io')) throw new Failure('Metrics API not available');
  const ofNodes = call.command.name === 'node';
  const everywhere = call.flags.bool('all-namespaces');
  const scope = ofNodes || everywhere ? '' : `/namespaces/${encodeURIComponent(call.namespace)}`;
  const path = `/apis/metrics.k8s.io/v1beta1${scope}/${ofNodes ? 'nodes' : 'pods'}`;
  const list = await call.client.get(path, { labelSelector: call.flags.string('selector') || undefined });
  const items = (list.items as Json[]).filter(
    (item) => call.args.length === 0 || call.args.includes(item.metadata.name),
  );
  const rows = items.map((item) => {
    const usages: Json[] = item.usage ? [item.usage] : item.containers.map((each: Json) => each.usage);
    const cpu = usages.reduce((sum, usage) => sum + milliCpu(usage.cpu), 0);
    const memory = usages.reduce((sum, usage) => sum + mebibytes(usage.memory), 0);
    const name = everywhere ? `${item.metadata.namespace}\t${item.metadata.name}` : item.metadata.name;
    return `${name}\t${Math.ceil(cpu)}m\t${Math.floor(memory)}Mi\n`;
  });
  const header = call.flags.bool('no-headers')
    ? ''
    : `${everywhere ? 'NAMESPACE\t' : ''}NAME\tCPU(cores)\tMEMORY(bytes)\n`;
  call.print(alignColumns(header + rows.join(''), TABLE_LAYOUT));
}

function milliCpu(text: string): number {
  const [, amount, unit] = /^([\d.]+)([num]?)$/.exec(text) ?? [];
  const factors: Record<string, number> = { n: 1e-6, u: 1e-3, m: 1, '': 1000 };
  return Number(amount ?? 0) * factors[unit ?? '']!;
}

function mebibytes(text: string): number {
  const [, amount, unit] = /^([\d.]+)(Ki|Mi|Gi)?$/.exec(text) ?? [];
  const factors: Record<string, number> = { Ki: 1 / 1024, Mi: 1, Gi: 1024 };
  return Number(amount ?? 0) * (factors[unit ?? ''] ?? 1 / 1_048_576);
}
