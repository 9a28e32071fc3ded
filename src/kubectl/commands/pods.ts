import type { Command } from '../command.ts';
import { ALL_NAMESPACES, CHUNK_SIZE, FILES, SELECTOR, STDIN, TTY } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

const RUNNING_TIMEOUT: Flag = {
  name: 'pod-running-timeout',
  type: 'duration',
  default: '1m0s',
  help: 'How long to wait until a pod runs.',
};

const STREAMS: readonly Flag[] = [
  { name: 'container', short: 'c', type: 'string', help: 'The container; the annotated or the first one when absent.' },
  { name: 'quiet', short: 'q', type: 'bool', help: 'Print only what the remote end prints.' },
  STDIN,
  TTY,
  RUNNING_TIMEOUT,
];

export const POD_COMMANDS: readonly Command[] = [
  {
    name: 'describe',
    short: 'Show details of a specific resource or group of resources',
    usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
    flags: [
      ...FILES,
      SELECTOR,
      ALL_NAMESPACES,
      CHUNK_SIZE,
      { name: 'show-events', type: 'bool', default: 'true', help: 'Print the events of the object.' },
    ],
    load: async () => (await import('../verbs/describe.ts')).describe,
  },
  {
    name: 'logs',
    short: 'Print the logs for a container in a pod',
    usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
    flags: [
      SELECTOR,
      { name: 'all-containers', type: 'bool', help: 'The logs of all containers.' },
      { name: 'all-pods', type: 'bool', help: 'The logs of all pods.' },
      { name: 'container', short: 'c', type: 'string', help: 'The container.' },
      { name: 'follow', short: 'f', type: 'bool', help: 'Go on printing.' },
      { name: 'ignore-errors', type: 'bool', help: 'Go on when one log cannot be read.' },
      { name: 'insecure-skip-tls-verify-backend', type: 'bool', help: "Do not check the kubelet's certificate." },
      { name: 'limit-bytes', type: 'int', default: '0', help: 'Print at most this many bytes.' },
      { name: 'max-log-requests', type: 'int', default: '5', help: 'How many logs to follow at once.' },
      { ...RUNNING_TIMEOUT, default: '20s' },
      { name: 'prefix', type: 'bool', help: 'Put pod and container before each line.' },
      { name: 'previous', short: 'p', type: 'bool', help: 'The log of the container before its last restart.' },
      { name: 'since', type: 'duration', default: '0s', help: 'Only what is newer than this.' },
      { name: 'since-time', type: 'string', help: 'Only what is newer than this moment (RFC 3339).' },
      { name: 'tail', type: 'int', default: '-1', help: 'Only the last lines; 10 with a selector.' },
      { name: 'timestamps', type: 'bool', help: 'Put the time before each line.' },
    ],
    load: async () => (await import('../verbs/logs.ts')).logs,
  },
  {
    name: 'attach',
    short: 'Attach to a running container',
    usage: '(POD | TYPE/NAME) -c CONTAINER [options]',
    flags: STREAMS,
    load: async () => (await import('../verbs/attach.ts')).attach,
  },
  {
    name: 'exec',
    short: 'Execute a command in a container',
    usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
    flags: [...STREAMS, FILES[0]!],
    load: async () => (await import('../verbs/exec.ts')).exec,
  },
  {
    name: 'port-forward',
    short: 'Forward one or more local ports to a pod',
    usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
    flags: [
      { name: 'address', type: 'list', default: 'localhost', help: 'The addresses to listen on.' },
      RUNNING_TIMEOUT,
    ],
    load: async () => (await import('../verbs/port-forward.ts')).portForward,
  },
  {
    name: 'cp',
    short: 'Copy files and directories to and from containers',
    usage: '<file-spec-src> <file-spec-dest> [options]',
    flags: [
      { name: 'container', short: 'c', type: 'string', help: 'The container.' },
      { name: 'no-preserve', type: 'bool', help: 'Do not keep owner and permissions.' },
      { name: 'retries', type: 'int', default: '0', help: 'How often to try again.' },
    ],
    load: async () => (await import('../verbs/cp.ts')).cp,
  },
];
