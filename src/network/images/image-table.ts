import type { ImageBehaviour } from '../types.ts';

/** What an image that no row knows does: it runs, and listens on the ports its pod declares. */
const UNKNOWN: ImageBehaviour = {
  match: '*',
  name: 'unknown',
  exists: true,
  startDelay: 2_000,
  readyDelay: 500,
  shells: ['sh'],
  tools: [],
  flavours: {},
  load: [],
  osRelease: { id: 'debian', name: 'Debian GNU/Linux', version: '12' },
  log: [],
};

/** Finds the row of an image reference; first match wins. A catch-all row named `*` replaces the built-in one. */
export function createImageTable(rows: readonly ImageBehaviour[]): (reference: string) => ImageBehaviour {
  const patterns = rows.flatMap((row) => [row.match].flat().map((glob) => ({ row, pattern: globPattern(glob) })));
  const known = new Map<string, ImageBehaviour>();
  return (reference) => {
    const found = known.get(reference);
    if (found) return found;
    const names = repositoryNames(reference);
    const row = patterns.find(({ pattern }) => names.some((name) => pattern.test(name)))?.row ?? UNKNOWN;
    known.set(reference, row);
    return row;
  };
}

function globPattern(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}

/** `nginx:1.25` may be meant by `nginx` and by `docker.io/library/nginx`. */
function repositoryNames(reference: string): string[] {
  const repository = reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const short = repository.replace(/^docker\.io\//, '').replace(/^library\//, '');
  const hasRegistry = /^[^/]*[.:][^/]*\//.test(short) || short.startsWith('localhost/');
  const full = hasRegistry ? short : `docker.io/${short.includes('/') ? short : `library/${short}`}`;
  return [...new Set([repository, short, full])];
}
