import type { Json } from '../client/api-client.ts';
import { isNotFound } from '../failure.ts';
import {
  ageText,
  annotationLines,
  type DescribeContext,
  type Describer,
  dateText,
  eventLines,
  pairLines,
} from './describer.ts';

const ROLE = 'node-role.kubernetes.io/';

/** A node, with its pods and what they ask for. */
export const describeNode: Describer = async (node, context) => {
  const { metadata, spec = {}, status = {} } = node;
  const roles = Object.keys(metadata.labels ?? {})
    .filter((key) => key.startsWith(ROLE))
    .map((key) => key.slice(ROLE.length))
    .sort();
  const taints = ((spec.taints ?? []) as Json[]).map(
    (each) => `${each.key}${each.value ? `=${each.value}` : ''}:${each.effect}`,
  );
  return [
    `Name:\t${metadata.name}`,
    `Roles:\t${roles.join(',') || '<none>'}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`,
    ...(taints.length
      ? taints.map((taint, index) => `${index === 0 ? 'Taints:' : ''}\t${taint}`)
      : ['Taints:\t<none>']),
    `Unschedulable:\t${spec.unschedulable ?? false}`,
    ...(await leaseLines(metadata.name, context)),
    ...conditionLines(status.conditions ?? []),
    ...(status.addresses?.length
      ? ['Addresses:', ...(status.addresses as Json[]).map((each) => `  ${each.type}:\t${each.address}`)]
      : []),
    ...amountLines('Capacity', status.capacity),
    ...amountLines('Allocatable', status.allocatable),
    ...systemLines(status.nodeInfo ?? {}),
    ...(spec.podCIDR ? [`PodCIDR:\t${spec.podCIDR}`] : []),
    ...(spec.podCIDRs?.length ? [`PodCIDRs:\t${spec.podCIDRs.join(',')}`] : []),
    ...(spec.providerID ? [`ProviderID:\t${spec.providerID}`] : []),
    ...(await podLines(node, context)),
    ...(await eventLines(node, context)),
  ];
};

async function leaseLines(name: string, { call }: DescribeContext): Promise<string[]> {
  try {
    const { spec = {} } = await call.client.get(
      `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`,
    );
    return [
      'Lease:',
      `  HolderIdentity:\t${spec.holderIdentity ?? '<unset>'}`,
      '  AcquireTime:\t<unset>',
      `  RenewTime:\t${dateText(spec.renewTime)}`,
    ];
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    return [`Lease:\tFailed to get lease: leases.coordination.k8s.io "${name}" not found`];
  }
}

function conditionLines(conditions: readonly Json[]): string[] {
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
    '  ----\t------\t-----------------\t------------------\t------\t-------',
    ...conditions.map(
      (each) =>
        `  ${each.type} \t${each.status} \t${heartbeatText(each.lastHeartbeatTime)} \t${heartbeatText(each.lastTransitionTime)} \t${each.reason ?? ''} \t${each.message ?? ''}`,
    ),
  ];
}

function amountLines(label: string, amounts: Json | undefined): string[] {
  const keys = Object.keys(amounts ?? {}).sort();
  return keys.length ? [`${label}:`, ...keys.map((key) => `  ${key}:\t${amounts[key]}`)] : [];
}

function systemLines(info: Json): string[] {
  const rows: [string, string][] = [
    ['Machine ID', info.machineID],
    ['System UUID', info.systemUUID],
    ['Boot ID', info.bootID],
    ['Kernel Version', info.kernelVersion],
    ['OS Image', info.osImage],
    ['Operating System', info.operatingSystem],
    ['Architecture', info.architecture],
    ['Container Runtime Version', info.containerRuntimeVersion],
    ['Kubelet Version', info.kubeletVersion],
    ['Kube-Proxy Version', info.kubeProxyVersion],
  ];
  return ['System Info:', ...rows.map(([label, value]) => `  ${label}:\t${value ?? ''}`)];
}

async function podLines(node: Json, { call }: DescribeContext): Promise<string[]> {
  const fieldSelector = `spec.nodeName=${node.metadata.name},status.phase!=Failed,status.phase!=Succeeded`;
  const pods: Json[] = (await call.client.get('/api/v1/pods', { fieldSelector, limit: '500' })).items ?? [];
  const room = node.status?.allocatable ?? node.status?.capacity ?? {};
  const total: Record<string, [number, number]> = { cpu: [0, 0], memory: [0, 0], 'ephemeral-storage': [0, 0] };
  const rows = pods.map((pod) => {
    const cells = (['cpu', 'memory'] as const).flatMap((name) => {
      const asked = sum(pod, 'requests', name);
      const most = sum(pod, 'limits', name);
      total[name]![0] += asked;
      total[name]![1] += most;
      return [share(name, asked, room[name]), share(name, most, room[name])];
    });
    const { namespace, name, creationTimestamp } = pod.metadata;
    return `  ${namespace}\t${name}\t\t${cells.join('\t')}\t${ageText(creationTimestamp, call.context.clock.now())}`;
  });
  return [
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
    ...rows,
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    ...Object.entries(total).map(
      ([name, [asked, most]]) => `  ${name}\t${share(name, asked, room[name])}\t${share(name, most, room[name])}`,
    ),
  ];
}

function sum(pod: Json, what: 'requests' | 'limits', name: string): number {
  return ((pod.spec.containers ?? []) as Json[]).reduce(
    (total, each) => total + amount(each.resources?.[what]?.[name]),
    0,
  );
}

function share(name: string, used: number, room: string | undefined): string {
  const percent = room ? Math.floor((used / amount(room)) * 100) : 0;
  return `${amountText(name, used)} (${percent}%)`;
}

function amountText(name: string, value: number): string {
  if (value === 0) return '0';
  if (name === 'cpu') return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
  for (const [unit, size] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const) {
    if (value % size === 0) return `${value / size}${unit}`;
  }
  return String(value);
}

const UNITS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function amount(text: string | number | undefined): number {
  const [, digits, unit] = /^([\d.]+)([a-zA-Z]*)$/.exec(String(text ?? '0')) ?? [];
  return Number(digits ?? 0) * (UNITS[unit ?? ''] ?? 1);
}

/** A time that was never set is Go's zero time. */
function heartbeatText(time: string | undefined): string {
  return time ? dateText(time) : 'Mon, 01 Jan 0001 00:00:00 +0000';
}
