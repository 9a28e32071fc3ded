import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { packageRoot, readFiles } from '../sandbox/index.ts';
import { type Diagnostic, loadTrack, type Track, validateTree } from '../track/index.ts';
import { diskTree } from './disk-tree.ts';
import { UsageError } from './failure.ts';

export interface LoadedTrack {
  track: Track;
  trackFile(path: string): string | undefined;
  /** The same for a file that is no text. */
  trackBytes(path: string): Uint8Array | undefined;
  /** Pictures a single file names and does not bring; their texts are shown instead. */
  missingPictures: readonly Diagnostic[];
}

/** Loads a track folder or a single file given on the command line, in a language where it has it. */
export function load(path: string, language?: string): LoadedTrack {
  const { full, isFolder } = existing(path);
  const tree = isFolder ? diskTree(full, path) : diskTree(dirname(full), dirname(path));
  const track = loadTrack(tree, isFolder ? '' : basename(full), {
    checks: isFolder ? checksBeside(full) : undefined,
    language,
  });
  const missingPictures = isFolder
    ? []
    : validateTree(tree, basename(full)).filter(({ rule }) => rule === 'missing-image');
  return {
    track: { ...track, source: path },
    trackFile: (file) => tree.read(file),
    trackBytes: (file) => tree.bytes(file),
    missingPictures,
  };
}

/** A path of the command line. Throws `UsageError` unless it is a folder or a file. */
export function existing(path: string): { full: string; isFolder: boolean } {
  if (path === '') throw new UsageError('this path is empty; give a track folder or a text file');
  const full = resolve(path);
  if (!existsSync(full)) throw new UsageError(`there is no ${path}; give a track folder or a text file`);
  const found = statSync(full);
  if (!found.isDirectory() && !found.isFile()) throw new UsageError(`${path} is neither a folder nor a text file`);
  return { full, isFolder: found.isDirectory() };
}

/** checks/lib, as every simulated host has it on its PATH. */
export function checkHelpers(): Readonly<Record<string, string>> {
  return readFiles(join(packageRoot(), 'checks/lib'));
}

/** `checks/` beside the folder the track lies in, as our own tracks have it. */
function checksBeside(trackFolder: string) {
  return diskTree(join(dirname(dirname(trackFolder)), 'checks'));
}
