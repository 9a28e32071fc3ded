import { wantsScreen } from '../tui/index.ts';
import type { PlayOptions } from './open-session.ts';

/** Follows a track, on the full screen where there is one. Resolves with the exit code. */
export async function play(path: string | undefined, options: PlayOptions): Promise<number> {
  if (wantsScreen(process, options.plain)) return (await import('./play-screen.ts')).playScreen(path, options);
  return (await import('./play-lines.ts')).playLines(path, options);
}
