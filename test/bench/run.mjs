// Measures what docs/architecture.md promises, as ratios in one run: machines are shared and noisy, so a figure means
// something only beside its yardstick. Prints a table; never fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/main.js');
const env = { ...process.env, FIREDRILL_STATE: mkdtempSync(join(tmpdir(), 'firedrill-bench-')) };

const rows = [];
const node = median(15, () => run(process.execPath, ['-e', '0']));
measure('node -e 0', 15, ['-e', '0'], true);
measure('firedrill --version', 15, ['--version']);
measure('firedrill --help', 15, ['--help']);
measure('firedrill validate tracks/alerts', 9, ['validate', 'tracks/alerts']);
measure('firedrill play, first step, from a pipe', 5, ['play', 'tracks/alerts', '--fresh'], false, 'quit\n');
measure('firedrill test, both tracks (gate 3 s, goal 1 s)', 5, ['test', 'tracks/alerts', 'tracks/anomaly-detection']);

const loops = 200;
const once = median(3, () => run(process.execPath, [program, 'shell', '--environment', 'hipstershop'], 'true\n'));
const many = median(3, () =>
  run(
    process.execPath,
    [program, 'shell', '--environment', 'hipstershop'],
    `for i in $(seq ${loops}); do kubectl get pods -n hipstershop >/dev/null; done\n`,
  ),
);
rows.push(['built-in kubectl get pods through the shell (gate 5 ms, goal 3 ms)', (many - once) / loops, '']);

const width = Math.max(...rows.map(([name]) => name.length));
for (const [name, milliseconds, ratio] of rows) {
  console.log(`${name.padEnd(width)}  ${milliseconds.toFixed(milliseconds < 20 ? 2 : 0).padStart(7)} ms  ${ratio}`);
}

function measure(name, times, args, bare = false, input = '') {
  const milliseconds = median(times, () => run(process.execPath, bare ? args : [program, ...args], input));
  rows.push([name, milliseconds, `${(milliseconds / node).toFixed(1)} x node -e 0`]);
}

function run(command, args, input = '') {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, env, input, encoding: 'utf8' });
  if (status !== 0) console.error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return performance.now() - began;
}

function median(times, measureOnce) {
  const values = Array.from({ length: times }, measureOnce).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}
