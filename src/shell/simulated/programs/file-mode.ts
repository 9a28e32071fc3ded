import type { Process } from '../process.ts';

export type Stat = Awaited<ReturnType<Process['computer']['files']['memory']['lstat']>>;

/** `-rwxr-xr-x`. */
export function modeText({ isDirectory, isSymbolicLink, mode }: Stat): string {
  const kind = isSymbolicLink ? 'l' : isDirectory ? 'd' : '-';
  const triple = (shift: number): string =>
    [4, 2, 1].map((bit, place) => ((mode >> shift) & bit ? 'rwx'[place] : '-')).join('');
  return kind + triple(6) + triple(3) + triple(0);
}
