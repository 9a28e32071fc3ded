import type { Command } from '../command.ts';
import { NO_HEADERS, OUTPUT } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

const RAW: Flag = { name: 'raw', type: 'bool', help: 'Show secrets and certificates as they are.' };
const reading = async () => await import('../verbs/config-read.ts');
const writing = async () => await import('../verbs/config-write.ts');

export const CONFIG_COMMAND: Command = {
  name: 'config',
  short: 'Modify kubeconfig files',
  long: 'Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".\n\n The file is the one of --kubeconfig, else of $KUBECONFIG, else ~/.kube/config.',
  usage: 'SUBCOMMAND [options]',
  commands: [
    {
      name: 'current-context',
      short: 'Display the current-context',
      load: async () => (await reading()).currentContext,
    },
    {
      name: 'delete-cluster',
      short: 'Delete the specified cluster from the kubeconfig',
      usage: 'NAME [options]',
      load: async () => (await writing()).deleteCluster,
    },
    {
      name: 'delete-context',
      short: 'Delete the specified context from the kubeconfig',
      usage: 'NAME [options]',
      load: async () => (await writing()).deleteContext,
    },
    {
      name: 'delete-user',
      short: 'Delete the specified user from the kubeconfig',
      usage: 'NAME [options]',
      load: async () => (await writing()).deleteUser,
    },
    {
      name: 'get-clusters',
      short: 'Display clusters defined in the kubeconfig',
      load: async () => (await reading()).getClusters,
    },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      usage: '[(-o|--output=)name] [options]',
      flags: [NO_HEADERS, { name: 'output', short: 'o', type: 'string', help: 'name.' }],
      load: async () => (await reading()).getContexts,
    },
    {
      name: 'get-users',
      short: 'Display users defined in the kubeconfig',
      load: async () => (await reading()).getUsers,
    },
    {
      name: 'rename-context',
      short: 'Rename a context from the kubeconfig file',
      usage: 'CONTEXT_NAME NEW_NAME [options]',
      load: async () => (await writing()).renameContext,
    },
    {
      name: 'set',
      short: 'Set an individual value in a kubeconfig file',
      usage: 'PROPERTY_NAME PROPERTY_VALUE [options]',
      flags: [{ name: 'set-raw-bytes', type: 'bool', help: 'The value is base64.' }],
      load: async () => (await writing()).setProperty,
    },
    {
      name: 'set-cluster',
      short: 'Set a cluster entry in kubeconfig',
      usage: 'NAME [--server=server] [options]',
      load: async () => (await writing()).setCluster,
    },
    {
      name: 'set-context',
      short: 'Set a context entry in kubeconfig',
      long: 'Set a context entry in kubeconfig.\n\n Specifying a name that already exists will merge new fields on top of existing values for those fields.',
      usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
      flags: [{ name: 'current', type: 'bool', help: 'Modify the current context' }],
      load: async () => (await writing()).setContext,
    },
    {
      name: 'set-credentials',
      short: 'Set a user entry in kubeconfig',
      usage: 'NAME [--token=bearer_token] [options]',
      load: async () => (await writing()).setCredentials,
    },
    {
      name: 'unset',
      short: 'Unset an individual value in a kubeconfig file',
      usage: 'PROPERTY_NAME [options]',
      load: async () => (await writing()).unsetProperty,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      short: 'Set the current-context in a kubeconfig file',
      usage: 'CONTEXT_NAME [options]',
      load: async () => (await writing()).useContext,
    },
    {
      name: 'view',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      usage: '[flags] [options]',
      flags: [
        ...OUTPUT,
        RAW,
        { name: 'minify', type: 'bool', help: 'Only what the current context uses.' },
        { name: 'flatten', type: 'bool', help: 'Put files into the text.' },
        { name: 'merge', type: 'bool', default: 'true', help: 'Merge all files.' },
      ],
      load: async () => (await reading()).view,
    },
  ],
};
