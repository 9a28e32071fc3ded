import type { Command } from './command.ts';
import { ACCESS_COMMANDS } from './commands/access.ts';
import { APPLY_COMMANDS } from './commands/apply.ts';
import { BASIC_COMMANDS } from './commands/basic.ts';
import { CLUSTER_COMMANDS } from './commands/cluster.ts';
import { CONFIG_COMMAND } from './commands/config.ts';
import { CREATE_COMMAND } from './commands/create.ts';
import { DEPLOY_COMMANDS } from './commands/deploy.ts';
import { POD_COMMANDS } from './commands/pods.ts';

/** `kubectl` itself: every verb, in the order its help lists them. */
export const COMMANDS: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager.',
  long: 'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/',
  usage: '[flags] [options]',
  commands: [
    CREATE_COMMAND,
    ...BASIC_COMMANDS,
    ...DEPLOY_COMMANDS,
    ...CLUSTER_COMMANDS,
    ...POD_COMMANDS,
    ...ACCESS_COMMANDS,
    ...APPLY_COMMANDS,
    CONFIG_COMMAND,
  ],
};
