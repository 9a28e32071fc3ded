import type { Machine, Tool } from '../shell/index.ts';
import type { AgentVariables } from './agent-variables.ts';

const USAGE = 'usage: agent variable set KEY VALUE\n       agent variable get KEY\n';

/** What Instruqt's machine images have for the scripts of a track. `machine` is asked for when a tool runs. */
export function instruqtTools(variables: AgentVariables, machine: () => Machine): Tool[] {
  return [
    {
      name: 'agent',
      async run({ args, stdout, stderr }) {
        const [noun, verb, key = '', ...values] = args;
        const { hostname } = machine();
        if (noun === 'variable' && key !== '' && verb === 'set' && values.length > 0) {
          variables.set(hostname, key, values.join(' '));
          return 0;
        }
        if (noun !== 'variable' || key === '' || verb !== 'get' || values.length > 0) {
          stderr(USAGE);
          return 2;
        }
        const value = variables.get(key, hostname);
        if (value === undefined) {
          stderr(`agent: variable ${key} is not set\n`);
          return 1;
        }
        stdout(`${value}\n`);
        return 0;
      },
    },
    {
      name: 'set-workdir',
      async run({ args: [folder], fs, resolve, stderr }) {
        const path = folder === undefined ? undefined : resolve(folder);
        if (path === undefined || !(await fs.exists(path)) || !(await fs.stat(path)).isDirectory) {
          stderr(folder === undefined ? 'usage: set-workdir FOLDER\n' : `set-workdir: ${folder}: no such folder\n`);
          return 1;
        }
        machine().cwd = path;
        return 0;
      },
    },
    // The last line of a check that passes is what the learner is told.
    {
      name: 'set-status',
      async run({ args, stdout }) {
        stdout(`${args.join(' ')}\n`);
        return 0;
      },
    },
  ];
}
