import type { Command } from '../command.ts';
import { ALL_NAMESPACES, OUTPUT } from '../flag-sets.ts';

export const ACCESS_COMMANDS: readonly Command[] = [
  {
    name: 'auth',
    short: 'Inspect authorization',
    long: 'Inspect authorization.',
    commands: [
      {
        name: 'can-i',
        short: 'Check whether an action is allowed',
        usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
        flags: [
          ALL_NAMESPACES,
          { name: 'list', type: 'bool', help: 'Print all that is allowed.' },
          { name: 'no-headers', type: 'bool', help: 'Leave the header line out.' },
          { name: 'quiet', short: 'q', type: 'bool', help: 'Only give the exit code.' },
          { name: 'subresource', type: 'string', help: 'The part of the object, as log or scale.' },
        ],
        load: async () => (await import('../verbs/auth.ts')).canI,
      },
      {
        name: 'whoami',
        short: 'Experimental: Check self subject attributes',
        flags: OUTPUT,
        load: async () => (await import('../verbs/auth.ts')).whoAmI,
      },
    ],
  },
];
