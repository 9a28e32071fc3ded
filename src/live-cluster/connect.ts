import { readFileSync } from 'node:fs';
import { allowedEnvironment } from './allowed-environment.ts';
import { findKubectl, type Kubectl, kubectlWith } from './kubectl.ts';
import { readKubeconfigs } from './read-kubeconfigs.ts';
import { type ReducedKubeconfig, reduceKubeconfig } from './reduce-kubeconfig.ts';
import { leaveSessionFolder, makeSessionFolder, type SessionFolder } from './session-folder.ts';

/** The user's own environment, as the process was started with it. */
export type OwnEnvironment = Readonly<Record<string, string | undefined>>;

/** The login of one context, and nothing asked of it yet. Throws `ClusterError`. */
export function chooseContext(context: string | undefined, env: OwnEnvironment): ReducedKubeconfig {
  findKubectl(env.PATH ?? '');
  return reduceKubeconfig(readKubeconfigs(env), { context, env, readFile: (path) => readFileSync(path) });
}

export interface Connection {
  folder: SessionFolder;
  /** The user's own program. */
  program: string;
  env: Record<string, string>;
  kubectl: Kubectl;
  /** Takes the login off the disk. */
  leave(): void;
}

/** A folder of the user's alone with a kubeconfig of that one context, and a kubectl that uses it. */
export function connect(path: string, login: ReducedKubeconfig, env: OwnEnvironment): Connection {
  const program = findKubectl(env.PATH ?? '');
  const folder = makeSessionFolder(path, login.config);
  const allowed = allowedEnvironment(env, { HOME: folder.home, TMPDIR: folder.tmp });
  return {
    folder,
    program,
    env: allowed,
    kubectl: kubectlWith(program, folder.kubeconfig, allowed),
    leave: () => leaveSessionFolder(folder),
  };
}
