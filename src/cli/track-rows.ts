import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Journal, listSessions } from '../runner/index.ts';
import { packageRoot } from '../sandbox/index.ts';
import type { PickerTrack } from '../tui/index.ts';
import { load } from './load.ts';
import { stateFolder } from './state-folder.ts';

/** The shipped tracks with how far the learner is in each, by name. */
export function trackRows(): PickerTrack[] {
  const folder = join(packageRoot(), 'tracks');
  return readdirSync(folder)
    .sort()
    .map((name) => rowOf(relative(process.cwd(), join(folder, name)) || '.'));
}

function rowOf(path: string): PickerTrack {
  const { track } = load(path);
  const { title, teaser, level = '', timelimit, slug } = track;
  const steps = track.challenges.reduce((total, challenge) => total + challenge.steps.length, 0);
  const past = listSessions(stateFolder()).includes(slug) ? new Journal(stateFolder(), slug).read() : undefined;
  const closed = new Set(past?.events.flatMap((event) => (event.type === 'step-closed' ? [event.step] : []))).size;
  return { track: path, title, teaser, level, timelimit, steps, closed, finished: steps > 0 && closed >= steps };
}
