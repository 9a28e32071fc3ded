import { readdirSync, readFileSync } from 'node:fs';
import type { Surroundings } from '../types.ts';

/** What could be named at a real shell's prompt: files and programs; its variables are its own. */
export function localSurroundings(cwd: string, home: string, env: Readonly<Record<string, string>>): Surroundings {
  return {
    cwd,
    home,
    programs: () => [...new Set((env.PATH ?? '').split(':').flatMap((folder) => list(folder).map(({ name }) => name)))],
    variables: () => Object.keys(env),
    variable: (name) => env[name],
    list,
    read(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function list(folder: string): { name: string; isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    }));
  } catch {
    return [];
  }
}
