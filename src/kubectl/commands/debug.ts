import type { Command } from '../command.ts';
import { FILES, STDIN, TTY } from '../flag-sets.ts';

const [FILENAME] = FILES;

export const DEBUG_COMMAND: Command = {
  name: 'debug',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  flags: [
    { name: 'arguments-only', type: 'bool', help: 'What stands behind -- are arguments of the entry point.' },
    { name: 'attach', type: 'bool', help: 'Attach to the container once it runs; so with --stdin.' },
    { name: 'container', short: 'c', type: 'string', help: 'The name of the debugging container.' },
    { name: 'copy-to', type: 'string', help: 'Make a copy of the pod with this name.' },
    { name: 'custom', type: 'string', help: 'A file with a partial container, put over the profile.' },
    { name: 'env', type: 'list', help: 'Environment variables of the container.' },
    FILENAME!,
    { name: 'image', type: 'string', help: 'The image of the debugging container.' },
    { name: 'image-pull-policy', type: 'string', help: 'When to pull the image; the server decides without.' },
    { name: 'keep-annotations', type: 'bool', help: 'With --copy-to: keep the annotations of the pod.' },
    {
      name: 'keep-init-containers',
      type: 'bool',
      default: 'true',
      help: 'With --copy-to: run the init containers too.',
    },
    { name: 'keep-labels', type: 'bool', help: 'With --copy-to: keep the labels of the pod.' },
    { name: 'keep-liveness', type: 'bool', help: 'With --copy-to: keep the liveness probes.' },
    { name: 'keep-readiness', type: 'bool', help: 'With --copy-to: keep the readiness probes.' },
    { name: 'keep-startup', type: 'bool', help: 'With --copy-to: keep the startup probes.' },
    {
      name: 'profile',
      type: 'string',
      default: 'legacy',
      help: 'How to set the container up: legacy, general, baseline, netadmin, restricted or sysadmin.',
    },
    { name: 'quiet', short: 'q', type: 'bool', help: 'Print only what the container prints.' },
    { name: 'replace', type: 'bool', help: 'With --copy-to: delete the pod.' },
    { name: 'same-node', type: 'bool', help: "With --copy-to: on the pod's node." },
    { name: 'set-image', type: 'list', help: 'With --copy-to: NAME=IMAGE pairs for containers.' },
    { name: 'share-processes', type: 'bool', default: 'true', help: 'With --copy-to: see the processes of all.' },
    STDIN,
    { name: 'target', type: 'string', help: 'The container whose processes to see.' },
    TTY,
  ],
  load: async () => (await import('../verbs/debug.ts')).debug,
};
