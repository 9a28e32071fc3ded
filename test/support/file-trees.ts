import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FileTree } from '../../src/track/index.ts';

/** Files in memory: path -> text. */
export function memoryTree(files: Readonly<Record<string, string>>, label = '.'): FileTree {
  const paths = Object.keys(files);
  return {
    label,
    read: (path) => files[path],
    list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const inside = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      if (inside.length === 0) return undefined;
      return [...new Set(inside.map((path) => path.replace(/\/.*/, '/')))].sort();
    },
  };
}

/** A folder of test/fixtures/tracks. */
export function fixtureTree(name: string): FileTree {
  const folder = resolve(import.meta.dirname, '../fixtures/tracks', name);
  return {
    label: name,
    read: (path) => attempt(() => readFileSync(join(folder, path), 'utf8')),
    list: (path) =>
      attempt(() =>
        readdirSync(join(folder, path), { withFileTypes: true })
          .map((entry) => entry.name + (entry.isDirectory() ? '/' : ''))
          .sort(),
      ),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
