import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './failure.ts';

/** A path of the command line. Throws `UsageError` unless it is a folder or a file. */
export function existing(path: string): { full: string; isFolder: boolean } {
  if (path === '') throw new UsageError('this path is empty; give a track folder or a text file');
  const full = resolve(path);
  if (!existsSync(full)) throw new UsageError(`there is no ${path}; give a track folder or a text file`);
  const found = statSync(full);
  if (!found.isDirectory() && !found.isFile()) throw new UsageError(`${path} is neither a folder nor a text file`);
  return { full, isFolder: found.isDirectory() };
}
