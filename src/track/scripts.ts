import { joinPath } from './paths.ts';
import { scriptText } from './script-text.ts';
import type { FileTree, Script } from './types.ts';

const LIFECYCLE = /^(setup|check|solve|cleanup)-(.+)$/;

type LifecycleName = 'setup' | 'check' | 'solve' | 'cleanup';

/** The lifecycle scripts of a folder, hosts in the order they run (sorted). Found by name alone: no bit, no shebang. */
export function readScripts(tree: FileTree, folder: string): Record<LifecycleName, Script[]> {
  const scripts: Record<LifecycleName, Script[]> = { setup: [], check: [], solve: [], cleanup: [] };
  for (const name of [...(tree.list(folder) ?? [])].sort()) {
    const match = LIFECYCLE.exec(name);
    if (!match || name.endsWith('/')) continue;
    const file = joinPath(folder, name)!;
    const text = tree.read(file);
    if (text !== undefined) scripts[match[1] as LifecycleName].push({ host: match[2]!, file, text: scriptText(text) });
  }
  return scripts;
}
