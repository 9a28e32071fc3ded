import type { JsonObject } from '../json-object.ts';
import { anything, flag, listOf, struct, text, texts } from '../schema/build.ts';
import { NODE_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';

export const nodeKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  hasStatus: true,
  hasGeneration: false,
  schema: struct('Node', {
    spec: struct('NodeSpec', {
      podCIDR: text,
      podCIDRs: texts,
      providerID: text,
      unschedulable: flag,
      taints: listOf(struct('Taint', { key: text, value: text, effect: text, timeAdded: text })),
      externalID: text,
      configSource: anything,
    }),
    status: NODE_STATUS,
  }),
  selectableFields: { 'spec.unschedulable': (node) => String(node['spec']?.unschedulable ?? false) },
  columns: [
    NAME_COLUMN,
    column('Status', statusText),
    column('Roles', rolesText),
    AGE_COLUMN,
    column('Version', (node) => node['status']?.nodeInfo?.kubeletVersion ?? ''),
    wideColumn('Internal-IP', (node) => addressOf(node, 'InternalIP') ?? '<none>'),
    wideColumn('External-IP', (node) => addressOf(node, 'ExternalIP') ?? '<none>'),
    wideColumn('OS-Image', (node) => node['status']?.nodeInfo?.osImage || '<unknown>'),
    wideColumn('Kernel-Version', (node) => node['status']?.nodeInfo?.kernelVersion || '<unknown>'),
    wideColumn('Container-Runtime', (node) => node['status']?.nodeInfo?.containerRuntimeVersion || '<unknown>'),
  ],
  default(node, { operation }) {
    const spec = (node['spec'] ??= {});
    if (operation === 'create' && !isReadyNode(node)) spec.taints = withNotReadyTaint(spec.taints ?? []);
    if (spec.podCIDR && !spec.podCIDRs) spec.podCIDRs = [spec.podCIDR];
    node['status'] ??= {};
  },
};

export const NOT_READY_TAINT = 'node.kubernetes.io/not-ready';

/** New nodes take no pods until they say they are ready. */
function withNotReadyTaint(taints: JsonObject[]): JsonObject[] {
  if (taints.some((taint) => taint['key'] === NOT_READY_TAINT)) return taints;
  return [...taints, { key: NOT_READY_TAINT, effect: 'NoSchedule' }];
}

/** An address of a node, by type; undefined when it has none. */
export function addressOf(node: KubernetesObject, type: string): string | undefined {
  return node['status']?.addresses?.find((address: JsonObject) => address['type'] === type)?.address;
}

export function isReadyNode(node: KubernetesObject): boolean {
  return (node['status']?.conditions ?? []).some(
    (one: JsonObject) => one['type'] === 'Ready' && one['status'] === 'True',
  );
}

function statusText(node: KubernetesObject): string {
  const ready = node['status']?.conditions?.find((one: JsonObject) => one['type'] === 'Ready');
  const text = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return node['spec']?.unschedulable ? `${text},SchedulingDisabled` : text;
}

const ROLE = 'node-role.kubernetes.io/';

function rolesText(node: KubernetesObject): string {
  const labels = node.metadata.labels ?? {};
  const roles = Object.keys(labels).flatMap((label) => {
    if (label.startsWith(ROLE)) return label.slice(ROLE.length) || [];
    return label === 'kubernetes.io/role' && labels[label] ? labels[label] : [];
  });
  return [...new Set(roles)].sort().join(',') || '<none>';
}
