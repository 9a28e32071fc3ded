import type { Flag } from './flags.ts';

/** Flags every command takes. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: 'as', type: 'string', help: 'Username to impersonate for the operation.' },
  { name: 'as-group', type: 'array', help: 'Group to impersonate for the operation; may be repeated.' },
  { name: 'as-uid', type: 'string', help: 'UID to impersonate for the operation.' },
  { name: 'cache-dir', type: 'string', help: 'Where discovery would be cached.' },
  { name: 'certificate-authority', type: 'string', help: 'Path to a certificate file of the authority.' },
  { name: 'client-certificate', type: 'string', help: 'Path to a client certificate file for TLS.' },
  { name: 'client-key', type: 'string', help: 'Path to a client key file for TLS.' },
  { name: 'cluster', type: 'string', help: 'The kubeconfig cluster to use.' },
  { name: 'context', type: 'string', help: 'The kubeconfig context to use.' },
  { name: 'disable-compression', type: 'bool', help: 'Do not ask for compressed answers.' },
  { name: 'insecure-skip-tls-verify', type: 'bool', help: "Do not check the server's certificate." },
  { name: 'kubeconfig', type: 'string', help: 'Path to the kubeconfig file.' },
  { name: 'match-server-version', type: 'bool', help: 'Require the server to have the same version.' },
  { name: 'namespace', short: 'n', type: 'string', help: 'The namespace scope of this call.' },
  { name: 'password', type: 'string', help: 'Password for basic authentication.' },
  {
    name: 'request-timeout',
    type: 'string',
    default: '0',
    help: 'How long to wait for one answer; zero waits for ever.',
  },
  { name: 'server', short: 's', type: 'string', help: 'The address and port of the API server.' },
  { name: 'tls-server-name', type: 'string', help: 'Name to check the server certificate against.' },
  { name: 'token', type: 'string', help: 'Bearer token for the API server.' },
  { name: 'user', type: 'string', help: 'The kubeconfig user to use.' },
  { name: 'username', type: 'string', help: 'Username for basic authentication.' },
  { name: 'v', short: 'v', type: 'int', default: '0', help: 'How much to log.' },
  { name: 'warnings-as-errors', type: 'bool', help: 'Treat warnings of the server as errors.' },
];

export const FILES: readonly Flag[] = [
  {
    name: 'filename',
    short: 'f',
    type: 'list',
    help: 'A file, directory or - (standard input) that holds the objects.',
  },
  { name: 'recursive', short: 'R', type: 'bool', help: 'Go through the directories of --filename recursively.' },
  { name: 'kustomize', short: 'k', type: 'string', help: 'A directory with a kustomization.' },
];

export const SELECTOR: Flag = {
  name: 'selector',
  short: 'l',
  type: 'string',
  help: "Label query to filter by, such as 'a=b', 'a!=b', 'a in (b,c)' or 'a'.",
};

export const FIELD_SELECTOR: Flag = {
  name: 'field-selector',
  type: 'string',
  help: 'Field query to filter by, such as status.phase=Running.',
};

export const ALL_NAMESPACES: Flag = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  help: 'Work on the objects of all namespaces.',
};

export const ALL: Flag = { name: 'all', type: 'bool', help: 'Select every object of the types in the namespace.' };

export const NO_HEADERS: Flag = { name: 'no-headers', type: 'bool', help: 'Leave the header line out.' };

export const CHUNK_SIZE: Flag = {
  name: 'chunk-size',
  type: 'int',
  default: '500',
  help: 'Fetch long lists in pieces of this size.',
};

export const LOCAL: Flag = { name: 'local', type: 'bool', help: 'Change the manifest only, not the server.' };

export const OVERWRITE: Flag = { name: 'overwrite', type: 'bool', help: 'Replace values that are already there.' };

export const SUBRESOURCE: Flag = {
  name: 'subresource',
  type: 'string',
  help: 'A part of the object: status or scale.',
};

export const IGNORE_NOT_FOUND: Flag = {
  name: 'ignore-not-found',
  type: 'bool',
  help: 'Say nothing about what is not there.',
};

export const STDIN: Flag = { name: 'stdin', short: 'i', type: 'bool', help: 'Keep stdin open.' };

export const TTY: Flag = { name: 'tty', short: 't', type: 'bool', help: 'Give the container a terminal.' };

export const RESOURCE_VERSION: Flag = {
  name: 'resource-version',
  type: 'string',
  help: 'Only change the object if it has this version.',
};

export const SERVER_SIDE: Flag = { name: 'server-side', type: 'bool', help: 'Merge on the server.' };

export const OUTPUT: readonly Flag[] = [
  { name: 'output', short: 'o', type: 'string', help: 'Output format.' },
  { name: 'template', type: 'string', help: 'Template, or path to one, for -o=go-template and the like.' },
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    help: 'Missing keys in templates are no error.',
  },
  { name: 'show-managed-fields', type: 'bool', help: 'Keep managedFields in JSON and YAML.' },
];

export const DRY_RUN: Flag = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  bare: 'unchanged',
  help: '"client" only prints what would be sent, "server" sends it without keeping it, or "none".',
};

export const VALIDATE: Flag = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  bare: 'strict',
  help: 'What to do about unknown fields: strict (true), warn, or ignore (false).',
};

/** `--field-manager` with the verb's own name as the default. */
export function fieldManager(name: string): Flag {
  return { name: 'field-manager', type: 'string', default: name, help: 'Who owns the fields this command sets.' };
}

/** Old tutorials type it; `kubectl rollout history` shows what it kept. */
export const RECORD: Flag = {
  name: 'record',
  type: 'bool',
  deprecated: '--record will be removed in the future',
  help: "Keep the command line in the object's annotation kubernetes.io/change-cause.",
};

export const SAVE_CONFIG: Flag = {
  name: 'save-config',
  type: 'bool',
  help: "Keep the manifest in the object's annotation, for a later apply.",
};

/** What commands share that create or change objects and print the result. */
export const CHANGE: readonly Flag[] = [...OUTPUT, DRY_RUN];

/** What every subcommand of create takes that makes an object up. */
export const CREATE_FLAGS: readonly Flag[] = [...CHANGE, VALIDATE, SAVE_CONFIG, fieldManager('kubectl-create')];
