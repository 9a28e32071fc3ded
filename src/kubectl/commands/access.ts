import type { Command } from '../command.ts';
import { ALL_NAMESPACES, CHANGE, FILES, NO_HEADERS, OUTPUT } from '../flag-sets.ts';

export const ACCESS_COMMANDS: readonly Command[] = [
  {
    name: 'auth',
    short: 'Inspect authorization',
    commands: [
      {
        name: 'can-i',
        short: 'Check whether an action is allowed',
        usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
        flags: [
          ALL_NAMESPACES,
          { name: 'list', type: 'bool', help: 'Print all that is allowed.' },
          NO_HEADERS,
          { name: 'quiet', short: 'q', type: 'bool', help: 'Only give the exit code.' },
          { name: 'subresource', type: 'string', help: 'The part of the object, as log or scale.' },
        ],
        load: async () => (await import('../verbs/auth.ts')).canI,
      },
      {
        name: 'reconcile',
        short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
        usage: '-f FILENAME [options]',
        flags: [
          ...FILES,
          ...CHANGE,
          { name: 'remove-extra-permissions', type: 'bool', help: 'Take away what roles have beyond the manifests.' },
          { name: 'remove-extra-subjects', type: 'bool', help: 'Take away subjects the manifests do not name.' },
        ],
        load: async () => (await import('../verbs/auth-reconcile.ts')).reconcile,
      },
      {
        name: 'whoami',
        short: 'Experimental: Check self subject attributes',
        usage: '[options]',
        flags: OUTPUT,
        load: async () => (await import('../verbs/auth.ts')).whoAmI,
      },
    ],
  },
];
