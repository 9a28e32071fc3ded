import type { Command } from '../command.ts';
import { CREATE_FLAGS } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

const TCP: Flag = { name: 'tcp', type: 'list', help: 'Port pairs, as PORT[:TARGET].' };
const NODE_PORT: Flag = { name: 'node-port', type: 'int', default: '0', help: 'The port on each node.' };

const services = async () => await import('../verbs/create-services.ts');

export const CREATE_SERVICE_COMMAND: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  commands: [
    {
      name: 'clusterip',
      short: 'Create a ClusterIP service',
      usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]',
      flags: [
        ...CREATE_FLAGS,
        TCP,
        { name: 'clusterip', type: 'string', help: 'The address; None for a headless service.' },
      ],
      load: async () => (await services()).createClusterIp,
    },
    {
      name: 'externalname',
      short: 'Create an ExternalName service',
      usage: 'NAME --external-name external.name [--dry-run=server|client|none] [options]',
      flags: [...CREATE_FLAGS, TCP, { name: 'external-name', type: 'string', help: 'The name to point to.' }],
      load: async () => (await services()).createExternalName,
    },
    {
      name: 'loadbalancer',
      short: 'Create a LoadBalancer service',
      usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
      flags: [...CREATE_FLAGS, TCP],
      load: async () => (await services()).createLoadBalancer,
    },
    {
      name: 'nodeport',
      short: 'Create a NodePort service',
      usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
      flags: [...CREATE_FLAGS, TCP, NODE_PORT],
      load: async () => (await services()).createNodePort,
    },
  ],
};
