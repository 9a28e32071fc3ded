import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { type LineSource, lineSource, playPlain, texts } from '../plain/index.ts';
import { Journal, openLab, type PastSession, Session } from '../runner/index.ts';
import { paceOf, packageRoot } from '../sandbox/index.ts';
import { UsageError } from './failure.ts';
import { checkHelpers, type LoadedTrack, load } from './load.ts';
import { stateFolder } from './state-folder.ts';
import { version } from './version.ts';

export interface PlayOptions {
  environment?: string;
  speed?: number | 'max';
  seed?: number;
  session?: string;
  fresh?: boolean;
  plain?: boolean;
}

/** How often simulated time is written down, in real milliseconds: what a crash may cost of it. */
const MARK_EVERY = 1_000;

/** Follows a track in plain mode, going on where an earlier sitting stopped. Resolves with the exit code. */
export async function play(path: string | undefined, options: PlayOptions): Promise<number> {
  const live = process.stdin.isTTY === true;
  const source = createInterface({ input: process.stdin, output: live ? process.stdout : undefined, terminal: live });
  const lines = lineSource(source);
  const say = (text: string) => void process.stdout.write(text);
  try {
    const loaded = load(path ?? (await choose(lines, say)));
    const id = sessionId(options.session ?? loaded.track.slug);
    const journal = new Journal(stateFolder(), id);
    const opened = await openSession(loaded, options, journal, lines, live);
    say(`${opened.greeting}\n`);
    try {
      return await playPlain({
        lab: opened.lab,
        session: opened.session,
        lines,
        say,
        width: Math.max(20, Math.min(process.stdout.columns ?? 80, 100)),
        color: process.stdout.isTTY === true && !process.env.NO_COLOR,
        live: live && options.speed !== 'max',
        resume: resumeCommand(loaded.track.source, options),
        draft: opened.draft,
        onDraft: (text) => journal.draft(opened.session.terminal, text),
      });
    } finally {
      clearInterval(opened.marking);
      journal.mark(opened.session.sandbox.now);
      journal.close();
      opened.lab.pace.stop();
    }
  } finally {
    lines.close();
  }
}

/** A numbered list of the shipped tracks, for whoever names none. */
async function choose(lines: LineSource, say: (text: string) => void): Promise<string> {
  const folder = join(packageRoot(), 'tracks');
  const tracks = readdirSync(folder).sort();
  say(tracks.map((name, index) => `${index + 1}  ${name}\n`).join(''));
  lines.prompt('Which track? ');
  const answer = (await lines.next())?.trim() ?? '';
  const chosen = tracks[Number(answer) - 1] ?? tracks.find((name) => name === answer);
  if (chosen === undefined)
    throw new UsageError(`"${answer}" is none of the tracks; give a number from 1 to ${tracks.length}`);
  return relative(process.cwd(), join(folder, chosen)) || '.';
}

async function openSession(
  { track, trackFile }: LoadedTrack,
  options: PlayOptions,
  journal: Journal,
  lines: LineSource,
  live: boolean,
) {
  const past = options.fresh ? undefined : journal.read();
  const sameWorld = past !== undefined && past.header.firedrill === version();
  let keep = false;
  const opened = await openLab({
    track,
    trackFile,
    environment: past ? past.header.environment : options.environment,
    seed: past ? past.header.seed : options.seed,
    start: past?.header.start,
    helpers: checkHelpers(),
    held: () => keep && !lines.ended && opened.sandbox.terminal(opened.sandbox.hostNames[0]!).wantsInput,
    record: (input) => keep && journal.input(input),
    onOutput: (_, { stream, text }) => void (keep && !opened.sandbox.replaying && process[stream].write(text)),
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
    record: (event) => journal.event(event),
    rewound: (point) => journal.rewind(point),
  });
  await lab.pace.catchUp();
  await session.open();
  return {
    lab,
    session,
    greeting: greeting(session, past, sameWorld, lab),
    draft: past?.drafts[session.terminal],
    marking: setInterval(() => opened.sandbox.replaying || journal.mark(opened.sandbox.now), MARK_EVERY),
  };
}

function greeting(
  session: Session,
  past: PastSession | undefined,
  sameWorld: boolean,
  lab: { because?: string },
): string {
  const { current } = session.state;
  const of = session.labSteps.length;
  if (past)
    return [...(sameWorld ? [] : [texts.otherVersion(past.header.firedrill)]), texts.resumed(current, of)].join('\n');
  const found = lab.because ? [texts.found(session.sandbox.environment.name, lab.because)] : [];
  return [texts.welcome, ...found].join('\n');
}

function sessionId(name: string): string {
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new UsageError(`"${name}" cannot name a session; use letters, digits, dots and dashes`);
  return name;
}

function resumeCommand(source: string, { session }: PlayOptions): string {
  return `firedrill play ${source}${session ? ` --session ${session}` : ''}`;
}
