import type { Surroundings } from '../shell/index.ts';
import type { Word } from './completion.ts';

/** Files and folders that go on from `typed`; hidden ones when it says so. `cd` asks for folders only. */
export function files(typed: string, { cwd, home, list }: Surroundings, only?: 'folders'): Word[] {
  const slash = typed.lastIndexOf('/') + 1;
  const folder = typed.slice(0, slash);
  const start = typed.slice(slash);
  const place = folder.startsWith('~/') ? home + folder.slice(1) : folder.startsWith('/') ? folder : `${cwd}/${folder}`;
  return list(plain(place))
    .filter(({ name, isFolder }) => name.startsWith(start) && (isFolder || only !== 'folders'))
    .filter(({ name }) => start.startsWith('.') || !name.startsWith('.'))
    .map(({ name, isFolder }) => {
      const label = isFolder ? `${name}/` : name;
      return { text: folder + label, label, open: isFolder };
    });
}

/** An absolute path without `.`, `..` and doubled slashes. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
