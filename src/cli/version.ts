import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in package.json, found upward from here (source and dist lie at different depths). */
export function version(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (manifest.name === 'firedrill') return manifest.version;
    } catch {}
  }
  return 'unknown';
}
