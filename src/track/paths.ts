import type { FileTree } from './types.ts';

/** Joins and cleans parts of a path inside a tree; undefined when it would lead out of the tree. */
export function joinPath(...parts: readonly string[]): string | undefined {
  const clean: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') clean.push(part);
    else if (clean.pop() === undefined) return undefined;
  }
  return clean.join('/');
}

/** The folder of a path; empty for the top of the tree. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How a person finds the file: under what they called the tree. */
export function shownPath(tree: FileTree, path: string): string {
  if (tree.label === '' || tree.label === '.') return path === '' ? '.' : path;
  return path === '' ? tree.label : `${tree.label.replace(/\/$/, '')}/${path}`;
}

/** Whether the tree has this file or folder, without reading it (a picture is no text). */
export function exists(tree: FileTree, path: string): boolean {
  if (path === '') return true;
  const names = tree.list(folderOf(path));
  return names?.some((name) => name === nameOf(path) || name === `${nameOf(path)}/`) ?? false;
}
