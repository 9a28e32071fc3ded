import { basename, dirname, join } from 'node:path';
import { packageRoot, readFiles } from '../sandbox/index.ts';
import { type Diagnostic, loadTrack, type Track, validateTree } from '../track/index.ts';
import { diskTree } from './disk-tree.ts';
import { existing } from './existing.ts';

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

/** checks/lib, as every simulated host has it on its PATH. */
export function checkHelpers(): Readonly<Record<string, string>> {
  return readFiles(join(packageRoot(), 'checks/lib'));
}

/** `checks/` beside the folder the track lies in, as our own tracks have it. */
function checksBeside(trackFolder: string) {
  return diskTree(join(dirname(dirname(trackFolder)), 'checks'));
}
