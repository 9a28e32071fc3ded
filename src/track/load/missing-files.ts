import { fieldsOf, textMapOf, textOf } from '../fields.ts';
import { joinPath } from '../paths.ts';
import type { FileTree } from '../types.ts';
import type { YamlFile } from './track-source.ts';

/** Files that firedrill.yml names and the track does not have, with the place of each name in its YAML. */
export function missingFiles(
  tree: FileTree,
  root: string,
  { fields }: YamlFile,
): { path: (string | number)[]; message: string }[] {
  const named = [
    ...Object.entries(textMapOf(fields['files'])).map(([hostPath, file]) => ({ path: ['files', hostPath], file })),
    ...Object.entries(textMapOf(fields['downloads'])).map(([url, file]) => ({ path: ['downloads', url], file })),
    ...Object.entries(fieldsOf(fields['steps'])).map(([key, step]) => ({
      path: ['steps', key, 'check'],
      file: textOf(fieldsOf(step)['check']),
    })),
  ];
  return named
    .filter(({ file }) => file !== '' && !isFile(tree, joinPath(root, file)))
    .map(({ path, file }) => ({ path, message: `the track has no file ${file}` }));
}

function isFile(tree: FileTree, path: string | undefined): boolean {
  return path !== undefined && tree.read(path) !== undefined;
}
