import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another running firedrill holds the session: two writers would spoil its journal. */
export class SessionBusyError extends Error {
  override readonly name = 'SessionBusyError';
}

/**
 * Holds a session for this process until released; a lock whose process is gone is taken over. Throws
 * `SessionBusyError`.
 */
export function lockSession(
  folder: string,
  id: string,
  process: { pid: number; isAlive(pid: number): boolean },
): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${id}.lock`);
  const take = () => writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder !== process.pid && process.isAlive(holder)) {
      throw new SessionBusyError(
        `session ${id} is open in another window (process ${holder}); leave it there, or choose another name with --session`,
      );
    }
    rmSync(path, { force: true });
    take();
  }
  return { release: () => rmSync(path, { force: true }) };
}
