import { joinPath } from './paths.ts';
import { scriptText } from './script-text.ts';
import type { FileTree, Script } from './types.ts';

/** Where the check scripts of one challenge's steps may be, best first. */
export interface CheckFolder {
  tree: FileTree;
  path: string;
}

/** The script of a step: `NN-anything.sh` or `NN.sh`; the number alone decides, so renamed headings keep their check. */
export function findStepCheck(folders: readonly CheckFolder[], number: number, host: string): Script | undefined {
  for (const { tree, path } of folders) {
    const name = (tree.list(path) ?? []).find((entry) => isCheckOf(entry, number));
    const file = name && joinPath(path, name);
    const text = file ? tree.read(file) : undefined;
    if (file && text !== undefined) return { host, file, text: scriptText(text) };
  }
  return undefined;
}

function isCheckOf(name: string, number: number): boolean {
  const match = /^(\d+)(?:-[^/]*)?\.sh$/.exec(name);
  return match !== null && Number(match[1]) === number;
}
