import { existsSync, realpathSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { FileSystem } from '../types.ts';

/** The files below a folder of this machine. What leads out of it, by `..` or by a link, is refused with `EACCES`. */
export function localFiles(home: string): FileSystem {
  const root = realpathSync(home);
  const inside = (path: string): string => {
    const full = resolve(root, path);
    const real = realpathSync(nearestExisting(full));
    if (real === root || real.startsWith(root + sep)) return full;
    throw Object.assign(new Error(`${path} lies outside the session's folder`), { code: 'EACCES' });
  };
  return {
    readFile: (path) => readFile(inside(path), 'utf8'),
    writeFile: (path, text) => writeFile(inside(path), text),
    appendFile: (path, text) => appendFile(inside(path), text),
    exists: async (path) => {
      try {
        return existsSync(inside(path));
      } catch {
        return false;
      }
    },
    async stat(path) {
      const found = await stat(inside(path));
      const { size, mode, mtime } = found;
      return { isFile: found.isFile(), isDirectory: found.isDirectory(), size, mode, mtime };
    },
    readdir: (path) => readdir(inside(path)),
    mkdir: async (path, options) => void (await mkdir(inside(path), options)),
    rm: (path, options) => rm(inside(path), options),
  };
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
