import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { ClusterError } from './cluster-error.ts';

export interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

/** Asks the cluster through the user's kubectl. Resolves however it ended. */
export type Kubectl = (...args: string[]) => Promise<Answer>;

/** How long one question may take, in milliseconds. */
const PATIENCE = 20_000;

export function kubectlWith(program: string, kubeconfig: string, env: Readonly<Record<string, string>>): Kubectl {
  return async (...args) => {
    const { exitCode, stdout, stderr, timedOut } = await execa(
      program,
      ['--kubeconfig', kubeconfig, '--request-timeout', '15s', ...args],
      { env, extendEnv: false, stdin: 'ignore', reject: false, timeout: PATIENCE, stripFinalNewline: false },
    );
    if (timedOut) return { code: 1, stdout: '', stderr: `Unable to connect: no answer within ${PATIENCE / 1_000} s` };
    return { code: exitCode ?? 1, stdout, stderr };
  };
}

/** The user's own kubectl, by its path. Throws `ClusterError` when there is none. */
export function findKubectl(path: string): string {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    try {
      const file = join(folder, 'kubectl');
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  throw new ClusterError('there is no kubectl on your PATH; a real cluster is reached through it');
}
