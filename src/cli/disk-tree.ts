import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FileTree } from '../track/index.ts';
import { LinkError } from './failure.ts';

export interface DiskTree extends FileTree {
  /** A file that is no text; undefined when it is not there. */
  bytes(path: string): Uint8Array | undefined;
}

/** A folder of the disk as a track's tree. Throws `LinkError` for a link that leads out of it; `..` is no file of it. */
export function diskTree(root: string, label = root): DiskTree {
  const home = existsSync(root) ? realpathSync(root) : root;
  const inside = (path: string): string | undefined => {
    const full = join(home, path);
    if ((full !== home && !full.startsWith(home + sep)) || !existsSync(full)) return undefined;
    const real = realpathSync(full);
    if (real !== home && !real.startsWith(home + sep)) {
      throw new LinkError(`${join(label, path)} is a link out of ${label}; put the file itself there`);
    }
    return real;
  };
  return {
    label,
    read(path) {
      const full = inside(path);
      return full !== undefined && statSync(full).isFile() ? readFileSync(full, 'utf8') : undefined;
    },
    bytes(path) {
      const full = inside(path);
      return full !== undefined && statSync(full).isFile() ? readFileSync(full) : undefined;
    },
    list(path) {
      const full = inside(path);
      if (full === undefined || !statSync(full).isDirectory()) return undefined;
      return readdirSync(full, { withFileTypes: true })
        .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
        .sort();
    },
  };
}
