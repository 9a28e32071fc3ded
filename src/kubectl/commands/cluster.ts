import type { Command } from '../command.ts';
import {
  ALL,
  ALL_NAMESPACES,
  CHANGE,
  CHUNK_SIZE,
  DRY_RUN,
  FIELD_SELECTOR,
  fieldManager,
  NO_HEADERS,
  OUTPUT,
  OVERWRITE,
  SELECTOR,
  VALIDATE,
} from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

const NODES: readonly Flag[] = [SELECTOR, DRY_RUN];
const top: readonly Flag[] = [
  SELECTOR,
  NO_HEADERS,
  { name: 'use-protocol-buffers', type: 'bool', default: 'true', help: 'Kept for compatibility.' },
  { name: 'sort-by', type: 'string', help: 'cpu or memory.' },
];

export const CLUSTER_COMMANDS: readonly Command[] = [
  {
    name: 'cluster-info',
    short: 'Display cluster information',
    usage: '[flags] [options]',
    load: async () => (await import('../verbs/cluster-info.ts')).clusterInfo,
    commands: [
      {
        name: 'dump',
        short: 'Dump relevant information for debugging and diagnosis',
        flags: [...OUTPUT, ALL_NAMESPACES, { name: 'namespaces', type: 'list', help: 'The namespaces to dump.' }],
        load: async () => (await import('../verbs/cluster-info.ts')).clusterInfoDump,
      },
    ],
  },
  {
    name: 'top',
    short: 'Display resource (CPU/memory) usage',
    commands: [
      {
        name: 'node',
        aliases: ['nodes', 'no'],
        short: 'Display resource (CPU/memory) usage of nodes',
        usage: '[NAME | -l label] [options]',
        flags: [
          ...top,
          { name: 'show-capacity', type: 'bool', help: 'Percent of what the node has, not of what pods may take.' },
        ],
        load: async () => (await import('../verbs/top.ts')).topNode,
      },
      {
        name: 'pod',
        aliases: ['pods', 'po'],
        short: 'Display resource (CPU/memory) usage of pods',
        usage: '[NAME | -l label] [options]',
        flags: [
          ...top,
          ALL_NAMESPACES,
          FIELD_SELECTOR,
          { name: 'containers', type: 'bool', help: 'Print the containers too.' },
          { name: 'sum', type: 'bool', help: 'Print the sum below.' },
        ],
        load: async () => (await import('../verbs/top.ts')).topPod,
      },
    ],
  },
  {
    name: 'cordon',
    short: 'Mark node as unschedulable',
    usage: 'NODE [options]',
    flags: NODES,
    load: async () => (await import('../verbs/cordon.ts')).cordon,
  },
  {
    name: 'uncordon',
    short: 'Mark node as schedulable',
    usage: 'NODE [options]',
    flags: NODES,
    load: async () => (await import('../verbs/cordon.ts')).uncordon,
  },
  {
    name: 'drain',
    short: 'Drain node in preparation for maintenance',
    usage: 'NODE [options]',
    flags: [
      ...NODES,
      { name: 'delete-emptydir-data', type: 'bool', help: 'Go on when pods use emptyDir.' },
      { name: 'disable-eviction', type: 'bool', help: 'Delete instead of evicting.' },
      { name: 'force', type: 'bool', help: 'Go on when pods have no controller.' },
      { name: 'grace-period', type: 'int', default: '-1', help: 'Seconds pods get to end.' },
      { name: 'ignore-daemonsets', type: 'bool', help: 'Leave pods of daemon sets alone.' },
      CHUNK_SIZE,
      { name: 'pod-selector', type: 'string', help: 'Only these pods.' },
      { name: 'timeout', type: 'duration', default: '0s', help: 'How long to wait.' },
    ],
    load: async () => (await import('../verbs/drain.ts')).drain,
  },
  {
    name: 'taint',
    short: 'Update the taints on one or more nodes',
    usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
    flags: [...CHANGE, VALIDATE, SELECTOR, ALL, fieldManager('kubectl-taint'), OVERWRITE],
    load: async () => (await import('../verbs/taint.ts')).taint,
  },
  {
    name: 'events',
    short: 'List events',
    usage:
      '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
    flags: [
      ...OUTPUT,
      ALL_NAMESPACES,
      CHUNK_SIZE,
      { name: 'for', type: 'string', help: 'Only events about this object, as TYPE/NAME.' },
      NO_HEADERS,
      { name: 'types', type: 'list', help: 'Normal, Warning or both.' },
      { name: 'watch', short: 'w', type: 'bool', help: 'Go on printing.' },
    ],
    load: async () => (await import('../verbs/events.ts')).events,
  },
  {
    name: 'api-resources',
    short: 'Print the supported API resources on the server',
    usage: '[flags] [options]',
    flags: [
      { name: 'api-group', type: 'string', help: 'Only this group.' },
      { name: 'cached', type: 'bool', help: 'Use what is known already.' },
      { name: 'categories', type: 'list', help: 'Only these categories.' },
      { name: 'namespaced', type: 'bool', default: 'true', help: 'Only types that are, or are not, in namespaces.' },
      NO_HEADERS,
      { name: 'output', short: 'o', type: 'string', help: 'wide or name.' },
      { name: 'sort-by', type: 'string', help: 'name or kind.' },
      { name: 'verbs', type: 'list', help: 'Only types that support these verbs.' },
    ],
    load: async () => (await import('../verbs/api-resources.ts')).apiResources,
  },
  {
    name: 'api-versions',
    short: 'Print the supported API versions on the server, in the form of "group/version"',
    usage: '[options]',
    load: async () => (await import('../verbs/api-resources.ts')).apiVersions,
  },
  {
    name: 'version',
    short: 'Print the client and server version information',
    usage: '[flags] [options]',
    flags: [
      { name: 'client', type: 'bool', help: 'Only the client.' },
      { name: 'output', short: 'o', type: 'string', help: 'json or yaml.' },
    ],
    load: async () => (await import('../verbs/version.ts')).version,
  },
  {
    name: 'options',
    short: 'Print the list of flags inherited by all commands',
    load: async () => (await import('../verbs/options.ts')).options,
  },
];
