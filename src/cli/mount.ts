import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { UsageError } from './failure.ts';

/**
 * A folder's files for a simulated host, by absolute path there. Bytes stay bytes; a link that leads nowhere or out of
 * the folder is left out and said on `warn`. Throws `UsageError` when it is no folder.
 */
export function mountedFiles(
  folder: string,
  target: string,
  warn: (message: string) => void,
): Record<string, string | Uint8Array> {
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder} to mount`);
  if (!statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder; --mount takes one`);
  const root = realpathSync(resolve(folder));
  const files: Record<string, string | Uint8Array> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const full = join(root, path);
    if (lstatSync(full).isSymbolicLink() && !leadsInside(full, root)) {
      warn(`${join(folder, path)} leads out of the folder or nowhere; it is left out`);
      continue;
    }
    if (!realpathSync(full).startsWith(root + sep) || !statSync(full).isFile()) continue;
    files[`${target}/${path.replaceAll('\\', '/')}`] = contents(full);
  }
  return files;
}

function leadsInside(link: string, root: string): boolean {
  return existsSync(link) && realpathSync(link).startsWith(root + sep);
}

/** Text where it is UTF-8, so that a script is known by its first line; bytes otherwise. */
function contents(file: string): string | Uint8Array {
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  return bytes.equals(Buffer.from(text, 'utf8')) ? text : new Uint8Array(bytes);
}
