import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Journal, listSessions } from '../runner/index.ts';
import { packageRoot } from '../sandbox/index.ts';
import { load } from './load.ts';
import { stateFolder } from './state-folder.ts';

/** A shipped track and how far the learner is in it. */
export interface TrackRow {
  /** As `play` takes it. */
  track: string;
  title: string;
  teaser: string;
  /** Empty when the track says nothing. */
  level: string;
  /** Estimate in seconds. */
  timelimit: number;
  steps: number;
  closed: number;
  finished: boolean;
}

/** The shipped tracks, by name. */
export function trackRows(): TrackRow[] {
  const folder = join(packageRoot(), 'tracks');
  return readdirSync(folder)
    .sort()
    .map((name) => rowOf(relative(process.cwd(), join(folder, name)) || '.'));
}

function rowOf(path: string): TrackRow {
  const { track } = load(path);
  const { title, teaser, level = '', timelimit, slug } = track;
  const steps = track.challenges.reduce((total, challenge) => total + challenge.steps.length, 0);
  const past = listSessions(stateFolder()).includes(slug) ? new Journal(stateFolder(), slug).read() : undefined;
  const closed = new Set(past?.events.flatMap((event) => (event.type === 'step-closed' ? [event.step] : []))).size;
  return { track: path, title, teaser, level, timelimit, steps, closed, finished: steps > 0 && closed >= steps };
}
