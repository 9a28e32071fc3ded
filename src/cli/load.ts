import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { packageRoot, readFiles } from '../sandbox/index.ts';
import { loadTrack, type Track } from '../track/index.ts';
import { diskTree } from './disk-tree.ts';
import { UsageError } from './failure.ts';

export interface LoadedTrack {
  track: Track;
  trackFile(path: string): string | undefined;
}

/** Loads a track folder or a single file given on the command line. */
export function load(path: string): LoadedTrack {
  const full = resolve(path);
  if (!existsSync(full)) throw new UsageError(`there is no ${path}; give a track folder or a text file`);
  const isFolder = statSync(full).isDirectory();
  const tree = isFolder ? diskTree(full, path) : diskTree(dirname(full), dirname(path));
  const track = loadTrack(tree, isFolder ? '' : basename(full), { checks: isFolder ? checksBeside(full) : undefined });
  return { track: { ...track, source: path }, trackFile: (file) => tree.read(file) };
}

/** checks/lib, as every simulated host has it on its PATH. */
export function checkHelpers(): Readonly<Record<string, string>> {
  return readFiles(join(packageRoot(), 'checks/lib'));
}

/** `checks/` beside the folder the track lies in, as our own tracks have it. */
function checksBeside(trackFolder: string) {
  return diskTree(join(dirname(dirname(trackFolder)), 'checks'));
}
