import { advise, LastOutput } from '../advice/index.ts';
import type { ReducedKubeconfig } from '../live-cluster/index.ts';
import { Journal, type Lab, lockSession, openLab, type PastSession, Session } from '../runner/index.ts';
import { paceOf } from '../sandbox/index.ts';
import type { OutputEvent } from '../shell/index.ts';
import type { Track } from '../track/index.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { StateError, UsageError } from './failure.ts';
import { checkHelpers, type LoadedTrack } from './load.ts';
import { quoted } from './quoted.ts';
import { stateFolder } from './state-folder.ts';
import { version } from './version.ts';

export interface PlayOptions extends ClusterOptions {
  /** The real cluster the user agreed to; absent for the simulation. */
  login?: ReducedKubeconfig;
  environment?: string;
  speed?: number | 'max';
  seed?: number;
  session?: string;
  fresh?: boolean;
  plain?: boolean;
  screenReader?: boolean;
  reducedMotion?: boolean;
  theme?: string;
  language?: string;
}

/** How often simulated time is written down, in real milliseconds: what a crash may cost of it. */
const MARK_EVERY = 1_000;

/** Where a session's output goes, and what it may expect from whoever sits there. */
export interface Audience {
  /** A person: time runs by the real clock unless told otherwise. */
  live: boolean;
  /** True once nobody will type any more. */
  gone(): boolean;
  output(terminal: string, event: OutputEvent): void;
  /** It wants to see again what earlier sittings printed. */
  remembers?: boolean;
  /** A line is about to run behind this prompt. */
  typed?(terminal: string, prompt: string, text: string): void;
  /** What an earlier sitting typed into a running command, and that it was interrupted. */
  keys?(terminal: string, text: string): void;
  interrupted?(terminal: string): void;
}

/**
 * Builds the world of a track, or the one an earlier sitting left, and the session in it. The session is not opened yet:
 * its set-up may take a while, and whoever shows it can say so.
 */
export async function openSession(
  loaded: LoadedTrack,
  options: PlayOptions,
  journal: Journal,
  audience: Audience,
): Promise<OpenedSession> {
  if (options.login) {
    const { openClusterSession } = await import('./open-cluster-session.ts');
    return openClusterSession(loaded, { ...options, login: options.login }, journal, audience);
  }
  const { track, trackFile } = loaded;
  const { live, gone, output, typed, keys, interrupted, remembers = false } = audience;
  const past = options.fresh ? undefined : earlierSitting(track, options, journal);
  const sameWorld = past !== undefined && past.header.firedrill === version();
  // A session keeps what it was begun with, or its world would be another one.
  const screen = past && sameWorld ? past.header.screen : remembers;
  let keep = false;
  const heard = new LastOutput();
  const opened = await openLab({
    track,
    trackFile,
    environment: past ? past.header.environment : options.environment,
    seed: past ? past.header.seed : options.seed,
    start: past?.header.start,
    helpers: checkHelpers(),
    screen,
    held: () => keep && !gone() && opened.sandbox.terminal(opened.sandbox.hostNames[0]!).wantsInput,
    record: (input) => keep && journal.input(input),
    onInput: ({ input }) => {
      if (keep || !remembers) return;
      if (input.kind === 'line') typed?.(input.terminal, opened.sandbox.terminal(input.terminal).prompt, input.text);
      if (input.kind === 'keys') keys?.(input.terminal, input.text ?? '');
      if (input.kind === 'interrupt') interrupted?.(input.terminal);
    },
    onOutput: (terminal, event) => {
      if (!(keep ? !opened.sandbox.replaying : remembers)) return;
      heard.hear(terminal, event.text);
      output(terminal, event);
    },
  });
  let events = past?.events ?? [];
  if (past && sameWorld) await opened.sandbox.replay(past.inputs, past.until);
  else {
    const { environment } = opened.sandbox;
    const header = {
      firedrill: version(),
      track: track.slug,
      title: track.title,
      source: track.source,
      environment: environment.name,
      seed: options.seed ?? environment.seed,
      start: opened.sandbox.now,
      screen,
      steps: track.challenges.reduce((total, { steps }) => total + steps.length, 0),
    };
    journal.begin(header, past);
    events = journal.read()?.events ?? [];
  }
  // From here on what comes in is new, and what comes out is for the learner.
  keep = true;
  const pace = paceOf(opened.sandbox, options.speed ?? (live ? (track.sidecar.speed ?? 1) : 'max'));
  const lab = { ...opened, pace };
  const session = new Session({
    ...lab,
    past: events,
    history: past?.history,
    drafts: past?.drafts,
    drafted: (terminal, text) => journal.draft(terminal, text),
    onLine: (terminal, prompt, text) => {
      heard.begin(terminal);
      typed?.(terminal, prompt, text);
    },
    advice: (terminal) => {
      const { surroundings } = lab.target.terminal(terminal);
      return advise(heard.of(terminal), { surroundings, cluster: lab.target.cluster });
    },
    record: (event) => journal.event(event),
    rewound: (point) => journal.rewind(point),
  });
  await lab.pace.catchUp();
  return {
    lab,
    session,
    past,
    sameWorld,
    drafts: past?.drafts ?? {},
    close: () => pace.stop(),
    marking: setInterval(() => opened.sandbox.replaying || journal.mark(opened.sandbox.now), MARK_EVERY),
  };
}

/** A session with what it came from and how it is put away. */
export interface OpenedSession {
  lab: Lab & { because?: string };
  session: Session;
  past: PastSession | undefined;
  /** False: another version wrote it, and only progress was taken over. */
  sameWorld: boolean;
  drafts: Readonly<Record<string, string>>;
  /** Writes down the time that has gone by. */
  marking: NodeJS.Timeout;
  close(): void;
}

/** What an earlier sitting left, if it is this track's and can be read; says what is lost where something is. */
export function earlierSitting(track: Track, options: PlayOptions, journal: Journal): PastSession | undefined {
  const damage = journal.damage();
  if (damage === 'unreadable') {
    throw new StateError(
      `the progress in ${journal.path} cannot be read; start over with --fresh (a copy of it is kept)`,
    );
  }
  if (damage.length > 0) {
    process.stderr.write(`firedrill: line ${damage.join(', ')} of ${journal.path} is damaged and left out\n`);
  }
  const past = journal.read();
  if (!past) return undefined;
  const { header } = past;
  if (header.track !== track.slug || header.title !== track.title) {
    throw new UsageError(
      `this session belongs to "${header.title}" (${header.source}); choose another name with --session, or --fresh to give it up`,
    );
  }
  if (header.context !== options.login?.context) {
    const was = header.context === undefined ? 'in the simulation' : `against the cluster of context ${header.context}`;
    throw new UsageError(
      `this session was played ${was}; choose another name with --session, or --fresh to give it up`,
    );
  }
  const other: { environment?: string; seed?: number } =
    header.context === undefined ? { environment: options.environment, seed: options.seed } : {};
  for (const name of ['environment', 'seed'] as const) {
    if (other[name] !== undefined && other[name] !== header[name]) {
      throw new UsageError(
        `this session began with ${name} ${header[name]}; use --fresh to begin another with ${other[name]}`,
      );
    }
  }
  return past;
}

/** The file a track's progress is kept in, held for this process. Throws `SessionBusyError` or `StateError`. */
export function journalOf({ track }: LoadedTrack, options: PlayOptions): Journal {
  const id = sessionName(track, options);
  const folder = stateFolder();
  try {
    const lock = lockSession(folder, id, { pid: process.pid, isAlive });
    process.once('exit', () => lock.release());
    return new Journal(folder, id);
  } catch (error) {
    if ((error as Error).name === 'SessionBusyError') throw error;
    throw new StateError(
      `progress cannot be kept in ${folder} (${(error as Error).message}); name another folder in FIREDRILL_STATE`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Puts a session away: what came in is on disk already, the time it is now follows. */
export function closeSession({ session, marking, close }: OpenedSession, journal: Journal): void {
  clearInterval(marking);
  journal.mark(session.target.now);
  journal.close();
  close();
}

/** Progress on a real cluster is kept apart from that in the simulation. */
export function sessionName({ slug }: Track, { session, login }: PlayOptions): string {
  const where = login ? `.${login.context}` : '';
  return sessionId(session ?? `${slug}${where}`.replace(/[^\w.-]+/g, '-').slice(0, 100));
}

function sessionId(name: string): string {
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new UsageError(`"${name}" cannot name a session; use letters, digits, dots and dashes`);
  return name;
}

/** What to type to come back. */
export function resumeCommand(source: string, { session, login }: PlayOptions): string {
  const where = login ? ` --target cluster --context ${quoted(login.context)}` : '';
  return `firedrill play ${quoted(source)}${where}${session ? ` --session ${session}` : ''}`;
}
