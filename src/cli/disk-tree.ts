import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FileTree } from '../track/index.ts';

/** A folder of the disk as a track's tree. Links and `..` that lead out of it are not followed. */
export function diskTree(root: string, label = root): FileTree {
  const home = existsSync(root) ? realpathSync(root) : root;
  const inside = (path: string): string | undefined => {
    const full = join(home, path);
    if (!existsSync(full)) return undefined;
    const real = realpathSync(full);
    return real === home || real.startsWith(home + sep) ? real : undefined;
  };
  return {
    label,
    read(path) {
      const full = inside(path);
      return full !== undefined && statSync(full).isFile() ? readFileSync(full, 'utf8') : undefined;
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
