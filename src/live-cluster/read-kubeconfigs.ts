import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { ClusterError } from './cluster-error.ts';
import type { Fields, KubeconfigFile } from './reduce-kubeconfig.ts';

/** The user's kubeconfig files in kubectl's order: $KUBECONFIG, else ~/.kube/config. Throws `ClusterError`. */
export function readKubeconfigs(env: Readonly<Record<string, string | undefined>>): KubeconfigFile[] {
  const named = (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  const paths = named.length > 0 ? named : [join(env.HOME || homedir(), '.kube/config')];
  const files = paths.filter((path) => existsSync(path)).map((path) => ({ path: resolve(path), config: read(path) }));
  if (files.length === 0) throw new ClusterError(`there is no kubeconfig: ${paths.join(', ')} is missing`);
  return files;
}

function read(path: string): Fields {
  try {
    const config = parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 });
    if (typeof config !== 'object' || config === null) throw new Error('it is empty');
    return config;
  } catch (error) {
    throw new ClusterError(`the kubeconfig ${path} cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
}
