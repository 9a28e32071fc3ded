import { apiVersionOf } from '../kind-table.ts';
import { anything, listOf, mapOf, quantity, struct, text } from '../schema/build.ts';
import { column, NAME_COLUMN } from '../table/age-column.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject, ReadStore } from '../types.ts';
import { lastLook, type PodRequests, podUsage } from './pod-usage.ts';
import { systemUsage, type Usage } from './usage.ts';

const SHARED = { group: 'metrics.k8s.io', version: 'v1beta1', singular: '', verbs: ['get', 'list'] } as const;
const USAGE = mapOf(quantity);
const WINDOW_FIELDS = { timestamp: text, window: text };

/** What metrics-server serves: what pods and nodes use, worked out when it is asked for. */
export function metricsKinds(requests: PodRequests): readonly Kind[] {
  const pods: Kind = {
    ...SHARED,
    kind: 'PodMetrics',
    plural: 'pods',
    namespaced: true,
    schema: struct('PodMetrics', {
      ...WINDOW_FIELDS,
      containers: listOf(struct('ContainerMetrics', { name: text, usage: USAGE })),
    }),
    columns: [
      NAME_COLUMN,
      column('CPU', (one) => cellOf(sumOf(one['containers']).cpu, 'cpu')),
      column('Memory', (one) => cellOf(sumOf(one['containers']).memory, 'memory')),
      column('Window', (one) => one['window']),
    ],
    reflections: (store, namespace, now) =>
      store.list('pods', namespace).flatMap((pod) => {
        const used = podUsage(pod, now, requests);
        if (!used) return [];
        const containers = used.map(({ name, usage }) => ({ name, usage: quantitiesOf(usage) }));
        return [{ ...metricsOf(pods, pod, now), containers }];
      }),
  };
  const nodes: Kind = {
    ...SHARED,
    kind: 'NodeMetrics',
    plural: 'nodes',
    namespaced: false,
    schema: struct('NodeMetrics', { ...WINDOW_FIELDS, usage: USAGE, status: anything }),
    columns: [
      NAME_COLUMN,
      column('CPU', (one) => one['usage'].cpu),
      column('Memory', (one) => one['usage'].memory),
      column('Window', (one) => one['window']),
    ],
    reflections: (store, _namespace, now) =>
      store.list('nodes').map((node) => ({
        ...metricsOf(nodes, node, now),
        usage: quantitiesOf(nodeUsage(store, node, now, requests)),
      })),
  };
  return [nodes, pods];
}

function metricsOf(kind: Kind, { metadata }: KubernetesObject, now: number): KubernetesObject {
  const { name, namespace, labels } = metadata;
  const at = formatTimestamp(lastLook(now));
  return {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      creationTimestamp: formatTimestamp(now),
      ...(labels ? { labels } : {}),
    },
    timestamp: at,
    window: '15s',
  };
}

function nodeUsage(store: ReadStore, node: KubernetesObject, now: number, requests: PodRequests): Usage {
  const total = systemUsage(node, lastLook(now));
  for (const pod of store.list('pods')) {
    if (pod['spec'].nodeName !== node.metadata.name) continue;
    for (const { usage } of podUsage(pod, now, requests) ?? []) {
      total.cpu += usage.cpu;
      total.memory += usage.memory;
    }
  }
  return total;
}

/** As metrics-server writes them: billionths of a core, and kibibytes. */
function quantitiesOf({ cpu, memory }: Usage): { cpu: string; memory: string } {
  return { cpu: `${Math.round(cpu * 1e6)}n`, memory: `${Math.round(memory / 1_024)}Ki` };
}

function sumOf(containers: readonly { usage: { cpu: string; memory: string } }[]): Usage {
  const sum = (part: 'cpu' | 'memory') =>
    containers.reduce((total, { usage }) => total + Number.parseInt(usage[part], 10), 0);
  return { cpu: sum('cpu'), memory: sum('memory') };
}

function cellOf(amount: number, part: 'cpu' | 'memory'): string {
  return part === 'cpu' ? `${amount}n` : `${amount}Ki`;
}
