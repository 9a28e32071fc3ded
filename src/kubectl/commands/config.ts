import type { Command } from '../command.ts';
import { GLOBAL_FLAGS, NO_HEADERS, OUTPUT } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

/** A flag of every command that here says what to write. */
function ownFlag(name: string): Flag {
  return { ...GLOBAL_FLAGS.find((flag) => flag.name === name)!, help: `The ${name} to set.` };
}

const CLUSTER_FIELDS = ['server', 'certificate-authority', 'insecure-skip-tls-verify', 'tls-server-name'].map(ownFlag);
const USER_FIELDS = ['client-certificate', 'client-key', 'token', 'username', 'password'].map(ownFlag);

const RAW: Flag = { name: 'raw', type: 'bool', help: 'Show secrets and certificates as they are.' };
const reading = async () => await import('../verbs/config-read.ts');
const writing = async () => await import('../verbs/config-write.ts');

export const CONFIG_COMMAND: Command = {
  name: 'config',
  short: 'Modify kubeconfig files',
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
      usage: '[(-o|--output=)name)] [options]',
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
      usage:
        'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com] [options]',
      flags: CLUSTER_FIELDS,
      load: async () => (await writing()).setCluster,
    },
    {
      name: 'set-context',
      short: 'Set a context entry in kubeconfig',
      usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
      flags: [
        { name: 'current', type: 'bool', help: 'Modify the current context' },
        ...['cluster', 'user', 'namespace'].map(ownFlag),
      ],
      load: async () => (await writing()).setContext,
    },
    {
      name: 'set-credentials',
      short: 'Set a user entry in kubeconfig',
      usage:
        'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [options]',
      flags: USER_FIELDS,
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
