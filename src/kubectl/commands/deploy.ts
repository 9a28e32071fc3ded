import type { Command } from '../command.ts';
import {
  ALL,
  CHANGE,
  FILES,
  fieldManager,
  OUTPUT,
  RECORD,
  RESOURCE_VERSION,
  SAVE_CONFIG,
  SELECTOR,
} from '../flag-sets.ts';
import type { Flag } from '../flags.ts';

const ROLLOUT: readonly Flag[] = [...FILES, ...CHANGE, SELECTOR, fieldManager('kubectl-rollout')];
const REVISION = 'The revision; the newest when absent.';
const changes = async () => await import('../verbs/rollout.ts');

export const DEPLOY_COMMANDS: readonly Command[] = [
  {
    name: 'rollout',
    short: 'Manage the rollout of a resource',
    usage: 'SUBCOMMAND [options]',
    helpOnStdout: true,
    commands: [
      {
        name: 'history',
        short: 'View rollout history',
        usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
        flags: [...FILES, ...OUTPUT, SELECTOR, { name: 'revision', type: 'int', default: '0', help: REVISION }],
        load: async () => (await import('../verbs/rollout-history.ts')).rolloutHistory,
      },
      {
        name: 'pause',
        short: 'Mark the provided resource as paused',
        usage: 'RESOURCE [options]',
        flags: ROLLOUT,
        load: async () => (await changes()).rolloutPause,
      },
      {
        name: 'restart',
        short: 'Restart a resource',
        usage: 'RESOURCE [options]',
        flags: ROLLOUT,
        load: async () => (await changes()).rolloutRestart,
      },
      {
        name: 'resume',
        short: 'Resume a paused resource',
        usage: 'RESOURCE [options]',
        flags: ROLLOUT,
        load: async () => (await changes()).rolloutResume,
      },
      {
        name: 'status',
        short: 'Show the status of the rollout',
        usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
        flags: [
          ...FILES,
          SELECTOR,
          { name: 'revision', type: 'int', default: '0', help: REVISION },
          { name: 'timeout', type: 'duration', default: '0s', help: 'How long to wait; zero waits for ever.' },
          { name: 'watch', short: 'w', type: 'bool', default: 'true', help: 'Wait until it is done.' },
        ],
        load: async () => (await import('../verbs/rollout-status.ts')).rolloutStatus,
      },
      {
        name: 'undo',
        short: 'Undo a previous rollout',
        usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
        flags: [
          ...ROLLOUT,
          {
            name: 'to-revision',
            type: 'int',
            default: '0',
            help: 'The revision to go back to; zero is the one before.',
          },
        ],
        load: async () => (await import('../verbs/rollout-undo.ts')).rolloutUndo,
      },
    ],
  },
  {
    name: 'scale',
    short: 'Set a new size for a deployment, replica set, or replication controller',
    usage:
      '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
    flags: [
      ...FILES,
      ...CHANGE,
      RECORD,
      SELECTOR,
      ALL,
      { name: 'current-replicas', type: 'int', default: '-1', help: 'Only if it has this size now.' },
      { name: 'replicas', type: 'int', default: '0', help: 'The new size.' },
      RESOURCE_VERSION,
      { name: 'timeout', type: 'duration', default: '0s', help: 'How long to wait.' },
    ],
    load: async () => (await import('../verbs/scale.ts')).scale,
  },
  {
    name: 'autoscale',
    short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
    usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [options]',
    flags: [
      ...FILES,
      ...CHANGE,
      RECORD,
      SAVE_CONFIG,
      fieldManager('kubectl-autoscale'),
      { name: 'cpu-percent', type: 'int', default: '-1', help: 'The average load to aim at.' },
      { name: 'max', type: 'int', default: '-1', help: 'The most pods.' },
      { name: 'min', type: 'int', default: '-1', help: 'The fewest pods.' },
      { name: 'name', type: 'string', help: 'The name of the autoscaler.' },
    ],
    load: async () => (await import('../verbs/autoscale.ts')).autoscale,
  },
];
