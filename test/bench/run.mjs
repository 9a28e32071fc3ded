// Every budget, each beside its yardstick in the same run: machines are shared and noisy, so a figure means something
// only as a ratio. Prints a table with gates and goals; judges nothing by its exit code.
// Run: npm run bench [-- GROUP ...]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE, ROOT } from './measure.mjs';

/** Group -> what it measures. Each is a file of its own and a process of its own. */
const GROUPS = {
  starts: 'starts and whole tracks',
  shell: 'the built-in kubectl, simulated time',
  screen: 'the full screen in a pseudo terminal',
  resume: 'coming back',
  'large-cluster': 'a large cluster',
  watchers: 'watchers',
  kubectl: 'a real kubectl at `serve`',
  policy: 'policy',
  alerts: 'alerts beside DuckDB',
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  console.error(`no bench is called ${unknown.join(', ')}; there are: ${Object.keys(GROUPS).join(', ')}`);
  process.exit(2);
}

console.log(
  `"here" is this machine now; "reference" is where node -e 0 takes ${REFERENCE} ms, as the budgets mean it.\n`,
);
console.log(line('', 'here', 'reference', 'gate', 'goal', ''));
for (const [name, title] of Object.entries(GROUPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${title}`);
  await run(name);
}

function run(name) {
  const folder = name === 'alerts' ? join(import.meta.dirname, name) : import.meta.dirname;
  if (name === 'alerts' && !existsSync(join(folder, 'node_modules'))) {
    const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'ignore' });
    if (status !== 0) return console.log('  left out: DuckDB could not be installed');
  }
  const file = name === 'alerts' ? join(folder, 'run.mjs') : join(folder, `${name}.mjs`);
  const child = spawn(process.execPath, ['--expose-gc', file], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const each of lines) console.log(each.startsWith('{"what"') ? row(JSON.parse(each)) : `  ${each}`);
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      if (code !== 0) console.log(`  ${name} broke off with ${code}`);
      resolve();
    }),
  );
}

function row({ what, value, unit, gate, goal, yardstick, note, skipped }) {
  if (skipped) return `  ${what}: left out, ${skipped}`;
  const reference = yardstick === undefined ? value : (value * REFERENCE) / yardstick;
  const verdict = gate === undefined ? '' : reference <= goal ? 'goal' : reference <= gate ? 'gate' : 'OVER';
  const shown = yardstick === undefined ? '' : amount(reference, unit);
  return line(what, amount(value, unit), shown, amount(gate, unit), amount(goal, unit), `${verdict} ${note}`);
}

function line(what, ...columns) {
  const [here, reference, gate, goal, rest] = columns;
  return `  ${what.padEnd(62)}${[here, reference, gate, goal].map((text) => text.padStart(11)).join('')}  ${rest}`.trimEnd();
}

function amount(value, unit) {
  if (value === undefined) return '';
  return `${value < 20 ? Number(value.toFixed(value < 1 ? 3 : 2)) : Math.round(value)} ${unit}`;
}
