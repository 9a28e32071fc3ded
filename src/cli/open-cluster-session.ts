import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ClusterLab, maskSecrets, type ReducedKubeconfig } from '../live-cluster/index.ts';
import { type Journal, Session, type SessionEvent } from '../runner/index.ts';
import { clusterLab } from './cluster-lab.ts';
import type { LoadedTrack } from './load.ts';
import { onSignals } from './on-signals.ts';

import { type Audience, earlierSitting, type OpenedSession, type PlayOptions, sessionName } from './open-session.ts';
import { stateFolder } from './state-folder.ts';
import { version } from './version.ts';

const MARK_EVERY = 1_000;

/**
 * A session on a real cluster, or its going on: an earlier sitting's position, answers and history come back, and no
 * command of it is run again. Its home keeps the learner's files; the login is written anew each time.
 */
export async function openClusterSession(
  loaded: LoadedTrack,
  options: PlayOptions & { login: ReducedKubeconfig },
  journal: Journal,
  { live, output, typed, remembers = false }: Audience,
): Promise<OpenedSession> {
  const { track } = loaded;
  const { login, fresh } = options;
  const past = fresh ? undefined : earlierSitting(track, options, journal);
  const folder = join(stateFolder(), 'cluster', sessionName(track, options));
  if (!past) rmSync(folder, { recursive: true, force: true });
  // The simulation's default terminal is the first host's; so is this one's.
  const say = (text: string) =>
    output(lab?.target.hostNames[0] ?? '', { stream: 'stderr', text: `firedrill: ${text}\n` });
  let lab: ClusterLab | undefined;
  lab = await clusterLab(loaded, login, options, {
    folder,
    keyboard: keyboardFor(live, remembers),
    live,
    past: past && { inputs: past.inputs.at(-1)?.number ?? 0, start: past.header.start },
    say,
    record: (input) => journal.input(input),
    onOutput: output,
  });
  const { target, close } = lab;
  if (!past) {
    journal.begin({
      firedrill: version(),
      track: track.slug,
      title: track.title,
      source: track.source,
      environment: login.context,
      context: login.context,
      seed: 0,
      start: target.start,
      steps: track.challenges.reduce((total, { steps }) => total + steps.length, 0),
    });
  }
  const session = new Session({
    ...lab,
    past: withoutUnfinished(past?.events ?? [], target.now),
    history: past?.history,
    drafts: past?.drafts,
    drafted: (terminal, text) => journal.draft(terminal, maskSecrets(text, login.secrets)),
    onLine: typed,
    skipped: (what, why) => say(`the ${what} is left out: ${why}`),
    record: (event) => journal.event(masked(event, login.secrets)),
    // A learner may leave a shell in a pod open as long as they like, and stops a check themselves.
    ...(live && { timeout: Number.POSITIVE_INFINITY }),
  });
  const stopListening = remembers ? () => {} : onSignals(close);
  process.once('exit', close);
  return {
    lab,
    session,
    past,
    sameWorld: true,
    drafts: past?.drafts ?? {},
    marking: setInterval(() => journal.mark(target.now), MARK_EVERY),
    close() {
      stopListening();
      process.off('exit', close);
      close();
    },
  };
}

/** What the learner typed stands in some events too. */
function masked(event: SessionEvent, secrets: readonly string[]): SessionEvent {
  if (event.type === 'acted') return { ...event, what: maskSecrets(event.what, secrets) };
  if (event.type === 'block-started' && event.text !== undefined)
    return { ...event, text: maskSecrets(event.text, secrets) };
  return event;
}

/** On the full screen a terminal of its own; typed lines where a person sits; nothing from a pipe of choices. */
function keyboardFor(live: boolean, screen: boolean) {
  if (screen) return 'terminal';
  return live ? 'lines' : 'none';
}

/** A block that was running when the last sitting ended is over: it is not begun again. */
function withoutUnfinished(events: readonly SessionEvent[], at: number): SessionEvent[] {
  const last = events.findLast(({ type }) => type === 'block-started' || type === 'block-ended');
  if (last?.type !== 'block-started') return [...events];
  return [...events, { type: 'block-ended', block: last.block, code: 130, failed: true, at }];
}
