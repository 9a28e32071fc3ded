import { Exit, Failure } from './failure.ts';
import { isExecutable, pathFolders } from './programs.ts';
import type { KubectlContext } from './types.ts';

/** What the file of a plugin is called before its own name. */
export const PLUGIN_PREFIX = 'kubectl-';

/**
 * Runs the plugin with the longest name that the words spell (`foo bar-baz x`: `kubectl-foo-bar_baz`), if the PATH has
 * one, with the words behind its name. `least`: how many words its name has at least. Throws its exit code; returns
 * where there is none.
 */
export async function runPlugin(context: KubectlContext, least: number): Promise<void> {
  const { args } = context;
  const firstFlag = args.findIndex((arg) => arg.startsWith('-'));
  const words = args.slice(0, firstFlag === -1 ? args.length : firstFlag).map((word) => word.replaceAll('-', '_'));
  if (words.length === 0) {
    throw new Failure(`Error: flags cannot be placed before plugin name: ${args[0]}`, { bare: true });
  }
  for (let length = words.length; length >= least; length--) {
    const path = await findPlugin(context, PLUGIN_PREFIX + words.slice(0, length).join('-'));
    if (path === undefined) continue;
    const { stdout, stderr, tty } = context;
    const stdin = tty.stdin ? undefined : await context.stdin();
    throw new Exit(await context.exec([path, ...args.slice(length)], { stdin, stdout, stderr }));
  }
}

async function findPlugin(context: KubectlContext, name: string): Promise<string | undefined> {
  for (const folder of pathFolders(context)) {
    if (await isExecutable(context, `${folder}/${name}`)) return `${folder}/${name}`;
  }
  return undefined;
}
