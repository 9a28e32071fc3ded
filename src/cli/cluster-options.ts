import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { chooseContext, type ReducedKubeconfig } from '../live-cluster/index.ts';
import { UsageError } from './failure.ts';

/** What the command line says about a real cluster. */
export interface ClusterOptions {
  target?: 'sim' | 'cluster';
  context?: string;
  yes?: boolean;
  allowHostScripts?: boolean;
}

/**
 * The login of the context that was asked for, once the user has agreed to have commands run on this machine; undefined
 * when no real cluster was asked for. Throws `UsageError` without consent, `ClusterError` where there is no such context.
 */
export async function agreeOnCluster(options: ClusterOptions): Promise<ReducedKubeconfig | undefined> {
  if (options.target !== 'cluster') {
    for (const [name, given] of Object.entries({
      context: options.context,
      'allow-host-scripts': options.allowHostScripts,
    }))
      if (given) throw new UsageError(`--${name} goes with --target cluster; without it nothing leaves the simulation`);
    return undefined;
  }
  const { stdin, stderr } = process;
  if (!options.yes && !stdin.isTTY)
    throw new UsageError(
      '--target cluster runs commands on this machine, and nobody is here to agree; say --yes if that is wanted',
    );
  const login = chooseContext(options.context, process.env);
  const scripts = options.allowHostScripts ? ", the track's set-up and clean-up scripts too" : '';
  stderr.write(
    `firedrill: these commands run on your machine as ${userInfo().username}, against ${login.context} (${login.server})${scripts}.\n` +
      'Only the learning environment is theirs (HOME, working directory, one kubeconfig context), but they may do what you may do;\n' +
      'what they make in the cluster stays until you remove it.\n',
  );
  for (const notice of login.notices) stderr.write(`firedrill: ${notice}\n`);
  if (options.yes) return login;
  const asking = createInterface({ input: stdin, output: stderr });
  const answer = await asking.question('Go on? (yes/no) ').finally(() => asking.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('nothing was run');
  return login;
}
