import { speak } from '../texts/index.ts';
import { wantsScreen } from '../tui/index.ts';
import { languageOf } from './language.ts';
import type { PlayOptions } from './open-session.ts';

/** Follows a track, on the full screen where there is one. Resolves with the exit code. */
export async function play(path: string | undefined, given: PlayOptions): Promise<number> {
  await speak(languageOf(process.env, given.language));
  const options = await withLogin(given);
  if (wantsScreen(process, options.plain || options.screenReader))
    return (await import('./play-screen.ts')).playScreen(path, options);
  return (await import('./play-lines.ts')).playLines(path, options);
}

/** Agrees on the real cluster before anything is drawn or run, where one is asked for. */
async function withLogin(options: PlayOptions): Promise<PlayOptions> {
  if (options.target !== 'cluster' && !options.context && !options.allowHostScripts) return options;
  const { agreeOnCluster } = await import('./cluster-options.ts');
  return { ...options, login: await agreeOnCluster(options) };
}
