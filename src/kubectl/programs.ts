import type { KubectlContext } from './types.ts';

type Machine = Pick<KubectlContext, 'env' | 'fs' | 'resolve'>;

/** The folders of the PATH, each once. */
export function pathFolders({ env }: Machine): string[] {
  return [...new Set((env.get('PATH') ?? '').split(':').filter((folder) => folder.trim() !== ''))];
}

/** True for a file that may be run. */
export async function isExecutable(machine: Machine, path: string): Promise<boolean> {
  if (!(await isFile(machine, path))) return false;
  const { mode } = await machine.fs.stat(machine.resolve(path));
  return (mode & 0o111) !== 0;
}

async function isFile({ fs, resolve }: Machine, path: string): Promise<boolean> {
  return (await fs.exists(resolve(path))) && (await fs.stat(resolve(path))).isFile;
}
