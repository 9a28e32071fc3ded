import type { Command } from '../command.ts';
import {
  ALL,
  ALL_NAMESPACES,
  CHANGE,
  FIELD_SELECTOR,
  FILES,
  fieldManager,
  LOCAL,
  OUTPUT,
  OVERWRITE,
  RESOURCE_VERSION,
  SAVE_CONFIG,
  SELECTOR,
  SERVER_SIDE,
  SUBRESOURCE,
  VALIDATE,
} from '../flag-sets.ts';
import type { Flag } from '../flags.ts';
import { DEBUG_COMMAND } from './debug.ts';

const PAIRS: readonly Flag[] = [
  ...FILES,
  ...CHANGE,
  SELECTOR,
  FIELD_SELECTOR,
  ALL_NAMESPACES,
  ALL,
  { name: 'list', type: 'bool', help: 'Print what is set.' },
  LOCAL,
  OVERWRITE,
  RESOURCE_VERSION,
];

const FORCE: readonly Flag[] = [
  { name: 'cascade', type: 'string', default: 'background', bare: 'background', help: 'What to do with dependents.' },
  { name: 'force', type: 'bool', help: 'Delete and create where a change is not possible.' },
  { name: 'grace-period', type: 'int', default: '-1', help: 'Seconds a deleted object gets to end.' },
  { name: 'timeout', type: 'duration', default: '0s', help: 'How long to wait for a deletion.' },
  { name: 'wait', type: 'bool', help: 'Wait until deleted objects are gone.' },
];

export const APPLY_COMMANDS: readonly Command[] = [
  {
    name: 'diff',
    short: 'Diff the live version against a would-be applied version',
    usage: '-f FILENAME [options]',
    flags: [
      ...FILES,
      SELECTOR,
      fieldManager('kubectl-client-side-apply'),
      SERVER_SIDE,
      { name: 'force-conflicts', type: 'bool', help: 'Take over fields of others.' },
      { name: 'show-managed-fields', type: 'bool', help: 'Compare managedFields too.' },
    ],
    load: async () => (await import('../verbs/diff.ts')).diff,
  },
  {
    name: 'apply',
    short: 'Apply a configuration to a resource by file name or stdin',
    long: 'Apply a configuration to a resource by file name or stdin. The object is created when it does not exist yet; else what changed since the last apply is changed.\n\n JSON and YAML are read.',
    usage: '(-f FILENAME | -k DIRECTORY) [options]',
    examples: 'kubectl apply -f pod.yaml\nkubectl apply -f manifests/ -R\ncat pod.yaml | kubectl apply -f -',
    flags: [
      ...FILES,
      ...CHANGE,
      SELECTOR,
      VALIDATE,
      ...FORCE,
      ALL,
      fieldManager('kubectl-client-side-apply'),
      { name: 'force-conflicts', type: 'bool', help: 'With --server-side: take over fields of others.' },
      { name: 'openapi-patch', type: 'bool', default: 'true', help: 'Kept for compatibility.' },
      { name: 'overwrite', type: 'bool', default: 'true', help: 'Let the manifest win over the live object.' },
      { name: 'prune', type: 'bool', help: 'Delete what was applied before and is no longer in the manifests.' },
      { name: 'prune-allowlist', type: 'list', help: 'The types to prune, as group/version/kind.' },
      SERVER_SIDE,
    ],
    load: async () => (await import('../verbs/apply.ts')).apply,
    commands: [
      {
        name: 'view-last-applied',
        short: 'View the latest last-applied-configuration annotations of a resource/object',
        usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
        flags: [
          ...FILES,
          SELECTOR,
          ALL,
          { name: 'output', short: 'o', type: 'string', default: 'yaml', help: 'yaml or json.' },
        ],
        load: async () => (await import('../verbs/last-applied.ts')).viewLastApplied,
      },
      {
        name: 'set-last-applied',
        short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
        usage: '-f FILENAME [options]',
        flags: [
          ...FILES,
          ...CHANGE,
          { name: 'create-annotation', type: 'bool', help: 'Make the annotation where there is none.' },
        ],
        load: async () => (await import('../verbs/last-applied.ts')).setLastApplied,
      },
      {
        name: 'edit-last-applied',
        short: 'Edit latest last-applied-configuration annotations of a resource/object',
        usage: '(RESOURCE/NAME | -f FILENAME) [options]',
        flags: [...FILES, ...OUTPUT, fieldManager('kubectl-client-side-apply')],
        load: async () => (await import('../verbs/edit-last-applied.ts')).editLastApplied,
      },
    ],
  },
  {
    name: 'patch',
    short: 'Update fields of a resource',
    usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
    examples: `kubectl patch deploy web -p '{"spec":{"replicas":3}}'\nkubectl patch felixconfiguration default --type merge -p '{"spec":{"flowLogsFlushInterval":"10s"}}'`,
    flags: [
      ...FILES,
      ...CHANGE,
      fieldManager('kubectl-patch'),
      LOCAL,
      { name: 'patch', short: 'p', type: 'string', help: 'The patch, as JSON or YAML.' },
      { name: 'patch-file', type: 'string', help: 'A file that holds the patch.' },
      SUBRESOURCE,
      { name: 'type', type: 'string', default: 'strategic', help: 'json, merge or strategic.' },
    ],
    load: async () => (await import('../verbs/patch.ts')).patch,
  },
  {
    name: 'replace',
    short: 'Replace a resource by file name or stdin',
    usage: '-f FILENAME [options]',
    flags: [...FILES, ...CHANGE, VALIDATE, SAVE_CONFIG, ...FORCE, fieldManager('kubectl-replace'), SUBRESOURCE],
    load: async () => (await import('../verbs/replace.ts')).replace,
  },
  {
    name: 'wait',
    short: 'Wait for a specific condition on one or many resources',
    usage:
      '([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath=...] [options]',
    examples:
      "kubectl wait --for=condition=Ready pod/web\nkubectl wait --for=jsonpath='{.status.phase}'=Running pod/web\nkubectl wait --for=delete pod/web --timeout=60s",
    flags: [
      ...FILES,
      ...OUTPUT,
      SELECTOR,
      FIELD_SELECTOR,
      ALL_NAMESPACES,
      ALL,
      {
        name: 'for',
        type: 'string',
        help: 'What to wait for: create, delete, condition=NAME[=VALUE], jsonpath=EXPRESSION[=VALUE].',
      },
      { name: 'local', type: 'bool', help: 'Do not ask the server.' },
      {
        name: 'timeout',
        type: 'duration',
        default: '30s',
        help: 'How long to wait; zero looks once, less than zero waits a week.',
      },
    ],
    load: async () => (await import('../verbs/wait.ts')).wait,
  },
  {
    name: 'label',
    short: 'Update the labels on a resource',
    usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
    examples:
      'kubectl label pod web env=dev\nkubectl label pods --all security=strict --overwrite\nkubectl label pod web env-',
    flags: [...PAIRS, fieldManager('kubectl-label')],
    load: async () => (await import('../verbs/label.ts')).label,
  },
  {
    name: 'annotate',
    short: 'Update the annotations on a resource',
    usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
    examples: "kubectl annotate pod web description='serves pages'\nkubectl annotate pod web description-",
    flags: [...PAIRS, fieldManager('kubectl-annotate')],
    load: async () => (await import('../verbs/annotate.ts')).annotate,
  },
  {
    name: 'completion',
    short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
    usage: 'SHELL',
    load: async () => (await import('../verbs/completion.ts')).completion,
  },
  {
    name: 'kustomize',
    short: 'Build a kustomization target from a directory or URL',
    usage: 'DIR [flags] [options]',
    flags: [
      { name: 'output', short: 'o', type: 'string', help: 'A file or a directory for the result.' },
      { name: 'load-restrictor', type: 'string', default: 'LoadRestrictionsRootOnly', help: 'Kept for compatibility.' },
      { name: 'enable-alpha-plugins', type: 'bool', help: 'Kept for compatibility.' },
    ],
    load: async () => (await import('../verbs/kustomize.ts')).kustomize,
  },
  {
    name: 'plugin',
    short: 'Provides utilities for interacting with plugins',
    long: 'Work with plugins.\n\n A plugin is a program on the PATH whose name starts with kubectl-: kubectl-foo is run by "kubectl foo", with the words behind its name.',
    examples:
      '# Every plugin of the PATH\nkubectl plugin list\n\n# Without the folders\nkubectl plugin list --name-only',
    usage: '[flags] [options]',
    commands: [
      {
        name: 'list',
        short: "List all visible plugin executables on a user's PATH",
        flags: [{ name: 'name-only', type: 'bool', help: 'Only the names.' }],
        load: async () => (await import('../verbs/plugin-list.ts')).pluginList,
      },
    ],
  },
  DEBUG_COMMAND,
];
