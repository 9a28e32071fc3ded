import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../runner/index.ts';
import { screenTexts } from '../texts/index.ts';
import { paletteOf, themeOf } from '../theme/index.ts';
import { openScreen, type Screen } from '../tui/index.ts';
import { boundYoungHeap } from './bound-young-heap.ts';
import { explainFailure } from './failure.ts';
import { languageOf } from './language.ts';
import type { PlayOptions } from './open-session.ts';
import { stateFolder } from './state-folder.ts';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const BUG = 70;

/** Follows a track on the full screen. The terminal is its old self again whichever way this ends. */
export async function playScreen(path: string | undefined, options: PlayOptions): Promise<number> {
  const { stdin, stdout, env } = process;
  let screen: Screen | undefined;
  let putAway = () => {};
  const leave = (code: number, message = '') => {
    screen?.closeNow();
    putAway();
    process.stderr.write(message);
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => leave(code));
  process.once('uncaughtException', (error) => leave(BUG, explainFailure(error)));
  process.once('unhandledRejection', (error) => leave(BUG, explainFailure(error)));
  screen = await openScreen({
    stdin,
    stdout,
    palette: paletteOf(env, options.theme),
    // The console of Linux shows questions it does not know.
    ...(themeOf(env, options.theme) === 'either' && env.TERM !== 'linux'
      ? { paletteOn: (theme) => paletteOf(env, theme) }
      : {}),
    coarse: Boolean(options.reducedMotion || env.FIREDRILL_NO_MOTION || env.NO_MOTION),
    env,
    title: path ?? '',
    onInterrupt: () => leave(130),
  });
  const { consoles } = screen;
  let farewell = '';
  try {
    // The engine is loaded while the first frame stands.
    const { closeSession, journalOf, openSession, resumeCommand } = await import('./open-session.ts');
    const { load } = await import('./load.ts');
    boundYoungHeap();
    const choice =
      path === undefined ? await screen.pick((await import('./track-rows.ts')).trackRows()) : { chosen: path };
    if ('code' in choice) return choice.code;
    const loaded = load(choice.chosen, languageOf(env, options.language));
    const journal = journalOf(loaded, options);
    const opened = await openSession(loaded, options, journal, {
      live: true,
      gone: () => false,
      remembers: true,
      output: (terminal, { text }) => consoles.append(terminal, text),
      typed: (terminal, prompt, text) => consoles.typed(terminal, prompt, text),
      keys: (terminal, text) => consoles.keys(terminal, text),
      interrupted: (terminal) => consoles.interrupted(terminal),
    });
    putAway = () => closeSession(opened, journal);
    const { session, lab, past, sameWorld } = opened;
    const code = await screen.play({
      lab,
      session,
      speed: options.speed ?? loaded.track.sidecar.speed ?? 1,
      firstRun: isFirstRun(),
      readFile: loaded.trackBytes,
      notice: past ? resumed(session, past.header.firedrill, sameWorld) : '',
    });
    const { state, labSteps, track } = session;
    const passed = state.steps.filter(({ status }) => status === 'passed' || status === 'unchecked').length;
    farewell = state.finished
      ? `${screenTexts.finishedTitle(track.title, passed, labSteps.length)}\n`
      : `${screenTexts.stopped(state.current, labSteps.length)}\n${screenTexts.resume(resumeCommand(track.source, options))}\n`;
    return code;
  } finally {
    await screen.close();
    putAway();
    stdout.write(farewell);
  }
}

function resumed({ state, labSteps }: Session, version: string, sameWorld: boolean): string {
  return sameWorld ? screenTexts.resumed(state.current, labSteps.length) : screenTexts.otherVersion(version);
}

/** True once per state folder. */
function isFirstRun(): boolean {
  const mark = join(stateFolder(), 'welcomed');
  if (existsSync(mark)) return false;
  mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
  writeFileSync(mark, '');
  return true;
}
