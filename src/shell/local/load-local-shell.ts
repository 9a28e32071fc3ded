import type { LocalShell } from './local-shell.ts';

/** The shell on this machine. Loaded by whoever needs it: the simulation never does, and would wait for it at each start. */
export async function loadLocalShell(): Promise<typeof LocalShell> {
  return (await import('./local-shell.ts')).LocalShell;
}
