import type { Command } from '../command.ts';
import { CREATE_FLAGS, FILES, OUTPUT, RECORD } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';
import { CREATE_SERVICE_COMMAND } from './create-service.ts';

const SHARED = CREATE_FLAGS;

const DATA: readonly Flag[] = [
  { name: 'append-hash', type: 'bool', help: 'Put a hash of the content behind the name.' },
  { name: 'from-env-file', type: 'list', help: 'A file of KEY=VALUE lines.' },
  { name: 'from-file', type: 'list', help: 'A file or directory, optionally as KEY=FILE.' },
  { name: 'from-literal', type: 'array', help: 'A value, as KEY=VALUE.' },
];

const IMAGE: Flag = { name: 'image', type: 'string', help: 'The image to run.' };

/** What a token ends with. */
const BOUND_OBJECT = ['kind', 'name', 'uid'].map(
  (field): Flag => ({
    name: `bound-object-${field}`,
    type: 'string',
    help: `The ${field} of an object the token ends with.`,
  }),
);

const RULES: readonly Flag[] = [
  { name: 'verb', type: 'list', help: 'What may be done.' },
  { name: 'resource', type: 'list', help: 'The types it may be done to.' },
  { name: 'resource-name', type: 'array', help: 'The objects it may be done to.' },
];

const SUBJECTS: readonly Flag[] = [
  { name: 'clusterrole', type: 'string', help: 'The cluster role to bind.' },
  { name: 'user', type: 'array', help: 'Users to bind it to.' },
  { name: 'group', type: 'array', help: 'Groups to bind it to.' },
  { name: 'serviceaccount', type: 'array', help: 'Service accounts to bind it to, as NAMESPACE:NAME.' },
];

const workloads = async () => await import('../verbs/create-workloads.ts');
const access = async () => await import('../verbs/create-access.ts');
const data = async () => await import('../verbs/create-data.ts');
const services = async () => await import('../verbs/create-services.ts');
const policies = async () => await import('../verbs/create-policies.ts');

export const CREATE_COMMAND: Command = {
  name: 'create',
  short: 'Create a resource from a file or from stdin',
  usage: '-f FILENAME [options]',
  flags: [
    ...FILES,
    RECORD,
    ...SHARED,
    { name: 'edit', type: 'bool', help: 'Edit the manifest first.' },
    { name: 'raw', type: 'string', help: 'A URL path to send the manifest to.' },
    { name: 'selector', short: 'l', type: 'string', help: 'Only the objects of the manifest that match.' },
  ],
  load: async () => (await import('../verbs/create.ts')).create,
  commands: [
    {
      name: 'clusterrole',
      short: 'Create a cluster role',
      usage:
        'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
      flags: [
        ...SHARED,
        ...RULES,
        { name: 'non-resource-url', type: 'list', help: 'Paths it may be done to.' },
        { name: 'aggregation-rule', type: 'string', help: 'Labels of roles to join.' },
      ],
      load: async () => (await access()).createClusterRole,
    },
    {
      name: 'clusterrolebinding',
      short: 'Create a cluster role binding for a particular cluster role',
      usage:
        'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
      flags: [...SHARED, ...SUBJECTS],
      load: async () => (await access()).createClusterRoleBinding,
    },
    {
      name: 'configmap',
      aliases: ['cm'],
      short: 'Create a config map from a local file, directory or literal value',
      usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
      flags: [...SHARED, ...DATA],
      load: async () => (await data()).createConfigMap,
    },
    {
      name: 'cronjob',
      aliases: ['cj'],
      short: 'Create a cron job with the specified name',
      usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
      flags: [
        ...SHARED,
        IMAGE,
        { name: 'schedule', type: 'string', help: 'When to run, in cron format.' },
        { name: 'restart', type: 'string', help: 'OnFailure or Never.' },
      ],
      load: async () => (await workloads()).createCronJob,
    },
    {
      name: 'deployment',
      aliases: ['deploy'],
      short: 'Create a deployment with the specified name',
      usage: 'NAME --image=image -- [COMMAND] [args...] [options]',
      flags: [
        ...SHARED,
        { name: 'image', type: 'list', help: 'The images to run.' },
        { name: 'port', type: 'int', default: '-1', help: 'The port the container exposes.' },
        { name: 'replicas', short: 'r', type: 'int', default: '1', help: 'How many pods.' },
      ],
      load: async () => (await workloads()).createDeployment,
    },
    {
      name: 'ingress',
      aliases: ['ing'],
      short: 'Create an ingress with the specified name',
      usage: 'NAME --rule=host/path=service:port[,tls[=secret]]  [options]',
      flags: [
        ...SHARED,
        { name: 'annotation', type: 'array', help: 'Annotations.' },
        { name: 'class', type: 'string', help: 'The ingress class.' },
        { name: 'default-backend', type: 'string', help: 'Where the rest goes, as SERVICE:PORT.' },
        { name: 'rule', type: 'array', help: 'host/path=service:port[,tls[=secret]]' },
      ],
      load: async () => (await services()).createIngress,
    },
    {
      name: 'job',
      short: 'Create a job with the specified name',
      usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
      flags: [...SHARED, IMAGE, { name: 'from', type: 'string', help: 'The cron job to make it from.' }],
      load: async () => (await workloads()).createJob,
    },
    {
      name: 'namespace',
      aliases: ['ns'],
      short: 'Create a namespace with the specified name',
      usage: 'NAME [--dry-run=server|client|none] [options]',
      flags: SHARED,
      load: async () => (await policies()).createNamespace,
    },
    {
      name: 'poddisruptionbudget',
      aliases: ['pdb'],
      short: 'Create a pod disruption budget with the specified name',
      usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]',
      flags: [
        ...SHARED,
        { name: 'max-unavailable', type: 'string', help: 'How many pods may be away, as a number or a share.' },
        { name: 'min-available', type: 'string', help: 'How many pods have to stay, as a number or a share.' },
        { name: 'selector', type: 'string', help: 'The pods, by their labels.' },
      ],
      load: async () => (await policies()).createDisruptionBudget,
    },
    {
      name: 'priorityclass',
      aliases: ['pc'],
      short: 'Create a priority class with the specified name',
      usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]',
      flags: [
        ...SHARED,
        { name: 'value', type: 'int', default: '0', help: 'The priority.' },
        { name: 'global-default', type: 'bool', help: 'For all pods that name none.' },
        { name: 'description', type: 'string', help: 'What it is for.' },
        {
          name: 'preemption-policy',
          type: 'string',
          default: 'PreemptLowerPriority',
          help: 'Never or PreemptLowerPriority.',
        },
      ],
      load: async () => (await policies()).createPriorityClass,
    },
    {
      name: 'quota',
      aliases: ['resourcequota'],
      short: 'Create a quota with the specified name',
      usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]',
      flags: [
        ...SHARED,
        { name: 'hard', type: 'string', help: 'The limits.' },
        { name: 'scopes', type: 'string', help: 'The scopes.' },
      ],
      load: async () => (await policies()).createQuota,
    },
    {
      name: 'role',
      short: 'Create a role with single rule',
      usage:
        'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
      flags: [...SHARED, ...RULES],
      load: async () => (await access()).createRole,
    },
    {
      name: 'rolebinding',
      short: 'Create a role binding for a particular role or cluster role',
      usage:
        'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
      flags: [...SHARED, ...SUBJECTS, { name: 'role', type: 'string', help: 'The role to bind.' }],
      load: async () => (await access()).createRoleBinding,
    },
    {
      name: 'secret',
      short: 'Create a secret using a specified subcommand',
      usage: '(docker-registry | generic | tls) [options]',
      commands: [
        {
          name: 'docker-registry',
          short: 'Create a secret for use with a Docker registry',
          usage:
            'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none] [options]',
          flags: [
            ...SHARED,
            { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/', help: 'The registry.' },
            { name: 'docker-username', type: 'string', help: 'The user.' },
            { name: 'docker-password', type: 'string', help: 'The password.' },
            { name: 'docker-email', type: 'string', help: 'The mail address.' },
            { name: 'from-file', type: 'list', help: 'A file with the configuration.' },
          ],
          load: async () => (await data()).createRegistrySecret,
        },
        {
          name: 'generic',
          short: 'Create a secret from a local file, directory, or literal value',
          usage:
            'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
          flags: [...SHARED, ...DATA, { name: 'type', type: 'string', help: 'The type of the secret.' }],
          load: async () => (await data()).createGenericSecret,
        },
        {
          name: 'tls',
          short: 'Create a TLS secret',
          usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [options]',
          flags: [
            ...SHARED,
            { name: 'cert', type: 'string', help: 'The certificate file.' },
            { name: 'key', type: 'string', help: 'The key file.' },
          ],
          load: async () => (await data()).createTlsSecret,
        },
      ],
    },
    CREATE_SERVICE_COMMAND,
    {
      name: 'serviceaccount',
      aliases: ['sa'],
      short: 'Create a service account with the specified name',
      usage: 'NAME [--dry-run=server|client|none] [options]',
      flags: SHARED,
      load: async () => (await policies()).createServiceAccount,
    },
    {
      name: 'token',
      short: 'Request a service account token',
      usage: 'SERVICE_ACCOUNT_NAME [options]',
      flags: [
        { name: 'audience', type: 'array', help: 'Who the token is for.' },
        ...BOUND_OBJECT,
        { name: 'duration', type: 'duration', default: '0s', help: 'How long it is good for.' },
        ...OUTPUT,
      ],
      load: async () => (await policies()).createToken,
    },
  ],
};
