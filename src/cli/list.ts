import type { PickerTrack } from '../tui/index.ts';
import { trackRows } from './track-rows.ts';

/** The shipped tracks, each with how far the learner is. */
export function list(options: { json?: boolean }): number {
  const rows = trackRows();
  if (options.json) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else process.stdout.write(rows.map(line).join(''));
  return 0;
}

function line({ track, title, steps, closed, finished }: PickerTrack): string {
  const state = finished ? 'finished' : closed > 0 ? `step ${closed + 1} of ${steps}` : 'not begun';
  return `${track.padEnd(28)}  ${title.padEnd(36)}  ${state}\n`;
}
