import type { Command } from './command.ts';
import { ACCESS_COMMANDS } from './commands/access.ts';
import { APPLY_COMMANDS } from './commands/apply.ts';
import { BASIC_COMMANDS } from './commands/basic.ts';
import { CLUSTER_COMMANDS } from './commands/cluster.ts';
import { CONFIG_COMMAND } from './commands/config.ts';
import { CREATE_COMMAND } from './commands/create.ts';
import { DEPLOY_COMMANDS } from './commands/deploy.ts';
import { POD_COMMANDS } from './commands/pods.ts';

/** How the verbs are arranged in kubectl's own help, which is the order suggestions come in as well. */
export const COMMAND_GROUPS: Readonly<Record<string, string>> = {
  'Basic Commands (Beginner)': 'create expose run set',
  'Basic Commands (Intermediate)': 'explain get edit delete',
  'Deploy Commands': 'rollout scale autoscale',
  'Cluster Management Commands': 'cluster-info top cordon uncordon drain taint',
  'Troubleshooting and Debugging Commands': 'describe logs attach exec port-forward cp auth debug events',
  'Advanced Commands': 'diff apply patch replace wait kustomize',
  'Settings Commands': 'label annotate completion',
  'Other Commands': 'api-resources api-versions config plugin version',
};

const ORDER = Object.values(COMMAND_GROUPS).flatMap((names) => names.split(' '));

const VERBS: readonly Command[] = [
  CREATE_COMMAND,
  ...BASIC_COMMANDS,
  ...DEPLOY_COMMANDS,
  ...CLUSTER_COMMANDS,
  ...POD_COMMANDS,
  ...ACCESS_COMMANDS,
  ...APPLY_COMMANDS,
  CONFIG_COMMAND,
];

/** `kubectl` itself with every verb. */
export const COMMANDS: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager.',
  usage: '[flags] [options]',
  commands: VERBS.toSorted((one, other) => place(one) - place(other)),
};

/** What no group lists comes last. */
function place({ name }: Command): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}
