import { joinPath } from './paths.ts';

/**
 * The file of the track a picture or link names, relative to the tree; undefined for an address elsewhere and for a path
 * that leads out of the track. `folder` is the challenge's.
 */
export function referencePath(folder: string, target: string): string | undefined {
  if (target === '' || isElsewhere(target)) return undefined;
  return joinPath(folder, unescaped(target.split(/[?#]/)[0]!));
}

/** An address outside the track: `https://…`, `data:…`, `//host/…`. */
export function isElsewhere(target: string): boolean {
  return /^(?:[a-z][\w+.-]*:|\/\/)/i.test(target);
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
