import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder firedrill is installed in: where its tracks, checks and assets lie, from source and from dist alike. */
export function packageRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'firedrill') return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of firedrill above ${import.meta.dirname}`);
  }
}
