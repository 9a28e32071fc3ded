import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Journal, listSessions } from '../runner/index.ts';
import { packageRoot } from '../sandbox/index.ts';
import { load } from './load.ts';
import { stateFolder } from './state-folder.ts';

interface Row {
  track: string;
  title: string;
  steps: number;
  closed: number;
  finished: boolean;
}

/** The shipped tracks, each with how far the learner is. */
export function list(options: { json?: boolean }): number {
  const rows = shippedTracks().map(rowOf);
  if (options.json) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else process.stdout.write(rows.map(line).join(''));
  return 0;
}

function shippedTracks(): string[] {
  const folder = join(packageRoot(), 'tracks');
  return readdirSync(folder)
    .sort()
    .map((name) => relative(process.cwd(), join(folder, name)));
}

function rowOf(path: string): Row {
  const { track } = load(path);
  const steps = track.challenges.reduce((total, challenge) => total + challenge.steps.length, 0);
  const past = listSessions(stateFolder()).includes(track.slug)
    ? new Journal(stateFolder(), track.slug).read()
    : undefined;
  const closed = new Set(past?.events.flatMap((event) => (event.type === 'step-closed' ? [event.step] : []))).size;
  return { track: path, title: track.title, steps, closed, finished: steps > 0 && closed >= steps };
}

function line({ track, title, steps, closed, finished }: Row): string {
  const state = finished ? 'finished' : closed > 0 ? `step ${closed + 1} of ${steps}` : 'not begun';
  return `${track.padEnd(28)}  ${title.padEnd(36)}  ${state}\n`;
}
