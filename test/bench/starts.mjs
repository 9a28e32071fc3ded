// How long the program's commands take from start to end, and both seed tracks in one `test`.
import { report, runProgram, sideBySide, timed } from './measure.mjs';

const TRACKS = ['tracks/alerts', 'tracks/anomaly-detection'];

await measure('firedrill --version', 9, ['--version']);
await measure('firedrill --help', 9, ['--help']);
await measure('firedrill validate tracks/alerts', 5, ['validate', 'tracks/alerts']);
await measure('firedrill play, first step, from a pipe', 5, ['play', 'tracks/alerts', '--fresh'], { input: 'quit\n' });
await measure('firedrill test, both tracks', 5, ['test', ...TRACKS], { gate: 3_000, goal: 1_000 });

async function measure(what, rounds, args, { input, gate, goal } = {}) {
  const times = await sideBySide(rounds, () => timed(() => runProgram(args, { input })));
  report({ what, ...times, gate, goal, note: `${(times.value / times.yardstick).toFixed(1)} x node -e 0` });
}
