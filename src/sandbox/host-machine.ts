import type { Caller } from '../cluster/index.ts';
import { kubectl } from '../kubectl/index.ts';
import { type Machine, networkTools, standardTools, type Tool } from '../shell/index.ts';
import type { Engine } from './engine.ts';
import type { Environment } from './environment.ts';
import { explainTool } from './explain-tool.ts';
import { firedrillTool } from './firedrill-tool.ts';
import { ForwardedPorts } from './forwarded-ports.ts';
import { instruqtTools } from './instruqt-tools.ts';

export interface HostOptions {
  name: string;
  /** Exported in its shells, over the environment's own variables. */
  variables: Readonly<Record<string, string>>;
  /** Absolute path -> text, over the environment's own files. */
  files: Readonly<Record<string, string | Uint8Array>>;
  /** Working directory of new shells; the home by default. */
  cwd?: string;
}

const LIBRARY = '/usr/local/lib/firedrill';

/** A machine of the learner: kubectl towards the simulated API, the network of a cluster node, the environment's files. */
export function hostMachine(
  engine: Engine,
  environment: Environment,
  helpers: Readonly<Record<string, string>>,
  options: HostOptions,
): Machine {
  const { user, home } = environment.host;
  const forwards = new ForwardedPorts(engine.network);
  const ownNode = engine.cluster.store.get('nodes', undefined, options.name);
  const node = ownNode?.metadata.name;
  const { address } = environment.host;
  const place = () => (node === undefined && address ? engine.network.machine(address) : engine.network.host(node));
  const machine: Machine = {
    hostname: options.name,
    kernel: ownNode?.status?.nodeInfo?.kernelVersion,
    user: { name: user, uid: user === 'root' ? 0 : 1000, home },
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: home,
      USER: user,
      LOGNAME: user,
      HOSTNAME: options.name,
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      KUBECONFIG: `${home}/.kube/config`,
      FIREDRILL_LIB: LIBRARY,
      ...environment.hostVariables,
      ...options.variables,
    },
    files: {
      ...systemFiles(options.name, user, home),
      ...below(home, environment.files),
      ...helperFiles(helpers),
      ...options.files,
    },
    tools: [
      ...standardTools(),
      ...networkTools({ network: engine.network, endpoint: place, flavours: {}, forwards }),
      kubectlTool(engine, forwards),
      explainTool(engine),
      firedrillTool(explainTool(engine)),
      ...instruqtTools(engine.agentVariables, () => machine),
    ],
    cwd: options.cwd ?? home,
    prompt: `${user}@${options.name}:\\w${user === 'root' ? '#' : '$'} `,
    clock: engine.clock,
    random: engine.random.fork(`host/${options.name}`),
  };
  return machine;
}

const ADMINISTRATOR: Caller = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

function kubectlTool(engine: Engine, forwards: ForwardedPorts): Tool {
  return {
    name: 'kubectl',
    aliases: ['k', 'oc'],
    streams: true,
    async run(context) {
      const { input, args } = context;
      const code = await kubectl(context, engine.connection({ ...ADMINISTRATOR, input }), forwards);
      if (input !== undefined) engine.commands.add({ input, program: 'kubectl', args, code });
      return code;
    },
  };
}

function systemFiles(hostname: string, user: string, home: string): Record<string, string> {
  return {
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n127.0.1.1 ${hostname}\n`,
    '/etc/os-release': 'NAME="Ubuntu"\nID=ubuntu\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04 LTS"\n',
    '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\n${user === 'root' ? '' : `${user}:x:1000:1000::${home}:/bin/bash\n`}`,
    '/etc/resolv.conf': 'nameserver 127.0.0.53\n',
    // Set-up scripts of Instruqt tracks wait for these.
    '/opt/instruqt/bootstrap/host-bootstrap-completed': '',
    '/opt/instruqt/bootstrap/gcp-bootstrap-completed': '',
    [`${home}/.kube/config`]: KUBECONFIG,
    [`${home}/.bashrc`]: '',
  };
}

/** Each helper is a function to source and, by a wrapper of the same name, a program on the PATH. */
function helperFiles(helpers: Readonly<Record<string, string>>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [file, text] of Object.entries(helpers)) {
    const name = file.replace(/\.sh$/, '');
    files[`${LIBRARY}/${file}`] = text;
    files[`/usr/local/bin/${name}`] = `#!/bin/bash\nsource ${LIBRARY}/${file}\n${name} "$@"\n`;
  }
  return files;
}

function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
- name: firedrill
  cluster:
    server: https://127.0.0.1:6443
contexts:
- name: firedrill
  context:
    cluster: firedrill
    user: firedrill
current-context: firedrill
users:
- name: firedrill
  user: {}
`;
